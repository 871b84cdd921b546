import Documents
import GitOps
import Kubernetes
import TUI

/// How an operation of Argo CD goes, or went, as a page: where it stands, what holds it up, and what
/// became of each resource, phase by phase and wave by wave.
struct OperationPage {
  let application: Application
  /// Since when it was asked for, in seconds since 1970, where that was here.
  let since: Int64?
  /// What everything waits for, where it can be followed.
  let awaited: (key: ObjectKey, subject: ClusterState.Subject)?
  /// The kinds that the cluster has.
  let kinds: [ResourceKind]
  /// Its pods, where they are listed.
  let pods: [PodRow]
  /// Whether a controller's pod is there; nil where that can't be seen.
  let hasController: Bool?
  let now: Int64
  let width: Int

  /// How long a controller takes at most to take an operation up, in seconds.
  private static let patience: Int64 = 15

  var lines: [DocumentLine] {
    var page = Page(width: width)
    guard let progress = OperationProgress(application) else {
      page.add(StyledText("no operation was ever asked for", Role.muted))
      return page.lines
    }
    addStage(progress, to: &page)
    page.addSpace()
    addFacts(progress, to: &page)
    addObstacles(to: &page)
    addWaiting(progress, to: &page)
    addFailures(progress, to: &page)
    for step in progress.steps { add(step, to: &page) }
    addRest(progress, to: &page)
    return page.lines
  }

  // MARK: - Where it stands

  private func addStage(_ progress: OperationProgress, to page: inout Page) {
    switch progress.stage {
    case .waitingForController:
      page.add(StyledText("◐ asked for, and not taken up yet by a controller", Role.progressing))
      let isLate = since.map { now - $0 > Self.patience } ?? false
      if hasController == false {
        page.addSentence(
          StyledText("▲ no pod of the application controller is running", Role.warning), indent: 2)
      } else if isLate {
        page.addSentence(
          StyledText(
            "▲ the application controller seems not to be there, or to have too much to do",
            Role.warning), indent: 2)
      }
    case .blockedByWindow:
      page.addSentence(StyledText("‖ \(progress.message)", Role.warning), indent: 2)
    case .running:
      page.addSentence(
        StyledText(
          "◐ \(progress.message.isEmpty ? "running" : progress.message)", Role.progressing),
        indent: 2)
    case .waitingToRetry(let next):
      let when = next.map { $0 > now ? "in \(Age.text(seconds: $0 - now))" : "now" } ?? "later"
      page.add(StyledText("✖ failed, and is tried again \(when)", Role.warning))
      page.addSentence(StyledText("  \(progress.message)", Role.error), indent: 2)
    case .terminating:
      page.addSentence(StyledText("‖ being ended: \(progress.message)", Role.warning), indent: 2)
    case .over(let phase):
      let took = progress.started.flatMap { start in
        progress.finished.map { " after \(Age.text(seconds: max(0, $0 - start)))" }
      }
      let word = "\(phase)".lowercased()
      page.addSentence(
        StyledText("\(phase.glyph) \(word)\(took ?? ""): \(progress.message)", phase.role),
        indent: 2)
    }
  }

  private func addFacts(_ progress: OperationProgress, to page: inout Page) {
    let operation = progress.operation
    let by =
      operation.isAutomated
      ? "Argo CD by itself" : operation.initiator.isEmpty ? "somebody" : operation.initiator
    page.field("Asked for by", by)
    if let started = progress.started {
      page.field("Began", "\(Age.text(since: started, now: now)) ago")
    }
    if !progress.revisions.isEmpty {
      page.field("Revision", progress.revisions.map(\.shortened).joined(separator: "\n"))
    }
    let options = operation.words
    if !options.isEmpty { page.field("Options", options.joined(separator: ", ")) }
    if progress.retries > 0 || operation.retry.limit != 0 {
      let limit = operation.retry.limit < 0 ? "without end" : "of \(operation.retry.limit)"
      page.field(
        "Tries again", "\(progress.retries) \(limit)", role: progress.retries > 0 ? .warning : .text
      )
    }
    for information in operation.information {
      page.field(information.name, information.value)
    }
  }

  private func addObstacles(to page: inout Page) {
    let obstacles = application.status.obstacles
    guard !obstacles.isEmpty else { return }
    page.addSpace()
    page.section("In the way") { page in
      for condition in obstacles {
        page.addSentence(
          StyledText("  ✖ \(condition.type): \(condition.message)", Role.error), depth: 1)
      }
    }
  }

  // MARK: - What holds it up

  private func addWaiting(_ progress: OperationProgress, to page: inout Page) {
    guard let waiting = progress.waiting else { return }
    let others = waiting.others > 0 ? "and \(waiting.others) more" : ""
    page.addSpace()
    page.section("Waiting for", note: others) { page in
      let health = awaited?.subject.value.flatMap { Health.assess($0) }
      var text = StyledText(
        "  \(health?.health.glyph ?? "◐") ", health?.health.role ?? .progressing)
      text.append("\(waiting.kind) \(awaited?.key.name ?? waiting.name)", .strong)
      text.append("  \(waiting.event.words)", .progressing)
      page.add(text, depth: 1, anchor: "waiting", object: awaited?.key)
      if let health, !health.message.isEmpty {
        page.addSentence(StyledText("      \(health.message.firstLine)"), depth: 2, indent: 8)
      }
      if awaited?.subject.isGone == true {
        page.add(StyledText("      it isn't there", Role.muted), depth: 2)
      }
      addEvents(to: &page)
      for pod in pods { add(pod, to: &page) }
    }
  }

