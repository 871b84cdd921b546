import Documents
import Kubernetes
import TUI

/// The revisions of a workload as a page: the newest first, a line each, and folded below it what is
/// different from now.
struct RevisionsPage {
  let key: ObjectKey
  let subject: ClusterState.Subject
  let revisions: Reflection<Revision>
  /// How a rollout that is followed goes; empty where none is.
  let following: String
  let now: Int64
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    if let error = subject.error {
      page.addSentence(StyledText("✖ \(error.summary)", Role.error), indent: 2)
    }
    guard let object = subject.value else {
      if subject.error == nil {
        let words = subject.isGone ? "\(key) isn't there any more" : "waiting for \(key) …"
        page.add(StyledText(words, Role.muted))
      }
      return page.lines
    }
    addState(of: object, to: &page)
    let uid = object["metadata"]?["uid"]?.string
    let own = revisions.rows.values.filter { $0.ownerUID == uid }
      .sorted { $0.number > $1.number }
    if case .stale(let interruption) = revisions.state {
      page.add(StyledText("▲ not up to date: \(interruption.error.summary)", Role.stale))
    }
    guard !own.isEmpty else {
      page.add(
        StyledText(
          revisions.isComplete ? "no revision is kept of it" : "looking for its revisions …",
          Role.muted))
      return page.lines
    }
    page.addSpace()
    for revision in own { add(revision, of: object, to: &page) }
    return page.lines
  }

  /// The revision that a line is about.
  static func revision(at anchor: String) -> Int64? {
    anchor.hasPrefix("revision ") ? Int64(anchor.dropFirst(9)) : nil
  }

  private func addState(of object: Value, to page: inout Page) {
    if object["spec"]?["paused"]?.bool == true {
      page.add(
        StyledText("‖ its rollout is paused: it isn't restarted or rolled back", Role.suspended))
    }
    guard let health = Health.assess(object) else { return }
    let words = following.isEmpty ? health.message : following
    page.addSentence(
      StyledText(
        "\(health.health.glyph) \(words.isEmpty ? "\(health.health)" : words)", health.health.role),
      indent: 2)
  }

  private func add(_ revision: Revision, of object: Value, to page: inout Page) {
    let isCurrent = revision.isCurrent(of: object)
    let age = revision.created.map { "\(Age.text(since: $0, now: now)) ago" } ?? "-"
    var text = StyledText(isCurrent ? "● " : "  ", Role.success)
    text.append("\(revision.number)".padded(to: 6), .strong)
    text.append(age.padded(to: 11), .text)
    if let pods = revision.pods {
      text.append("\(pods) \(pods == 1 ? "pod" : "pods")".padded(to: 9), pods > 0 ? .text : .muted)
    }
    if isCurrent { text.append("current  ", .success) }
    let images = revision.images.map(\.image).joined(separator: ", ")
    text.append(images, isCurrent ? .text : .muted)
    if !revision.cause.isEmpty { text.append("  \(revision.cause.firstLine)", .muted) }
    page.add(text, anchor: "revision \(revision.number)", startsFolded: true)
    addDetails(revision, of: object, isCurrent: isCurrent, to: &page)
  }

  private func addDetails(
    _ revision: Revision, of object: Value, isCurrent: Bool, to page: inout Page
  ) {
    page.add(StyledText("      kept in \(revision.name.name)", Role.muted), depth: 1)
    for image in revision.images {
      let kind = image.isInitial ? "init container " : ""
      page.add(StyledText("      \(kind)\(image.container): \(image.image)"), depth: 1)
    }
    guard !isCurrent, let template = object["spec"]?["template"] else { return }
    let changes = Difference(from: template, to: revision.template, matching: .byName).changes
    page.add(StyledText("      what going back to it changes:", Role.muted), depth: 1)
    for change in changes.prefix(Self.mostChanges) {
      page.addSentence(StyledText("      ") + Self.line(of: change), depth: 1, indent: 10)
    }
    if changes.count > Self.mostChanges {
      page.add(
        StyledText("      … and \(changes.count - Self.mostChanges) more", Role.muted), depth: 1)
    }
  }

  private static let mostChanges = 40

  private static func line(of change: Difference.Change) -> StyledText {
    switch change.kind {
    case .added(let value): StyledText("+ \(change.label): \(value.shortText)", Role.added)
    case .removed(let value): StyledText("- \(change.label): \(value.shortText)", Role.removed)
    case .changed(let old, let new):
      StyledText("~ \(change.label): \(old.shortText) → \(new.shortText)", Role.changed)
    }
  }
}

extension Value {
  /// A scalar as it is, anything else as JSON.
  fileprivate var shortText: String {
    object == nil && array == nil
      ? plainText : String(decoding: JSONWriter().bytes(self), as: UTF8.self)
  }
}

extension ConsoleState {
  /// Forgets the lists of pages that aren't there any more.
  mutating func forgetUnseenLists() {
    guard !cluster.revisions.isEmpty || !cluster.nodePods.isEmpty else { return }
    var workloads: Set<ObjectKey> = []
    var nodes: Set<String> = []
    for overlay in overlays {
      guard case .document(let document) = overlay else { continue }
      if case .revisions(let key) = document.content { workloads.insert(key) }
      if let node = document.node { nodes.insert(node) }
    }
    cluster.revisions = cluster.revisions.filter { workloads.contains($0.key) }
    cluster.nodePods = cluster.nodePods.filter { nodes.contains($0.key) }
  }
}
