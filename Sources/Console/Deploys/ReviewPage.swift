import DeployEngine
import Documents
import GitOps
import Kubernetes
import TUI
import YAML

/// A plan under review, as a page: counts and consequences first, then the objects by what would
/// become of them.
struct ReviewPage {
  let deploy: Deploy
  let plan: Plan
  let width: Int
  /// Whether agreeing wants the stack's name typed.
  let isProtected: Bool
  /// Whether nothing may be changed here.
  let isReadOnly: Bool

  /// New objects are shown whole, folded; of more than these only the names.
  private static let mostWhole = 200

  var lines: [DocumentLine] {
    var page = Page(width: width)
    addHead(to: &page)
    Consequences(deploy: deploy, plan: plan).add(to: &page)
    for group in Group.allCases where deploy.purpose != .prune || group == .prune {
      add(group, to: &page)
    }
    addKept(to: &page)
    return page.lines
  }

  // MARK: - The whole

  private func addHead(to page: inout Page) {
    page.addSentence(counts, indent: 2)
    page.addSentence(git, indent: 2)
    if deploy.purpose.isOffer {
      page.add(choices)
      page.addSentence(verdict, indent: 2)
    } else if plan.isUpToDate {
      page.add(StyledText("● the cluster is as the stack says", Role.success))
    } else {
      page.add(StyledText("what D would apply; this only shows it", Role.muted))
    }
    for warning in plan.warnings {
      page.addSentence(StyledText("▲ \(warning)", Role.warning), indent: 2)
    }
  }

  private var counts: StyledText {
    let counts = plan.counts
    let all = deploy.purpose == .prune ? counts.prune : plan.items.count
    var text = StyledText(all == 1 ? "1 object" : "\(all) objects", Role.strong)
    if deploy.purpose == .prune {
      text.append(all == 0 ? "" : "   - \(all) prune", .removed)
      return text
    }
    for (glyph, count, word, role) in [
      ("+", counts.create, "create", Role.added), ("~", counts.change, "change", .changed),
      ("↻", counts.recreate, "make anew", .error), ("-", counts.prune, "prune", .removed),
      ("⊕", counts.adopt, "adopt", .info),
      ("=", counts.unchanged - counts.adopt, "unchanged", .muted),
      ("!", counts.conflict, "conflict", .error), ("✖", counts.error, "error", .error),
    ] where count > 0 {
      text.append("   \(glyph) \(count) \(word)", role)
    }
    return text
  }

  private var git: StyledText {
    if case .rollback(let entry) = deploy.purpose {
      let commit = entry.shortCommit ?? "no commit"
      return StyledText(
        "as it was at \(commit), deployed as \(entry.id) by \(entry.user.user)", Role.warning)
    }
    switch plan.git {
    case .noRepository: return StyledText("▲ the files aren't in Git", Role.warning)
    case .gitMissing:
      return StyledText("▲ git isn't installed: its state isn't known", Role.warning)
    case .failed(let reason): return StyledText("▲ git: \(reason)", Role.warning)
    case .repository(let git):
      var text = StyledText("\(git.branch ?? "detached")@\(git.shortCommit ?? "no commit")")
      if git.isDirty {
        let count = git.changes.count
        text.append(
          "   ▲ \(count) \(count == 1 ? "file isn't" : "files aren't") committed", .warning)
      }
      if let ahead = git.ahead, ahead > 0 { text.append("   ▲ \(ahead) not pushed", .warning) }
      if let behind = git.behind, behind > 0 {
        text.append("   ▲ \(behind) behind \(git.upstream ?? "the remote")", .warning)
      }
      if !git.isDirty, !git.isUnpushed, git.behind == 0 { text.append("   ✓ as pushed", .success) }
      return text
    }
  }

