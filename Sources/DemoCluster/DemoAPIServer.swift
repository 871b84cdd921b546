public import HTTP

/// A Kubernetes API server that lives in one actor: its stored objects, resource versions, watches,
/// time and the controllers that react to changes.
///
/// It is a `Transport`, so a client talks to it without a socket. It reads paths, queries and bodies
/// on its own and is strict about them: it is what a client is checked against. Nothing in it looks
/// at a clock: time passes when `advance(by:)` says so, and `run()` says so in real time.
public actor DemoAPIServer: Transport {
  typealias StreamID = Int

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
  var watchers: [StreamID: Watcher] = [:]
  var followers: [StreamID: LogFollower] = [:]
  /// The containers whose logs are written because somebody follows them.
  var freshLogs: Set<ContainerID> = []
  /// The pods that write faster than lines are kept, by name.
  var floods: [String: LogFlood] = [:]
  var lastStream: StreamID = 0

  var faults = Faults()
  var metricsService = MetricsService.serving
  var refusals: [@Sendable (WriteAttempt) -> Refusal?] = []
  var definitions: [ResourceID: Definition] = [:]
  var access = AccessPolicy.everything
  var isBootstrapped = false

  /// How many requests have been answered.
  public internal(set) var requestCount = 0

  /// What the controllers remember.
  var controllers = ControllerState()

  /// Appends what a container has written since the last call; see `refreshLog`.
  var logSource: ((isolated DemoAPIServer, ContainerID) -> Duration?)?

  /// What a scenario puts in before anything else happens.
  let setUp: (@Sendable (isolated DemoAPIServer) -> Void)?

  /// Makes an empty cluster: the namespaces every cluster has, and nothing else.
  ///
  /// Two servers with the same start and seed that are asked the same things give the same answers,
  /// names and identifiers included.
  public init(startingAt start: DemoTime = .example, seed: UInt64 = 1) {
    self.init(startingAt: start, seed: seed, setUp: nil)
  }

  /// Makes a cluster that is set up when it is first used, before the first answer.
  init(
    startingAt start: DemoTime, seed: UInt64,
    setUp: (@Sendable (isolated DemoAPIServer) -> Void)?
  ) {
    now = start
    random = RandomSource(seed: seed)
    self.setUp = setUp
  }

  /// Runs a piece of set-up inside the actor, then lets the controllers settle.
  @discardableResult
  func configure<Result: Sendable>(
    _ body: @Sendable (isolated DemoAPIServer) throws(APIFailure) -> Result
  ) throws(APIFailure) -> Result {
    bootstrap()
    let result = try body(self)
    drainChanges()
    return result
  }
}
