public import Kubernetes

/// What became of the wait for one object.
public enum WaitOutcome: Hashable, Sendable {
  /// It is healthy, or held on purpose, or of a kind that has no health: being there is enough.
  ///
  /// So it is where all that it lacks is an address or a consumer, see `WaitOptions`.
  case healthy
  /// It won't become healthy by itself; why.
  case failed(WaitFailure)
  /// The time was over; with the last that was known.
  case timedOut(Health, String)
  /// The wait was over before it was clear: it was cancelled, or something else had failed.
  case cancelled(Health, String)
}

/// Why an object won't become healthy by itself.
public struct WaitFailure: Hashable, Sendable {
  /// The reason in one word, as the cluster has it where it has one: `ProgressDeadlineExceeded`.
  public var reason: String
  /// What happened, for a person.
  public var message: String

  /// Makes a failure.
  public init(reason: String, message: String) {
    self.reason = reason
    self.message = message
  }
}

/// How a wait ended, object by object.
public struct WaitResult: Hashable, Sendable {
  /// All targets in their order, each with an outcome.
  public var statuses: [WaitStatus]

  /// Makes a result.
  public init(statuses: [WaitStatus]) { self.statuses = statuses }

  /// Whether every object is healthy.
  public var isHealthy: Bool { statuses.allSatisfy { $0.outcome == .healthy } }

  /// Those that aren't.
  public var unhealthy: [WaitStatus] { statuses.filter { $0.outcome != .healthy } }
}