  private var choices: StyledText {
    if deploy.purpose == .prune { return StyledText("only what is listed is deleted", Role.muted) }
    var text = StyledText()
    func add(_ key: String, _ isOn: Bool, _ words: String) {
      if !text.isEmpty { text.append("   ") }
      text.append("\(isOn ? "[x]" : "[ ]") \(words) ")
      text.append(key, .key)
    }
    let counts = plan.counts
    if counts.prune > 0 { add("P", deploy.choices.prunes, "prune \(counts.prune)") }
    if counts.conflict > 0 { add("F", deploy.choices.forces, "take over fields") }
    add("W", deploy.choices.waits, "wait until healthy")
    return text
  }

  private var verdict: StyledText {
    if let obstacle = deploy.obstacle {
      return StyledText("✖ it can't be deployed: \(obstacle)", Role.error)
    }
    if plan.isUpToDate(pruning: deploy.choices.prunes) {
      if deploy.purpose == .prune {
        return StyledText(
          "● nothing to prune: all that the stack owns is rendered", Role.success)
      }
      return plan.counts.prune > 0
        ? StyledText(
          "● nothing to deploy; P would prune what isn't rendered any more", Role.success)
        : StyledText("● the cluster is as the stack says: nothing to deploy", Role.success)
    }
    if isReadOnly { return StyledText("this console is read-only", Role.warning) }
    if deploy.isDangerous || isProtected {
      let why = isProtected ? "the context is protected" : "it is dangerous"
      return StyledText("y applies exactly this, once the name is typed: \(why)", Role.warning)
    }
    return StyledText("y applies exactly this; esc leaves everything as it is", Role.strong)
  }

  // MARK: - The objects

  /// What would become of objects, the most serious first.
  private enum Group: String, CaseIterable {
    case error = "Refused"
    case conflict = "Conflicts"
    case recreate = "Made anew"
    case prune = "Pruned"
    case change = "Changed"
    case create = "Created"
    case adopt = "Adopted"
    case unchanged = "Unchanged"

    func contains(_ item: PlannedObject) -> Bool {
      switch item.verdict {
      case .error: self == .error
      case .conflict: self == .conflict
      case .recreate: self == .recreate
      case .prune: self == .prune
      case .change: self == .change
      case .create: self == .create
      case .unchanged: self == (item.adoption == nil ? .unchanged : .adopt)
      }
    }
  }

  private func add(_ group: Group, to page: inout Page) {
    let items = plan.items.filter(group.contains)
    guard !items.isEmpty else { return }
    page.addSpace()
    var note = "\(items.count)"
    if group == .prune, !deploy.choices.prunes {
      note += deploy.purpose.isOffer ? ", left alone; P prunes" : ", not rendered any more"
    }
    page.section(group.rawValue, note: note, startsFolded: group == .unchanged) { page in
      for item in items { add(item, to: &page) }
    }
  }

  private func add(_ item: PlannedObject, to page: inout Page) {
    let (glyph, role) = item.sign
    var text = StyledText([
      ("  \(glyph) ", Style(role)), ("\(item.object.kind) ", Style(.text)),
      ("\(item.key.name)", Style(.strong)),
    ])
    if item.isNamespaceDefaulted { text.append("  (namespace from the context)", .muted) }
    if !item.fields.isEmpty {
      text.append("  \(item.fields.count) \(item.fields.count == 1 ? "field" : "fields")", role)
    }
    if !item.object.file.isEmpty {
      text.append("  \(item.object.file):\(item.object.line)", .muted)
    }
    let whole = wholeLines(item)
    page.add(
      text, depth: 1, anchor: "\(item.key)", object: item.key, startsFolded: !whole.isEmpty)
    addRemarks(on: item, to: &page)
    addFields(of: item, to: &page)
    for line in whole { page.add(line, depth: 2) }
  }

