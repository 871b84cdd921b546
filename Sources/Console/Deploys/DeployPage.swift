import DeployEngine
import Documents
import GitOps
import Kubernetes
import TUI
import YAML

/// A plan, a deploy under way, or what it did, as a page: the same objects in the same places.
struct DeployPage {
  let deploy: Deploy

  var lines: [DocumentLine] {
    var page = Page()
    switch deploy.phase {
    case .planning:
      page.add(StyledText("asking the server what it would make of every object …", Role.muted))
    case .unplannable(let error):
      page.add(StyledText("✖ \(error.summary)", Role.error))
      if let advice = error.advice { page.add(StyledText("  \(advice)", Role.muted)) }
    case .planned(let plan), .applying(let plan), .stopping(let plan), .finished(let plan, _):
      addHead(of: plan, to: &page)
      addConsequences(of: plan, to: &page)
      page.addSpace()
      for item in plan.items { add(item, to: &page) }
    }
    return page.lines
  }

  // MARK: - The whole

  private func addHead(of plan: Plan, to page: inout Page) {
    page.add(counts(of: plan))
    page.add(git(of: plan))
    var word = StyledText()
    switch deploy.phase {
    case .planned where plan.isUpToDate:
      word = StyledText("● the cluster is as the stack says: nothing to deploy", Role.success)
    case .planned where plan.counts.error > 0:
      word = StyledText("✖ it can't be deployed: the server refuses what is marked so", Role.error)
    case .planned where plan.counts.conflict > 0:
      word = StyledText(
        "✖ it can't be deployed: others own fields that the stack wants otherwise", Role.error)
    case .planned where deploy.isOffer:
      word = StyledText("y applies exactly this; esc leaves everything as it is", Role.strong)
    case .planned: word = StyledText("what D would apply", Role.muted)
    case .applying:
      word = StyledText("◐ applying; esc stops after the object in hand", Role.progressing)
    case .stopping: word = StyledText("◐ stopping after the object in hand …", Role.warning)
    case .finished(_, let changes): word = ending(changes)
    case .planning, .unplannable: break
    }
    page.add(word)
  }

  private func ending(_ changes: ChangeSet) -> StyledText {
    let created = changes.count { $0 == .created }
    let configured = changes.count { $0 == .configured }
    let unchanged = changes.count { $0 == .unchanged }
    let left = changes.count { $0 == .notApplied }
    let numbers =
      "\(created) created, \(configured) changed, \(unchanged) unchanged"
      + (left > 0 ? ", \(left) not applied" : "")
    switch changes.ending {
    case .complete: return StyledText("✓ deployed: \(numbers)", Role.success)
    case .cancelled: return StyledText("‖ stopped: \(numbers)", Role.warning)
    case .failed(let error): return StyledText("✖ \(error.summary) — \(numbers)", Role.error)
    }
  }

  private func counts(of plan: Plan) -> StyledText {
    let counts = plan.counts
    var text = StyledText(
      plan.items.count == 1 ? "1 object" : "\(plan.items.count) objects", Role.strong)
    for (glyph, count, word, role) in [
      ("+", counts.create, "create", Role.added), ("~", counts.change, "change", .changed),
      ("=", counts.unchanged, "unchanged", .muted), ("!", counts.conflict, "conflict", .error),
      ("✖", counts.error, "error", .error),
    ] where count > 0 {
      text.append("   \(glyph) \(count) \(word)", role)
    }
    return text
  }

  private func git(of plan: Plan) -> StyledText {
    switch plan.git {
    case .noRepository: return StyledText("▲ the files aren't in Git", Role.warning)
    case .gitMissing:
      return StyledText("▲ git isn't installed: its state isn't known", Role.warning)
    case .failed(let reason): return StyledText("▲ git: \(reason)", Role.warning)
    case .repository(let git):
      var text = StyledText("\(git.branch ?? "detached")@\(git.shortCommit ?? "no commit")")
      if git.isDirty {
        text.append("   ▲ \(git.changes.count) changes aren't committed", .warning)
      }
      if git.isUnpushed { text.append("   ▲ commits aren't pushed", .warning) }
      if let behind = git.behind, behind > 0 { text.append("   ▲ \(behind) behind", .warning) }
      return text
    }
  }

