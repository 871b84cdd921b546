import GitOps
import Kubernetes

/// What an application's operation has to say as it goes: lines, and how it ended.
///
/// A value that is told every state of the application.
struct OperationReport {
  /// What is waited for.
  enum Goal: Hashable, Sendable {
    /// The end of the operation.
    case operation
    /// The end of the operation, and that the application is healthy then.
    case health
    /// A comparison that was asked for.
    case comparison
  }

  private let output: Output
  private let goal: Goal
  private var stage: OperationProgress.Stage?
  private var results: [Place: ResourceResult] = [:]
  private var said = ""
  /// How it ended; nil as long as it goes on.
  private(set) var ending: ApplicationResult.Ending?
  /// How it stands, or how it ended, in a sentence.
  private(set) var message = ""
  /// The application as it was last.
  private(set) var application: Application

  private struct Place: Hashable {
    var phase: SyncPhase?
    var group: String
    var kind: String
    var name: ObjectName
  }

  init(_ application: Application, goal: Goal, output: Output) {
    self.application = application
    self.goal = goal
    self.output = output
  }

  /// Takes a state of the application; returns the lines that it is worth.
  mutating func hear(_ application: Application) -> [String] {
    guard ending == nil else { return [] }
    self.application = application
    if goal == .comparison { return hearComparison() }
    guard let progress = OperationProgress(application) else {
      return end(.failed, "somebody took the operation away before it was begun")
    }
    var lines: [String] = []
    for step in progress.steps {
      for result in step.results {
        let place = Place(
          phase: result.phase, group: result.group, kind: result.kind, name: result.name)
        guard results[place] != result else { continue }
        results[place] = result
        lines.append(line(result, step))
      }
    }
    if case .over(let phase) = progress.stage {
      if stage != progress.stage { lines.append(line(phase, progress)) }
      stage = progress.stage
      guard phase == .succeeded else { return lines + end(.failed, progress.message) }
      if progress.operation.isDryRun || goal == .operation {
        return lines + end(.succeeded, progress.message)
      }
      return lines + hearHealth(finished: progress.finished)
    }
    stage = progress.stage
    return lines + say(words(progress))
  }

  /// Takes note that the application is gone.
  mutating func hearDeletion() -> [String] {
    ending == nil ? end(.failed, "the application was deleted") : []
  }

  /// Takes note that it can't be followed.
  mutating func hear(_ error: KubernetesError) -> [String] {
    guard ending == nil else { return [] }
    if case .forbidden = error {
      return end(.unfollowed, "it can't be followed: \(error.summary)")
    }
    return say("\(error.summary); it is tried again")
  }

  // MARK: Parts

  private mutating func hearComparison() -> [String] {
    guard application.annotations["argocd.argoproj.io/refresh"] == nil else {
      return say("waiting for Argo CD to compare it")
    }
    return end(.succeeded, state)
  }

  private mutating func hearHealth(finished: Int64?) -> [String] {
    // What was found out before the end says nothing of what the sync has made of it.
    let isNew = (application.status.reconciled ?? 0) >= (finished ?? 0)
    guard isNew else { return say("waiting for Argo CD to compare it") }
    if application.status.health == .healthy { return end(.succeeded, state) }
    return say("waiting for it to become healthy: it is \(state)")
  }

  private var state: String {
    let status = application.status
    let why = status.healthMessage.isEmpty ? "" : ": \(status.healthMessage)"
    return "\(status.sync) and \(status.health ?? .unknown)\(why)"
  }

  private mutating func say(_ text: String) -> [String] {
    message = SafeText.line(text)
    guard message != said else { return [] }
    said = message
    return [prefix + output.paint("… ", .faint) + message]
  }

  private mutating func end(_ ending: ApplicationResult.Ending, _ text: String) -> [String] {
    self.ending = ending
    message = SafeText.line(text)
    // The line of the operation's end has said it.
    if case .over? = stage, goal != .health || ending == .failed { return [] }
    let mark =
      ending == .succeeded ? output.paint("✓ ", .good) : output.paint("✗ ", .bad)
    return [prefix + mark + message]
  }

  private var prefix: String { SafeText.line("\(application.name)") + "  " }

  private func words(_ progress: OperationProgress) -> String {
    let more = progress.message.isEmpty ? "" : ": \(progress.message)"
    switch progress.stage {
    case .waitingForController: return "waiting for Argo CD's controller to take it up"
    case .blockedByWindow: return "blocked by a sync window\(more)"
    case .running:
      if !progress.message.isEmpty { return progress.message }
      let revisions = progress.revisions.map(shortRevision).joined(separator: ", ")
      return revisions.isEmpty ? "running" : "running at \(revisions)"
    case .waitingToRetry(let time):
      let moment = time.map { " at \(Timestamp(seconds: $0).rfc3339)" } ?? ""
      let limit = progress.operation.retry.limit
      let count = "\(max(1, progress.retries))" + (limit < 0 ? "" : " of \(limit)")
      return "failed, and tried again\(moment) (retry \(count))\(more)"
    case .terminating: return "being ended\(more)"
    case .over(let phase): return "\(phase)\(more)"
    }
  }

  private func line(_ phase: OperationPhase, _ progress: OperationProgress) -> String {
    let mark =
      phase == .succeeded ? output.paint("✓ ", .good) : output.paint("✗ ", .bad)
    var time = ""
    if let started = progress.started, let finished = progress.finished {
      time = " in \(Age.text(seconds: max(0, finished - started)))"
    }
    return prefix + mark + "\(phase)\(time): \(SafeText.line(progress.message))"
  }

  private func line(_ result: ResourceResult, _ step: OperationProgress.Step) -> String {
    let mark =
      result.hasFailed
      ? output.paint("✗ ", .bad)
      : result.isDone ? output.paint("✓ ", .good) : output.paint("… ", .faint)
    var place = result.phase?.rawValue ?? ""
    if let wave = step.wave { place += "\(place.isEmpty ? "" : " ")wave \(wave)" }
    let what = ResourceIdentity(group: result.group, kind: result.kind, name: result.name)
    return prefix + "  " + mark
      + SafeText.line(
        [place, "\(what)", result.message].filter { !$0.isEmpty }.joined(separator: "  "))
  }
}
