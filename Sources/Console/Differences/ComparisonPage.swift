import Documents
import GitOps
import Kubernetes
import TUI

/// How an application's resources differ from what Git wants, or what Argo CD says of it where that
/// isn't known here.
struct ComparisonPage {
  let application: ObjectName
  /// The only resource that is meant; nil for all.
  let resource: ObjectKey?
  /// The application as its list has it; nil once it is gone.
  let row: ApplicationRow?
  /// What came of comparing; nil until it has come.
  let result: Result<ApplicationComparison, KubernetesError>?
  let now: Int64
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    switch result {
    case nil:
      page.add(StyledText("rendering what Git wants, and comparing …", Role.muted))
    case .failure(let error):
      page.add(StyledText("✖ \(error.summary)", Role.error))
      if let advice = error.advice { page.add(StyledText("  \(advice)", Role.muted)) }
    case .success(let comparison): add(comparison, to: &page)
    }
    return page.lines
  }

  private func add(_ comparison: ApplicationComparison, to page: inout Page) {
    for origin in comparison.origins { add(origin, to: &page) }
    for note in comparison.notes {
      page.addSentence(StyledText("▲ \(note)", Role.warning), indent: 2)
    }
    addArgo(to: &page)
    page.addSpace()
    if comparison.objects.isEmpty {
      if resource == nil { addStatus(to: &page) }
      if comparison.origins.contains(where: \.isUnconfigured) { addAdvice(to: &page) }
      return
    }
    let differing = comparison.objects.filter { !$0.isAsInGit }
    for object in differing { add(object, to: &page) }
    let same = comparison.objects.count - differing.count
    if same > 0 {
      let words = same == 1 ? "1 resource is" : "\(same) resources are"
      let text = resource == nil ? "= \(words) as Git wants" : "= as Git wants"
      page.add(StyledText(text, Role.synced))
    }
  }

  private func add(_ origin: ApplicationComparison.Origin, to page: inout Page) {
    switch origin {
    case .rendered(let folder, let commit):
      page.field("Git", "\(folder) @ \(commit.prefix(12))", width: 10)
    case .unconfigured(let repository):
      page.field(
        "Git", "no local checkout of \(repository) is configured", role: .warning, width: 10)
    case .failed(let repository, let reasons):
      page.field("Git", "✖ \(repository) isn't rendered", role: .error, width: 10)
      for reason in reasons { page.addSentence(StyledText("          \(reason)", Role.error)) }
    }
  }

  /// What Argo CD says, which knows more than a comparison here: it asks the server's defaults.
  private func addArgo(to page: inout Page) {
    guard let row else {
      page.field("Argo CD", "the application isn't there any more", role: .warning, width: 10)
      return
    }
    var sync = row.sync
    if let resource {
      let own = row.resources.first {
        $0.group == resource.kind.group && $0.kind == resource.kind.kind && $0.name == resource.name
      }
      guard let own, let said = own.sync else {
        page.field("Argo CD", "doesn't compare it", role: .muted, width: 10)
        return
      }
      sync = said
    }
    var words = "\(sync.glyph) \(sync)"
    if !row.shortRevision.isEmpty { words += " at \(row.shortRevision)" }
    if let time = row.reconciled { words += ", compared \(Age.text(since: time, now: now)) ago" }
    page.field("Argo CD", words, role: sync.role, width: 10)
  }

  // MARK: - Without anything from Git

  private func addStatus(to page: inout Page) {
    guard let row else { return }
    page.section("What Argo CD says of the resources", note: "\(row.resources.count)") { page in
      let rows = row.resources.map { resource -> [StyledText] in
        [
          resource.sync.map { StyledText("\($0.glyph) \($0)", $0.role) }
            ?? StyledText(resource.isHook ? "hook" : "-", Role.muted),
          StyledText(resource.kind), StyledText(resource.name.namespace, Role.muted),
          StyledText(resource.name.name, Role.strong),
          StyledText(resource.requiresPruning ? "to be pruned" : "", Role.warning),
        ]
      }
      page.table(["SYNC", "KIND", "NAMESPACE", "NAME", ""], rows, depth: 1)
    }
    page.addSpace()
  }

  private func addAdvice(to page: inout Page) {
    page.addSentence(
      StyledText(
        "Which fields differ can be said once a checkout of the repository is named, in your own "
          + "configuration or in .duet.yaml:", Role.muted), indent: 0)
    page.addSpace()
    for line in [
      "applications:", "  \(application.name):", "    checkout: ~/src/\(application.name)",
    ] {
      page.add(StyledText("    \(line)", Role.yamlValue))
    }
  }

  // MARK: - One resource

  private func add(_ object: ApplicationComparison.Object, to page: inout Page) {
    var title = StyledText()
    let name = object.id.name
    let place = name.namespace.isEmpty ? "" : "\(name.namespace)/"
    func head(_ sign: String, _ role: Role, _ words: String) {
      title.append("\(sign) ", role)
      title.append("\(object.id.kind) \(place)", .muted)
      title.append(name.name, .strong)
      title.append("  \(words)", role)
    }
    switch object.outcome {
    case .failed(let reason):
      head("?", .warning, reason)
      page.add(title, anchor: "\(object.id)")
    case .compared(let comparison):
      let isMissing = comparison.live.isNull
      if comparison.status == nil {
        head("·", .muted, "a hook: not compared")
      } else if comparison.requiresPruning {
        head("-", .removed, "not in Git: a sync that prunes deletes it")
      } else if isMissing {
        head("+", .added, "not in the cluster: a sync creates it")
      } else {
        let count = comparison.changes.count
        head(
          "~\(count)", comparison.status == .synced ? .synced : .changed,
          count == 1 ? "1 field differs" : "\(count) fields differ")
      }
      page.add(title, anchor: "\(object.id)", startsFolded: isMissing && resource == nil)
      for rule in comparison.unfollowed {
        page.addSentence(StyledText("    ▲ \(rule.words)", Role.warning), depth: 1)
      }
      guard comparison.status != nil, !comparison.requiresPruning else { return }
      addChanges(of: comparison, to: &page)
    }
  }

  private func addChanges(of comparison: ObjectComparison, to page: inout Page) {
    let fields = FieldComparison(width: width - 2, columns: .two)
    if let heading = fields.heading, !comparison.live.isNull {
      page.add(StyledText("  ") + heading, depth: 1)
    }
    for change in comparison.changes {
      let field: FieldComparison.Field
      let label = change.label.isEmpty ? "the whole object" : change.label
      switch change.kind {
      case .added(let value): field = .init(label: label, live: nil, git: value, result: value)
      case .removed(let value): field = .init(label: label, live: value, git: nil, result: nil)
      case .changed(let old, let new):
        field = .init(label: label, live: old.isNull ? nil : old, git: new, result: new)
      }
      for line in fields.lines(field) { page.add(StyledText("  ") + line, depth: 1) }
    }
  }
}

extension ApplicationComparison.Origin {
  fileprivate var isUnconfigured: Bool {
    if case .unconfigured = self { true } else { false }
  }
}

extension ApplicationComparison.Object {
  /// Whether there is nothing more to say of it.
  fileprivate var isAsInGit: Bool {
    guard case .compared(let comparison) = outcome else { return false }
    return comparison.status == .synced && comparison.unfollowed.isEmpty
  }
}

extension ObjectComparison.Unfollowed {
  /// What a person has to know.
  fileprivate var words: String {
    switch self {
    case .path(let path):
      "ignoreDifferences names \(path), which is more of jq than is followed here: what it ignores "
        + "may be shown"
    case .pointer(let pointer): "ignoreDifferences names \(pointer), which is no JSON pointer"
    case .serverSide:
      "it is applied or compared on the server's side: what the server fills in may be shown"
    }
  }
}
