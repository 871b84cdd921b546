public import Documents
public import Kubernetes

/// What can be done to a rollout.
public enum RolloutAction: Hashable, Sendable, CaseIterable {
  /// On to the next step.
  case promote
  /// Past all steps, without pauses and analyses.
  case promoteFully
  /// Back to the version before.
  case abort
  /// Once more, after an abort.
  case retry
}

/// Why something isn't done to a rollout.
public enum RolloutRefusal: Hashable, Sendable {
  /// There is no new version to bring out.
  case nothingToPromote
  /// It was aborted, and has to be retried first.
  case aborted
  /// It was aborted already.
  case alreadyAborted
  /// It wasn't aborted.
  case notAborted

  /// The reason in a sentence, for a person.
  public var summary: String {
    switch self {
    case .nothingToPromote: "everything is of one version already"
    case .aborted: "the rollout was aborted; retry it first"
    case .alreadyAborted: "the rollout was aborted already"
    case .notAborted: "the rollout wasn't aborted"
    }
  }
}

/// Changes of a rollout, as `kubectl argo rollouts` makes them.
///
/// The status is a part of its own in all but the oldest versions. There, the server answers that
/// it has no such part, and `whole` is to be sent instead of both.
public struct RolloutPatch: Hashable, Sendable {
  /// The change of the specification; nil for none.
  public var spec: Value?
  /// The change of the status; nil for none.
  public var status: Value?
  /// Both in one.
  public var whole: Value
}

extension RolloutRow {
  /// Why something isn't done to it; nil where it can be.
  public func refusal(of action: RolloutAction) -> RolloutRefusal? {
    switch action {
    case .promote, .promoteFully:
      if isAborted { return .aborted }
      return isFullyPromoted && !isHeld && pauses.isEmpty ? .nothingToPromote : nil
    case .abort:
      if isAborted { return .alreadyAborted }
      return isFullyPromoted ? .nothingToPromote : nil
    case .retry: return isAborted ? nil : .notAborted
    }
  }

  /// What to send for it.
  public func patch(_ action: RolloutAction) -> RolloutPatch {
    switch action {
    case .promote: return promotion
    case .promoteFully: return Self.ofStatus(["promoteFull": true])
    case .abort: return Self.ofStatus(["abort": true])
    case .retry: return Self.ofStatus(["abort": false])
    }
  }

  private static func ofStatus(_ change: Value) -> RolloutPatch {
    RolloutPatch(spec: nil, status: ["status": change], whole: ["status": change])
  }

  /// A pause ends, or where there is none the step is passed over.
  private var promotion: RolloutPatch {
    var status: Value?
    if !pauses.isEmpty {
      status = ["pauseConditions": .null]
      // Where an analysis couldn't decide, the end of the pause alone would lead back into it.
      if isInconclusive, isPausedByController, let next {
        status?["controllerPause"] = false
        status?["currentStepIndex"] = .integer(Int64(next))
      }
    } else if let next {
      status = ["pauseConditions": .null, "currentStepIndex": .integer(Int64(next))]
    }
    return RolloutPatch(
      spec: isHeld ? ["spec": ["paused": false]] : nil,
      status: status.map { ["status": $0] },
      whole: ["spec": ["paused": false], "status": status ?? ["pauseConditions": .null]])
  }

  private var next: Int? {
    guard case .canary(let steps) = strategy, steps > 0, let step else { return nil }
    return min(step + 1, steps)
  }
}

extension Client {
  /// Does something to a rollout; `nil` where it was done, or else why not.
  public func perform(
    _ action: RolloutAction, on rollout: ObjectName
  ) async throws(KubernetesError) -> RolloutRefusal? {
    let key = ObjectKey(.rollouts, rollout)
    let row = RolloutRow(try await get(key))
    if let refusal = row.refusal(of: action) { return refusal }
    let patch = row.patch(action)
    if let status = patch.status {
      do throws(KubernetesError) {
        _ = try await self.patch(key, subresource: "status", .merge, status)
      } catch {
        guard case .notFound = error else { throw error }
        _ = try await self.patch(key, .merge, patch.whole)
        return nil
      }
    }
    if let spec = patch.spec { _ = try await self.patch(key, .merge, spec) }
    return nil
  }
}
