public import HTTP

/// A Kubernetes API server that lives in one actor: its stored objects, resource versions, watches,
/// time and the controllers that react to changes.
///
/// It is a `Transport`, so a client talks to it without a socket. It reads paths, queries and bodies
/// on its own and is strict about them: it is what a client is checked against. Nothing in it looks
/// at a clock: time passes when `advance(by:)` says so, and `run()` says so in real time.
public actor DemoAPIServer: Transport {
  /// The time on the cluster's clock.
  public internal(set) var now: DemoTime

  var timers = TimerQueue()
  var random: RandomSource
  var store = ObjectStore()
  var types = TypeCatalog.builtIn

  var changeHandlers: [ChangeHandler] = []
  var pendingChanges: [Change] = []
  var isDraining = false

  var owners = OwnerIndex()

  var logs: [ContainerID: ContainerLog] = [:]

  /// Makes an empty cluster: the namespaces every cluster has, and nothing else.
  ///
  /// Two servers with the same start and seed that are asked the same things give the same answers,
  /// names and identifiers included.
  public init(startingAt start: DemoTime = .example, seed: UInt64 = 1) {
    now = start
    random = RandomSource(seed: seed)
  }

  /// Runs a piece of set-up inside the actor, then lets the controllers settle.
  func configure<Result: Sendable>(
    _ body: @Sendable (isolated DemoAPIServer) throws(APIFailure) -> Result
  ) throws(APIFailure) -> Result {
    let result = try body(self)
    drainChanges()
    return result
  }

  public nonisolated func send(_ request: Request) async throws(TransportError) -> Response {
    throw TransportError(.cannotConnect)
  }
}
