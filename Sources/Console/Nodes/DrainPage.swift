import Kubernetes
import TUI

/// A drain as a page: what it is doing as a whole, and how far each pod has come; what waits or failed
/// comes first.
struct DrainPage {
  let drain: Drain
  let now: Timestamp
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    addHead(to: &page)
    if !drain.plan.obstacles.isEmpty { addObstacles(to: &page) }
    addPods(to: &page)
    addStaying(to: &page)
    return page.lines
  }

  // MARK: - The whole

  private func addHead(to page: inout Page) {
    let node = drain.node.name.name
    switch drain.phase {
    case .planning:
      page.add(StyledText("◐ finding out which pods are on \(node) …", Role.progressing))
    case .unplannable(let reason):
      page.addSentence(StyledText("✖ \(reason)", Role.error), indent: 2)
    case .planned: page.add(StyledText("waits for an answer", Role.muted))
    case .running:
      page.add(StyledText("◐ \(counts); esc stops it, or leaves it running", Role.progressing))
    case .stopped: addStopped(to: &page)
    case .finished(let ending): addEnding(ending, to: &page)
    }
    if let wasCordoned = drain.wasCordoned {
      let state = wasCordoned ? "was cordoned before" : "is cordoned"
      page.add(
        StyledText("  node \(node) \(state): it takes no new pods until U on it", Role.muted))
    }
    page.addSpace()
  }

  /// `3 of 7 pods gone, 2 refused`.
  private var counts: String {
    let going = drain.plan.going.count
    var parts = ["\(drain.goneCount) of \(going) \(going == 1 ? "pod" : "pods") gone"]
    let refused = drain.plan.going.count { item in
      if case .refused? = drain.steps[item.name] { true } else { false }
    }
    if refused > 0, !isOver { parts.append("\(refused) refused for now") }
    if drain.failedCount > 0 { parts.append("\(drain.failedCount) failed") }
    if let start = drain.start {
      parts.append(Age.text(seconds: max(0, (drain.end ?? now).seconds - start.seconds)))
    }
    return parts.joined(separator: ", ")
  }

  private func addStopped(to page: inout Page) {
    page.add(StyledText("‖ stopped: \(counts)", Role.warning))
    let accepted = drain.remaining.count { drain.steps[$0.name] == .ending }
    if accepted > 0 {
      page.add(
        StyledText("  \(accepted) evicted before, and still ending", Role.warning))
    }
    let asked = drain.remaining.count { drain.steps[$0.name] == .evicting }
    if asked > 0 {
      page.add(
        StyledText("  \(asked) being asked about: may go all the same", Role.warning))
    }
    let left = drain.remaining.count - accepted - asked
    if left > 0 {
      let verb = left == 1 ? "stays where it is" : "stay where they are"
      page.add(StyledText("  \(left) \(verb)", Role.warning))
    }
  }

  private func addEnding(_ ending: DrainEvent.Ending, to page: inout Page) {
    switch ending {
    case .complete where drain.failedCount == 0:
      page.add(StyledText("✓ drained: \(counts)", Role.success))
    case .complete: page.add(StyledText("✖ not drained: \(counts)", Role.error))
    case .blocked:
      page.add(StyledText("✖ not drained: pods are in the way, and none was evicted", Role.error))
    case .timedOut: page.add(StyledText("✖ the time for it is up: \(counts)", Role.error))
    case .failed(let reason): page.addSentence(StyledText("✖ \(reason)", Role.error), indent: 2)
    }
  }

  // MARK: - Pods

  private func addObstacles(to page: inout Page) {
    var byReason: [String: [DrainPlan.Item]] = [:]
    for (item, reason) in drain.plan.obstacles { byReason[reason, default: []].append(item) }
    page.section("In the way", role: .error) { page in
      for (reason, items) in byReason.sorted(by: { $0.key < $1.key }) {
        page.addSentence(StyledText("  ✖ \(reason):", Role.error), depth: 1, indent: 4)
        for item in items {
          page.add(
            StyledText("      \(item.name)"), depth: 1, anchor: "pod \(item.name)",
            object: ObjectKey(.pods, item.name))
        }
      }
    }
    page.addSpace()
  }

  private func addPods(to page: inout Page) {
    let items = drain.plan.going.map { (item: $0, rank: rank(drain.steps[$0.name])) }
      .sorted { a, b in a.rank == b.rank ? a.item.name < b.item.name : a.rank < b.rank }
    guard !items.isEmpty else {
      if drain.phase != .planning, drain.plan.obstacles.isEmpty {
        page.add(StyledText("no pod has to go", Role.muted))
      }
      return
    }
    page.section("Pods that go", note: "\(items.count)") { page in
      for (item, _) in items { add(item, to: &page) }
    }
    page.addSpace()
  }

  private func add(_ item: DrainPlan.Item, to page: inout Page) {
    let (glyph, role, words) = Self.look(of: drain.steps[item.name], isOver: isOver)
    var text = StyledText("  \(glyph) ", role)
    text.append("\(item.name)", .strong)
    text.append("  \(words)", role)
    if let owner = item.owner { text.append("  \(owner.kind)/\(owner.name)", .muted) }
    page.addSentence(
      text, depth: 1, indent: 6, anchor: "pod \(item.name)", object: ObjectKey(.pods, item.name))
    if case .goes(let warning?) = item.verdict {
      page.addSentence(StyledText("      ▲ \(warning)", Role.warning), depth: 1, indent: 8)
    }
  }

  private var isOver: Bool {
    switch drain.phase {
    case .planning, .unplannable, .planned, .running: false
    case .stopped, .finished: true
    }
  }

  private func rank(_ step: DrainEvent.PodStep?) -> Int {
    switch step {
    case .failed: 0
    case .refused: 1
    case .evicting: 2
    case .ending: 3
    case nil: 4
    case .gone: 5
    }
  }

  private static func look(
    of step: DrainEvent.PodStep?, isOver: Bool
  ) -> (glyph: String, role: Role, words: String) {
    switch step {
    case .failed(let reason): ("✖", .error, reason.firstLine)
    case .refused(let reason):
      (
        "▲", .warning,
        "\(isOver ? "not evicted" : "asked again in 5 s"): \(reason.firstLine)"
      )
    case .evicting: ("◐", .progressing, isOver ? "was being asked for" : "being evicted")
    case .ending: ("◐", .terminating, "evicted, ending")
    case .gone: ("✓", .success, "gone")
    case nil: ("·", .muted, isOver ? "not evicted" : "waiting")
    }
  }

  private func addStaying(to page: inout Page) {
    let staying = drain.plan.staying
    guard !staying.isEmpty else { return }
    page.section("Pods that stay", note: "\(staying.count)", startsFolded: true) { page in
      for (item, reason) in staying {
        var text = StyledText("  · \(item.name)", Role.muted)
        text.append("  \(reason)", .muted)
        page.add(
          text, depth: 1, anchor: "pod \(item.name)", object: ObjectKey(.pods, item.name))
      }
    }
  }
}
