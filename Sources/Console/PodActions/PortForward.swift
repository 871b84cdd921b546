public import Kubernetes

/// Ports of this machine that lead to a pod, through kubectl; and to its successor once it is gone.
public struct PortForward: Equatable, Sendable {
  /// What tells forwards apart.
  public struct ID: Hashable, Sendable {
    /// Counts the forwards since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// A port here, and the pod's that it leads to.
  public struct Port: Hashable, Sendable {
    /// The port here; 0 for any that is free.
    public var local: Int
    /// The pod's port.
    public var remote: Int

    /// Makes a pair.
    public init(local: Int, remote: Int) {
      self.local = local
      self.remote = remote
    }
  }

  /// One start of kubectl.
  public struct Run: Hashable, Sendable {
    /// The pod.
    public var pod: ObjectName
    /// The ports.
    public var ports: [Port]
    /// Where to listen.
    public var address: String
    /// Counts the starts, so that one differs from the last.
    public var number: Int

    /// Makes a start.
    public init(pod: ObjectName, ports: [Port], address: String, number: Int = 1) {
      self.pod = pod
      self.ports = ports
      self.address = address
      self.number = number
    }
  }

  /// How it is.
  public enum Phase: Hashable, Sendable {
    /// kubectl was started and hasn't said anything.
    case starting
    /// It listens, since then.
    case open(since: Timestamp)
    /// It is started again then, if there is a pod.
    case waiting(until: Timestamp)
    /// It isn't started again by itself.
    case failed
  }

  /// The context whose cluster the pod is in.
  public let context: String
  /// Whose pods can take each other's place; nil where only a pod of the same name can.
  public let workload: Owner?
  /// What runs, or ran last.
  public private(set) var run: Run
  /// The pod's identity; empty if not known.
  public private(set) var uid: String
  /// How it is.
  public private(set) var phase = Phase.starting
  /// How many connections there were.
  public private(set) var connections = 0
  /// What went wrong last; empty while nothing has.
  public private(set) var problem = ""
  /// How often it was started in vain since it last listened.
  private var failures = 0
  /// Whether it has ever listened.
  private var hasBeenOpen = false

  /// Makes a forward to a pod.
  public init(to pod: PodRow, ports: [Port], address: String, context: String) {
    self.context = context
    workload = pod.workload ?? pod.owner
    uid = pod.uid
    run = Run(pod: pod.name, ports: ports, address: address)
  }

  /// Whether kubectl should be running.
  public var isRunning: Bool {
    switch phase {
    case .starting, .open: true
    case .waiting, .failed: false
    }
  }

  /// Whether it listens.
  public var isOpen: Bool { if case .open = phase { true } else { false } }

  /// The ports here, where they are known.
  public var localPorts: [Int] { run.ports.map(\.local).filter { $0 > 0 } }

  // MARK: - What kubectl does

  /// Takes in a line that kubectl wrote; returns whether it now listens and didn't before.
  mutating func take(_ line: String, at now: Timestamp) -> Bool {
    switch PortForwardLine(line) {
    case .listening(let local, let remote):
      // Whatever free port it was, it is kept: those who use it shall find it again.
      if let index = run.ports.firstIndex(where: { $0.remote == remote && $0.local == 0 }) {
        run.ports[index].local = local
      }
      guard !isOpen else { return false }
      phase = .open(since: now)
      failures = 0
      problem = ""
      hasBeenOpen = true
      return true
    case .connection: connections += 1
    case .problem(let words): problem = words
    case nil: break
    }
    return false
  }

  /// Takes in that kubectl has ended.
  mutating func ended(_ ending: ProgramEnding, at now: Timestamp) {
    guard isRunning else { return }
    switch ending {
    case .notStarted(let reason):
      problem = reason
      phase = .failed
    case .exited, .signal, .stopped:
      if problem.isEmpty { problem = "kubectl ended: \(ending.words)" }
      // What didn't work the first time is a mistake of somebody who is looking at it.
      phase = hasBeenOpen ? .waiting(until: later(now)) : .failed
    }
  }

  /// Starts later each time: after a second, and in the end every half a minute.
  private mutating func later(_ now: Timestamp) -> Timestamp {
    defer { failures += 1 }
    return Timestamp(
      seconds: now.seconds + [1, 2, 4, 8, 16][min(failures, 4)] + (failures > 4 ? 14 : 0))
  }

  // MARK: - What becomes of the pod

  /// Looks after the pod: leaves one that is gone or going, and starts with another when it is time.
  ///
  /// `pods` are all of its namespace.
  mutating func follow(_ pods: [ObjectName: PodRow], at now: Timestamp) {
    switch phase {
    case .failed: return
    case .starting, .open:
      let pod = pods[run.pod]
      let isGone = pod.map { $0.uid != uid && !uid.isEmpty || $0.isOver } ?? true
      // One that is going serves to its end, unless another can.
      let isLeft = pod?.deletion != nil && successor(in: pods) != nil
      guard isGone || isLeft else { return }
      problem = isGone ? "pod \(run.pod.name) is gone" : "pod \(run.pod.name) is going"
      // What listens has to end before the next can.
      phase = .waiting(until: Timestamp(seconds: now.seconds + 1))
    case .waiting(let time):
      guard now >= time else { return }
      guard let pod = successor(in: pods) else {
        problem =
          workload.map { "no pod of \($0.kind) \($0.name) is ready" }
          ?? "pod \(run.pod.name) isn't ready"
        return
      }
      start(with: pod)
    }
  }

  /// Starts again now, with any pod that will do.
  mutating func restart(_ pods: [ObjectName: PodRow], at now: Timestamp) {
    failures = 0
    phase = .waiting(until: isRunning ? Timestamp(seconds: now.seconds + 1) : now)
    follow(pods, at: now)
  }

  private mutating func start(with pod: PodRow) {
    run.pod = pod.name
    run.number += 1
    uid = pod.uid
    phase = .starting
  }

  /// The pod to go on with: the same if it can, or else another of the same workload, by name.
  private func successor(in pods: [ObjectName: PodRow]) -> PodRow? {
    if let same = pods[run.pod], same.takesConnections { return same }
    guard let workload else { return nil }
    return pods.values.filter {
      $0.name.namespace == run.pod.namespace && ($0.workload ?? $0.owner) == workload
        && $0.takesConnections
    }.min { $0.name < $1.name }
  }
}

extension PodRow {
  /// Whether its containers have ended for good.
  fileprivate var isOver: Bool { phase == "Succeeded" || phase == "Failed" }

  /// Whether it runs, stays, and says that it is ready.
  fileprivate var takesConnections: Bool {
    phase == "Running" && deletion == nil && ready > 0 && ready == total
  }
}