  private func addEvents(to page: inout Page) {
    let events = awaited?.subject.events.rows.values.sorted {
      ($0.lastSeen ?? 0, $0.name) > ($1.lastSeen ?? 0, $1.name)
    }
    for event in events?.prefix(5) ?? [] {
      let count = event.count > 1 ? " (\(event.count)×)" : ""
      let age = event.lastSeen.map { "\(Age.text(since: $0, now: now)) ago" } ?? ""
      page.addSentence(
        StyledText(
          "      \(event.isWarning ? "▲" : "·") \(event.reason): \(event.message.firstLine)\(count) \(age)",
          event.isWarning ? Role.warning : Role.muted), depth: 2, indent: 8)
    }
  }

  private func add(_ pod: PodRow, to page: inout Page) {
    var text = StyledText("      \(pod.health.glyph) pod \(pod.name.name)", pod.health.role)
    text.append("  \(pod.ready)/\(pod.total) \(pod.status)", pod.health.role)
    page.add(text, depth: 2, anchor: "pod \(pod.name)", object: ObjectKey(.pods, pod.name))
    if !pod.message.isEmpty {
      page.addSentence(StyledText("        \(pod.message.firstLine)"), depth: 3, indent: 10)
    }
  }

  private func addFailures(_ progress: OperationProgress, to page: inout Page) {
    let failures = progress.failures
    guard !failures.isEmpty else { return }
    page.addSpace()
    page.section("Failed", note: "\(failures.count)") { page in
      for result in failures { add(result, to: &page, prefix: "failed") }
    }
  }

  // MARK: - What became of everything

  private func add(_ step: OperationProgress.Step, to page: inout Page) {
    page.addSpace()
    let done = step.results.count(where: \.isDone)
    let phase = step.phase?.rawValue ?? "Sync"
    let title = step.wave.map { "\(phase), wave \($0)" } ?? phase
    page.section(
      title, note: "\(done)/\(step.results.count)",
      role: step.hasFailed ? .error : step.isDone ? .success : .progressing
    ) { page in
      for result in step.results { add(result, to: &page, prefix: title) }
    }
  }

  private func add(_ result: ResourceResult, to page: inout Page, prefix: String) {
    let (glyph, role, word) = result.state
    var text = StyledText("  \(glyph) ", role)
    text.append("\(result.kind) ", .text)
    text.append("\(result.name)", .strong)
    if let hook = result.hook { text.append("  \(hook.rawValue) hook", .info) }
    text.append("  \(word)", role)
    page.add(
      text, depth: 1, anchor: "\(prefix) \(result.group)/\(result.kind) \(result.name)",
      object: object(result))
    guard !result.message.isEmpty else { return }
    page.addSentence(
      StyledText("      \(result.message)", result.hasFailed ? Role.error : Role.muted), depth: 2,
      indent: 8)
  }

  /// The place of what a result is about, where it is in this cluster.
  private func object(_ result: ResourceResult) -> ObjectKey? {
    guard application.destination.isInCluster,
      let kind = kinds.first(where: { $0.group == result.group && $0.kind == result.kind })
    else { return nil }
    return ObjectKey(kind, result.name)
  }

  /// What nothing was done with yet.
  private func addRest(_ progress: OperationProgress, to page: inout Page) {
    guard case .running = progress.stage, progress.operation.resources.isEmpty else { return }
    let touched = Set(
      progress.steps.flatMap(\.results).map { "\($0.group)/\($0.kind) \($0.name)" })
    let rest = application.status.resources.filter {
      !$0.isHook && !touched.contains("\($0.group)/\($0.kind) \($0.name)")
    }.sorted { ($0.wave ?? 0) < ($1.wave ?? 0) }
    guard !rest.isEmpty else { return }
    page.addSpace()
    page.section("To come", note: "\(rest.count)", startsFolded: true) { page in
      for resource in rest {
        var text = StyledText("  · \(resource.kind) \(resource.name)", Role.muted)
        if let wave = resource.wave { text.append("  wave \(wave)", .muted) }
        if resource.requiresPruning {
          text.append(progress.operation.prunes ? "  to be deleted" : "  stays", .warning)
        }
        page.add(text, depth: 1)
      }
    }
  }
}

extension OperationProgress.Waiting.Event {
  fileprivate var words: String {
    switch self {
    case .health: "to become healthy"
    case .completion: "to be completed"
    case .deletion: "to go"
    }
  }
}

extension ResourceResult {
  /// What came of it, for a line.
  fileprivate var state: (glyph: String, role: Role, word: String) {
    switch (outcome, progress) {
    case (.syncFailed, _): ("✖", .error, "failed")
    case (_, .failed), (_, .error): ("✖", .error, "failed")
    case (_, .terminating): ("‖", .warning, "being ended")
    case (_, .running): ("◐", .progressing, isHook ? "running" : "applied")
    case (.pruned, _): ("✓", .success, "deleted")
    case (.pruneSkipped, _): ("·", .warning, "not deleted")
    case (.synced, _): ("✓", .success, "synced")
    case (.unsaid, .succeeded): ("✓", .success, "done")
    case (.unsaid(let word), _): ("·", .muted, word)
    }
  }
}

extension RequestedOperation {
  /// What was asked for besides a plain sync, for a person.
  fileprivate var words: [String] {
    var words: [String] = []
    if isDryRun { words.append("dry run") }
    if prunes { words.append("prune") }
    if isForced { words.append("force") }
    if skipsHooks, resources.isEmpty { words.append("apply only") }
    if !resources.isEmpty { words.append("\(resources.count) chosen resources") }
    return words + options
  }
}
