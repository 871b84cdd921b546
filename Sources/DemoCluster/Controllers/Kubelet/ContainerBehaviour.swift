/// What a container does once it is started: decided by its image, or by its pod's annotation.
struct ContainerBehaviour: Equatable, Sendable {
  /// What becomes of fetching the image.
  enum Pull: Equatable, Sendable {
    /// It takes that long the first time on a node.
    case takes(Duration)
    /// The registry doesn't have it.
    case notFound
    /// The registry refuses.
    case unauthorized
  }

  /// How long it runs.
  enum Run: Equatable, Sendable {
    case forever
    /// It exits by itself: with 0 it is done, with anything else it has failed.
    case exits(code: Int64, after: Duration)
    /// The kernel ends it for using too much memory.
    case outOfMemory(after: Duration)
    /// It hangs, so that its liveness probe fails and the kubelet ends it.
    case hangs(after: Duration)
  }

  var pull = Pull.takes(.milliseconds(1800))
  var run = Run.forever
  /// How long after its start it answers its readiness probe; nil means never.
  var ready: Duration? = .seconds(3)
  /// How long it takes to end when it is asked to.
  var stop: Duration = .milliseconds(900)
  var log = LogStyle.go

  /// A service that exits with an error soon after every start.
  static func crashing(_ log: LogStyle, code: Int64 = 1, after: Duration = .seconds(9)) -> Self {
    ContainerBehaviour(run: .exits(code: code, after: after), ready: nil, log: log)
  }

  /// A task that ends well.
  static func completing(after: Duration, _ log: LogStyle = .task) -> Self {
    ContainerBehaviour(run: .exits(code: 0, after: after), log: log)
  }

  /// The behaviour with the name that a pod's `demo.duet/behaviour` annotation gives; nil for an
  /// unknown one.
  init?(named name: String) {
    switch name {
    case "run": self.init()
    case "crash-loop": self = .crashing(.go)
    case "java-crash": self = .crashing(.javaCrash)
    case "out-of-memory":
      self.init(run: .outOfMemory(after: .seconds(20)), log: .json)
    case "hang": self.init(run: .hangs(after: .seconds(40)))
    case "not-ready": self.init(ready: nil)
    case "slow-start": self.init(ready: .seconds(90))
    case "slow-stop": self.init(stop: .seconds(86_400))
    case "complete": self = .completing(after: .seconds(12))
    case "fail": self = .crashing(.task, code: 2, after: .seconds(5))
    case "count": self.init(pull: .takes(.milliseconds(50)), log: .counter)
    case "no-image": self.init(pull: .notFound)
    default: return nil
    }
  }

  init(
    pull: Pull = .takes(.milliseconds(1800)), run: Run = .forever, ready: Duration? = .seconds(3),
    stop: Duration = .milliseconds(900), log: LogStyle = .go
  ) {
    self.pull = pull
    self.run = run
    self.ready = ready
    self.stop = stop
    self.log = log
  }
}