  private func addRemarks(on item: PlannedObject, to page: inout Page) {
    func add(_ text: String, _ role: Role) {
      page.addSentence(StyledText("      \(text)", role), depth: 2, indent: 8)
    }
    if let prerequisite = item.prerequisite {
      add("not dry-run: \(prerequisite.text) comes first", .muted)
    }
    for warning in item.warnings { add("▲ \(warning)", .warning) }
    switch item.verdict {
    case .create, .change, .unchanged, .prune: break
    case .recreate(let fields):
      add("↻ \(fields.joined(separator: ", ")) can't be changed: deleted, and made anew", .error)
    case .conflict(let conflicts):
      for conflict in conflicts {
        add(
          "! \(conflict.manager) owns \(conflict.fields.joined(separator: ", "))",
          deploy.choices.forces ? .warning : .error)
      }
    case .error(let error):
      add("✖ \(error.summary)", .error)
      if let advice = error.advice { add(advice, .muted) }
    }
  }

  private func addFields(of item: PlannedObject, to page: inout Page) {
    guard !item.fields.isEmpty else { return }
    let comparison = FieldComparison(width: width - 8)
    let margin = StyledText("      ")
    if let heading = comparison.heading { page.add(margin + heading, depth: 2) }
    for field in item.fields {
      let lines = comparison.lines(
        .init(label: field.label, live: field.live, git: field.git, result: field.result))
      for line in lines { page.add(margin + line, depth: 2) }
    }
  }

  /// A new object, whole.
  private func wholeLines(_ item: PlannedObject) -> [StyledText] {
    guard item.verdict == .create, plan.counts.create <= Self.mostWhole else { return [] }
    return item.after.yaml.split(separator: "\n").map { StyledText("      + \($0)", Role.added) }
  }

  private func addKept(to page: inout Page) {
    guard !plan.kept.isEmpty else { return }
    page.addSpace()
    page.section("Kept", note: "\(plan.kept.count), not rendered any more", startsFolded: true) {
      page in
      for kept in plan.kept {
        page.add(
          StyledText([
            ("  · \(kept.key.kind.kind) \(kept.key.name)", Style(.text)),
            ("  \(kept.reason.words)", Style(.muted)),
          ]), depth: 1, anchor: "kept \(kept.key)", object: kept.key)
      }
    }
  }
}

extension PlannedObject {
  /// A glyph that says what would become of it, and the role that colours it.
  var sign: (glyph: String, role: Role) {
    switch verdict {
    case .create: ("+", .added)
    case .change: ("~", .changed)
    case .unchanged: adoption == nil ? ("=", .muted) : ("⊕", .info)
    case .conflict: ("!", .error)
    case .recreate: ("↻", .error)
    case .prune: ("-", .removed)
    case .error: ("✖", .error)
    }
  }
}

extension PlannedObject.Prerequisite {
  fileprivate var text: String {
    switch self {
    case .namespace(let name): "namespace \(name)"
    case .definition(let name): "definition \(name)"
    }
  }
}

extension KeptObject.Reason {
  fileprivate var words: String {
    switch self {
    case .annotation(let name): "its annotation \(name) says so"
    case .owned(let owner): "it belongs to \(owner)"
    case .holdsInventories: "it holds the inventories"
    }
  }
}

extension Deploy {
  /// Why the plan can't be applied as it was chosen; nil if it can.
  var obstacle: String? {
    guard let counts = plan?.counts else { return "there is no plan" }
    func objects(_ count: Int) -> String { count == 1 ? "1 object" : "\(count) objects" }
    if counts.error > 0 { return "the server would refuse \(objects(counts.error))" }
    if counts.conflict > 0, !choices.forces {
      return "fields of \(objects(counts.conflict)) belong to others; F takes them over"
    }
    return nil
  }

  /// Whether it wants more than a yes: the stack's name typed.
  var isDangerous: Bool {
    guard let plan else { return false }
    return plan.isDangerous(pruning: choices.prunes) || plan.counts.recreate > 0
      || (choices.prunes && plan.counts.prune > 0) || (choices.forces && plan.counts.conflict > 0)
  }
}
