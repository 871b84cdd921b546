import Documents
import GitOps
import Kubernetes
import TUI

/// What stands above the resources of an application: how it is in one line, what is wrong with it,
/// and what can't be seen of it.
struct ApplicationHead {
  let app: ApplicationRow
  /// All its conditions, once they are known.
  let conditions: [ApplicationCondition]
  let live: LiveResources
  let now: Int64
  let width: Int

  /// So many conditions are shown; the rest is counted.
  private static let mostConditions = 3

  var lines: [StyledText] {
    var lines = summary.wrapped(to: width, byWords: true).prefix(2).map(\.self)
    func add(_ text: String, _ role: Role) {
      lines.append(StyledText(text.firstLine, role).truncated(to: width))
    }
    if let operation = app.operation, operation.phase != .succeeded, !operation.message.isEmpty {
      add(
        "\(operation.phase): \(operation.message)", operation.phase.isOver ? .error : .progressing)
    }
    if !app.healthMessage.isEmpty { add(app.healthMessage, app.health.role) }
    for condition in conditions.prefix(Self.mostConditions) {
      let mark = condition.isError ? "✖" : "▲"
      add("\(mark) \(condition.type): \(condition.message)", condition.isError ? .error : .warning)
    }
    if conditions.count > Self.mostConditions {
      add("… and \(conditions.count - Self.mostConditions) more conditions", .muted)
    }
    if live.isElsewhere {
      add(
        "▲ its resources are in \(app.destination.text), not in this cluster: what follows is "
          + "what Argo CD says of them", .warning)
    }
    if let pause = app.pause { add("⏸ \(pause.words(at: now))", .warning) }
    for (reason, kinds) in live.hidden {
      add("▲ not seen: \(kinds.joined(separator: ", ")) (\(reason))", .warning)
    }
    return lines
  }

  private var summary: StyledText {
    var text = StyledText("\(app.sync.glyph) \(app.sync)", app.sync.role)
    text.append("  \(app.health.glyph) \(app.health)", app.health.role)
    let target = app.targetRevision.isEmpty ? "HEAD" : app.targetRevision
    let revision = app.shortRevision
    if revision.isEmpty || revision == target {
      text.append("  \(target)", .text)
    } else {
      text.append("  \(revision)", .text)
      text.append(" (\(target))", .muted)
    }
    if app.sources.count > 1 { text.append(" and \(app.sources.count - 1) more", .muted) }
    text.append("  \(app.automationText(now: now))", app.isPaused ? .warning : .muted)
    text.append(operation)
    if app.deletion != nil { text.append("  being deleted", .terminating) }
    return text
  }

  private var operation: StyledText {
    guard let operation = app.operation else {
      return StyledText(
        app.requestedOperation ? "  operation requested" : "  never synced", Role.muted)
    }
    var text = StyledText("  ")
    let role: Role =
      operation.phase == .succeeded ? .success : operation.phase.isOver ? .error : .progressing
    text.append("\(operation.phase)", role)
    if let time = operation.phase.isOver ? operation.finished : operation.started {
      let age = Age.text(since: time, now: now)
      text.append(operation.phase.isOver ? " \(age) ago" : " for \(age)", .muted)
    }
    if !operation.initiator.isEmpty { text.append(" by \(operation.initiator)", .muted) }
    return text
  }
}

extension ConsoleState {
  /// The lines above a tree; none above a stack's.
  func head(of page: TreePage) -> [StyledText] {
    guard let name = page.application, let app = applications[name] else { return [] }
    let status = cluster.subjects[ObjectKey(.applications, name)]?.value?["status"] ?? [:]
    let all = ApplicationStatus(["conditions": status["conditions"] ?? []]).conditions
    let conditions = all.isEmpty ? [app.condition].compactMap(\.self) : all
    return ApplicationHead(
      app: app, conditions: conditions.sorted { $0.isError && !$1.isError }, live: page.live,
      now: now.seconds, width: pageWidth
    ).lines
  }
}