  private func addConsequences(of plan: Plan, to page: inout Page) {
    guard !plan.restarts.isEmpty else { return }
    page.addSpace()
    page.section("Consequences") { page in
      for restart in plan.restarts {
        let pods = restart.pods.map { " (\($0) \($0 == 1 ? "pod" : "pods"))" } ?? ""
        page.add(
          StyledText(
            "  ↻ \(restart.key.kind.kind) \(restart.key.name) replaces its pods\(pods)",
            Role.warning), depth: 1)
      }
    }
  }

  // MARK: - One object

  private func add(_ item: PlannedObject, to page: inout Page) {
    let (glyph, role, word) = sign(of: item)
    var text = StyledText([
      ("\(glyph) ", Style(role)), (item.object.description, Style(.strong)),
      ("  \(word)", Style(role)),
    ])
    if item.isNamespaceDefaulted { text.append("  (namespace from the context)", .muted) }
    text.append("  \(item.object.file):\(item.object.line)", .muted)
    page.add(text, anchor: "\(item.key)")
    if let prerequisite = item.prerequisite {
      page.add(
        StyledText("    not dry-run: \(prerequisite.text) comes first", Role.muted), depth: 1)
    }
    for warning in item.warnings {
      page.add(StyledText("    ▲ \(warning)", Role.warning), depth: 1)
    }
    switch item.verdict {
    case .create, .unchanged, .prune: break
    case .change, .recreate: for change in item.differences { add(change, to: &page) }
    case .conflict(let conflicts):
      for conflict in conflicts {
        page.add(
          StyledText(
            "    \(conflict.manager) owns \(conflict.fields.joined(separator: ", "))", Role.error),
          depth: 1)
      }
      for change in item.differences { add(change, to: &page) }
    case .error(let error):
      page.add(StyledText("    \(error.summary)", Role.error), depth: 1)
      if let advice = error.advice { page.add(StyledText("    \(advice)", Role.muted), depth: 1) }
    }
    if case .outcome(.failed(let error)) = deploy.progress[item.key] {
      page.add(StyledText("    \(error.summary)", Role.error), depth: 1)
    }
    if case .outcome(.uncertain(let error)) = deploy.progress[item.key] {
      page.add(
        StyledText("    \(error.summary): it may or may not be applied", Role.error), depth: 1)
    }
  }

  /// What the line of an object says: while and after it is applied, how it went; before, what
  /// would become of it.
  private func sign(of item: PlannedObject) -> (glyph: String, role: Role, word: String) {
    switch deploy.progress[item.key] {
    case .sending: return ("◐", .progressing, "sending …")
    case .waiting: return ("◐", .progressing, "waiting for it to become usable …")
    case .outcome(.created): return ("✓", .success, "created")
    case .outcome(.configured): return ("✓", .success, "changed")
    case .outcome(.adopted): return ("✓", .success, "adopted")
    case .outcome(.unchanged): return ("=", .muted, "unchanged")
    case .outcome(.recreated): return ("✓", .success, "made anew")
    case .outcome(.pruned): return ("✓", .success, "deleted")
    case .outcome(.lost): return ("✖", .error, "deleted, and couldn't be made anew")
    case .outcome(.failed): return ("✖", .error, "failed")
    case .outcome(.uncertain): return ("?", .error, "not known")
    case .outcome(.notApplied): return ("·", .muted, "not applied")
    case nil: break
    }
    switch item.verdict {
    case .create: return ("+", .added, "create")
    case .change: return ("~", .changed, "change")
    case .unchanged: return ("=", .muted, "unchanged")
    case .conflict: return ("!", .error, "conflict")
    case .recreate: return ("↻", .error, "has to be made anew")
    case .prune: return ("-", .muted, "isn't rendered any more")
    case .error: return ("✖", .error, "error")
    }
  }

  private func add(_ change: Difference.Change, to page: inout Page) {
    func value(_ value: Value) -> [String] {
      if value.object == nil, value.array == nil {
        return value.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(
          String.init)
      }
      return value.yaml.split(separator: "\n").map(String.init)
    }
    func add(_ sign: String, _ lines: [String], _ role: Role) {
      for line in lines { page.add(StyledText("      \(sign) \(line)", role), depth: 2) }
    }
    page.add(StyledText("    \(change.label)", Role.yamlKey), depth: 1)
    switch change.kind {
    case .added(let new): add("+", value(new), .added)
    case .removed(let old): add("-", value(old), .removed)
    case .changed(let old, let new):
      add("-", value(old), .removed)
      add("+", value(new), .added)
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
