import DeployEngine
import Kubernetes
import TUI

/// A deploy under way, or what it did, as a page: the steps with bars, who is waited for and why, and
/// every object with what has become of it.
struct ProgressPage {
  let deploy: Deploy
  let plan: Plan
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    addHead(to: &page)
    addSteps(to: &page)
    addFailures(to: &page)
    addWaits(to: &page)
    addObjects(to: &page)
    return page.lines
  }

  /// The change set, once it is over.
  private var changes: ChangeSet? {
    guard case .finished(_, let changes) = deploy.phase else { return nil }
    return changes
  }

  // MARK: - The whole

  private func addHead(to page: inout Page) {
    switch deploy.phase {
    case .stopping:
      page.add(StyledText("◐ stopping after the object in hand …", Role.warning))
    case .finished(_, let changes): addEnding(changes, to: &page)
    case .planning, .unplannable, .planned, .applying:
      page.add(StyledText("◐ esc stops it, or leaves it running", Role.progressing))
    }
    if let interruption = deploy.interruption, deploy.isUnderWay {
      page.addSentence(
        StyledText("▲ the cluster can't be watched: \(interruption.summary)", Role.stale), indent: 2
      )
    }
    for warning in deploy.warnings {
      page.addSentence(StyledText("▲ \(warning)", Role.warning), indent: 2)
    }
  }

  private func addEnding(_ changes: ChangeSet, to page: inout Page) {
    switch changes.ending {
    case .complete:
      page.add(StyledText("✓ \(done): \(numbers(changes))", Role.success))
    case .cancelled: page.add(StyledText("‖ stopped: \(numbers(changes))", Role.warning))
    case .failed(let error):
      page.addSentence(StyledText("✖ \(error.summary)", Role.error), indent: 2)
      if let advice = error.advice {
        page.addSentence(StyledText("  \(advice)", Role.muted), indent: 2)
      }
      page.add(StyledText("  \(numbers(changes))", Role.strong))
    }
    if changes.ending != .complete {
      page.add(StyledText("  D plans it again, and goes on with what wasn't done", Role.muted))
    }
    if let record = changes.record {
      page.add(StyledText("  on the record as \(record.id); L shows the ledger", Role.muted))
    }
  }

  private var done: String {
    switch deploy.purpose {
    case .deploy, .difference: "deployed"
    case .prune: "pruned"
    case .rollback: "rolled back"
    }
  }

  private func numbers(_ changes: ChangeSet) -> String {
    let counts: [(String, (ChangeSet.Outcome) -> Bool)] = [
      ("created", { $0 == .created }), ("changed", { $0 == .configured }),
      ("made anew", { $0 == .recreated }), ("adopted", { $0 == .adopted }),
      ("deleted", { $0 == .pruned }), ("unchanged", { $0 == .unchanged }),
      ("failed", { if case .failed = $0 { true } else { false } }),
      ("lost", { if case .lost = $0 { true } else { false } }),
      ("not known", { if case .uncertain = $0 { true } else { false } }),
      ("not applied", { $0 == .notApplied }),
    ]
    let parts = counts.compactMap { word, isMeant in
      let count = changes.count(where: isMeant)
      return count > 0 ? "\(count) \(word)" : nil
    }
    return parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")
  }

  // MARK: - Steps

  private func addSteps(to page: inout Page) {
    page.addSpace()
    let steps = self.steps
    let present = deploy.step.flatMap { step in steps.firstIndex { $0 == step } } ?? -1
    for (index, step) in steps.enumerated() {
      let isOver = changes.map { $0.ending == .complete } ?? false || index < present
      let isNow = index == present && deploy.isUnderWay
      let (glyph, role): (String, Role) =
        isOver
        ? ("✓", .success)
        : isNow ? ("◐", .progressing) : index == present ? ("‖", .warning) : ("·", .muted)
      var text = StyledText(" \(glyph) \(step.title.padded(to: 12))", role)
      if let (done, of) = measure(step), of > 0 { text.append(bar(done, of, role)) }
      page.add(text, anchor: "step \(index)")
      if step == .applying { addStages(to: &page) }
    }
  }

  private var steps: [DeployEvent.Step] {
    DeployEvent.Step.allCases.filter { step in
      switch step {
      case .preparing, .recording: true
      case .applying: deploy.purpose != .prune
      case .pruning: deploy.choices.prunes && plan.counts.prune > 0
      case .waiting: deploy.choices.waits
      }
    }
  }

  /// How many of how many are done.
  private func measure(_ step: DeployEvent.Step) -> (done: Int, of: Int)? {
    switch step {
    case .preparing, .recording: return nil
    case .applying: return measure(plan.items.filter { $0.verdict != .prune }.map(\.key))
    case .pruning: return measure(plan.items.filter { $0.verdict == .prune }.map(\.key))
    case .waiting:
      return (deploy.health.values.count { $0.outcome == .healthy }, deploy.health.count)
    }
  }

  private func measure(_ keys: [ObjectKey]) -> (done: Int, of: Int) {
    let done = keys.count { key in
      guard case .outcome(let outcome)? = deploy.progress[key] else { return false }
      return outcome != .notApplied
    }
    return (done, keys.count)
  }

  /// The stages of applying, where there are several and it isn't over.
  private func addStages(to page: inout Page) {
    let stages = plan.stages
    guard stages.count > 1, deploy.isUnderWay, deploy.step == .applying else { return }
    for items in stages {
      guard let stage = items.first?.stage else { continue }
      let (done, count) = measure(items.map(\.key))
      let role: Role = done == count ? .success : done > 0 ? .progressing : .muted
      var text = StyledText("     \(stage.title.padded(to: 18))", role)
      text.append(bar(done, count, role))
      page.add(text, anchor: "stage \(stage.rawValue)")
    }
  }

  /// A bar in steps of an eighth of a column, and the numbers beside it.
  private func bar(_ done: Int, _ count: Int, _ role: Role) -> StyledText {
    let width = 24
    let eighths = count == 0 ? 0 : width * 8 * done / count
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let full = String(repeating: "█", count: eighths / 8) + partial
    var text = StyledText(full, role)
    text.append(String(repeating: "·", count: width - DisplayWidth.of(full)), .muted)
    text.append(" \(done)/\(count)", role)
    return text
  }

  // MARK: - What holds it up

  private func addFailures(to page: inout Page) {
    let failures = deploy.subjects.compactMap { item -> (PlannedObject, String, DeployError)? in
      switch deploy.progress[item.key] {
      case .outcome(.failed(let error))?: (item, "✖", error)
      case .outcome(.lost(let error))?: (item, "✖ deleted, and not made anew:", error)
      case .outcome(.uncertain(let error))?: (item, "? it may or may not be applied:", error)
      default: nil
      }
    }
    guard !failures.isEmpty else { return }
    page.addSpace()
    page.section("Failed", note: "\(failures.count)") { page in
      for (item, sign, error) in failures {
        page.add(
          StyledText("  ✖ \(item.key.kind.kind) \(item.key.name)", Role.error), depth: 1,
          anchor: "failed \(item.key)", object: item.key)
        page.addSentence(
          StyledText("      \(sign) \(error.summary)", Role.error), depth: 2, indent: 8)
        if let advice = error.advice {
          page.addSentence(StyledText("      \(advice)", Role.muted), depth: 2, indent: 8)
        }
      }
    }
  }

  private func addWaits(to page: inout Page) {
    let waits = plan.items.compactMap { deploy.health[$0.key] }.filter { $0.outcome != .healthy }
    guard !waits.isEmpty else { return }
    page.addSpace()
    let isOver = changes != nil
    page.section(isOver ? "Not healthy" : "Waiting for", note: "\(waits.count)") { page in
      for status in waits { WaitLines(status: status).add(to: &page) }
    }
  }

  // MARK: - Objects

  private func addObjects(to page: inout Page) {
    let items = deploy.subjects
    let touched = items.filter { $0.verdict != .unchanged || $0.adoption != nil }
    let untouched = items.filter { $0.verdict == .unchanged && $0.adoption == nil }
    for (title, items, isFolded) in [("Objects", touched, false), ("Unchanged", untouched, true)]
    where !items.isEmpty {
      page.addSpace()
      page.section(title, note: "\(items.count)", startsFolded: isFolded) { page in
        for item in items {
          page.add(line(of: item), depth: 1, anchor: "\(item.key)", object: item.key)
        }
      }
    }
  }

  private func line(of item: PlannedObject) -> StyledText {
    let (glyph, role, word) = state(of: item)
    return StyledText([
      ("  \(glyph) ", Style(role)), ("\(item.key.kind.kind) ", Style(.text)),
      ("\(item.key.name)", Style(.strong)), ("  \(word)", Style(role)),
    ])
  }

  private func state(of item: PlannedObject) -> (glyph: String, role: Role, word: String) {
    switch deploy.progress[item.key] {
    case .sending: ("◐", .progressing, "sending …")
    case .deleting: ("◐", .progressing, "being deleted …")
    case .waiting: ("◐", .progressing, "waiting for it to become usable …")
    case .retrying(let error): ("◐", .warning, "again, because of: \(error.summary)")
    case .outcome(.created): ("✓", .success, "created")
    case .outcome(.configured): ("✓", .success, "changed")
    case .outcome(.adopted): ("✓", .success, "adopted")
    case .outcome(.unchanged): ("=", .muted, "unchanged")
    case .outcome(.recreated): ("✓", .success, "made anew")
    case .outcome(.pruned): ("✓", .success, "deleted")
    case .outcome(.failed): ("✖", .error, "failed")
    case .outcome(.lost): ("✖", .error, "deleted, and couldn't be made anew")
    case .outcome(.uncertain): ("?", .error, "not known")
    case .outcome(.notApplied): ("·", .muted, "not applied")
    case nil: (item.sign.glyph, .muted, "")
    }
  }
}

extension DeployEvent.Step {
  /// In a word.
  var title: String {
    switch self {
    case .preparing: "preparing"
    case .applying: "applying"
    case .pruning: "pruning"
    case .waiting: "waiting"
    case .recording: "recording"
    }
  }
}

extension KindOrder.Stage {
  /// In a word or two.
  var title: String {
    switch self {
    case .namespaces: "namespaces"
    case .definitions: "definitions"
    case .foundations: "foundations"
    case .supplies: "supplies"
    case .workloads: "workloads"
    case .customResources: "custom resources"
    case .admission: "admission"
    }
  }
}
