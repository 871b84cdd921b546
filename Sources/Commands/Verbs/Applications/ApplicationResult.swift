import Documents
import GitOps
import Kubernetes

/// How something that was to be done to an application came out.
struct ApplicationResult: Hashable, Sendable {
  /// How it came out, in one word, as JSON has it.
  enum Ending: String, Hashable, Sendable {
    /// It is done, or the operation ended well.
    case succeeded
    /// Argo CD is asked for it, and nobody waited for more.
    case requested
    /// It is done, and somebody undoes it.
    case undone
    /// It wasn't asked for, and why.
    case refused
    /// Somebody said no.
    case declined
    /// It failed.
    case failed
    /// It goes on, and wasn't waited for any longer.
    case unfinished
    /// It goes on, and can't be followed.
    case unfollowed
  }

  /// Which application.
  var name: ObjectName
  /// How it came out.
  var ending: Ending
  /// Why, or how it stands; empty where there is nothing to say.
  var message = ""
  /// Who would undo it, each in a sentence.
  var overseers: [String] = []
  /// The application as it was last; nil where that isn't known.
  var application: Application?

  /// The exit code it comes to.
  var exitCode: Int32 {
    switch ending {
    case .succeeded, .requested: 0
    case .undone: 2
    case .refused, .declined, .failed, .unfinished, .unfollowed: 1
    }
  }

  /// The result as JSON.
  var json: Value {
    var value: Value = [
      "namespace": .string(name.namespace), "name": .string(name.name),
      "result": .string(ending.rawValue), "message": .string(message),
    ]
    if !overseers.isEmpty { value["overseers"] = .array(overseers.map { .string($0) }) }
    guard let application else { return value }
    value["sync"] = .string("\(application.status.sync)")
    value["health"] = .string("\(application.status.health ?? .unknown)")
    value["revisions"] = .array(application.status.revisions.map { .string($0) })
    value["paused"] = .bool(application.policy.automation.map { !$0.isEnabled } ?? false)
    value["operation"] = application.status.operation?.json
    return value
  }
}

extension OperationState {
  /// The state as JSON, with what became of every resource.
  var json: Value {
    var value: Value = [
      "phase": .string("\(phase)"), "message": .string(message),
      "revisions": .array(revisions.map { .string($0) }),
      "initiator": .string(operation.initiator), "automated": .bool(operation.isAutomated),
      "dryRun": .bool(operation.isDryRun), "retries": .integer(Int64(retries)),
      "resources": .array(results.map(\.json)),
    ]
    value["startedAt"] = started.map { .string(Timestamp(seconds: $0).rfc3339) }
    value["finishedAt"] = finished.map { .string(Timestamp(seconds: $0).rfc3339) }
    return value
  }
}

extension ResourceResult {
  /// The result as JSON, with Argo CD's words.
  fileprivate var json: Value {
    let word =
      switch outcome {
      case .synced: "Synced"
      case .syncFailed: "SyncFailed"
      case .pruned: "Pruned"
      case .pruneSkipped: "PruneSkipped"
      case .unsaid(let word): word
      }
    var value: Value = [
      "group": .string(group), "version": .string(version), "kind": .string(kind),
      "namespace": .string(name.namespace), "name": .string(name.name),
      "status": .string(word), "message": .string(message),
    ]
    value["syncPhase"] = phase.map { .string($0.rawValue) }
    value["hookType"] = hook.map { .string($0.rawValue) }
    value["hookPhase"] = progress.map { .string("\($0)") }
    return value
  }
}
