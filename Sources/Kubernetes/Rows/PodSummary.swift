/// The READY, STATUS and RESTARTS columns of kubectl, by the rules of its printer.
struct PodSummary: Hashable {
  var status: String
  var ready = 0
  var total: Int
  var restarts = 0
  var lastRestart: Int64?

  /// Computes them.
  init(_ pod: PodFacts) {
    status = pod.reason.isEmpty ? pod.phase : pod.reason
    if pod.isSchedulingGated { status = "SchedulingGated" }
    total = pod.specs.count
    for container in pod.initSpecs where container.restartsAlways { total += 1 }

    var sidecars = Restarts()
    let isInitializing = addInitContainers(of: pod, sidecars: &sidecars)
    if !isInitializing || pod.initialized == .yes {
      restarts = sidecars.count
      lastRestart = sidecars.last
      addContainers(of: pod)
    }

    let isOver = pod.phase == "Succeeded" || pod.phase == "Failed"
    if pod.metadata.deletion != nil {
      if pod.reason == "NodeLost" {
        status = "Unknown"
      } else if !isOver {
        status = "Terminating"
      }
    }
  }

  private struct Restarts {
    var count = 0
    var last: Int64?

    mutating func add(_ container: PodFacts.Container) {
      count += container.restarts
      last = Self.later(last, container)
    }

    static func later(_ known: Int64?, _ container: PodFacts.Container) -> Int64? {
      guard container.last.kind == .terminated, let finished = container.last.finished else {
        return known
      }
      return max(known ?? finished, finished)
    }
  }

  /// Goes through the init containers up to the first that hasn't done its part; says whether
  /// there is such a one.
  private mutating func addInitContainers(of pod: PodFacts, sidecars: inout Restarts) -> Bool {
    for (index, container) in pod.initStatuses.enumerated() {
      restarts += container.restarts
      lastRestart = Restarts.later(lastRestart, container)
      let isSidecar = pod.initSpecs.contains { $0.name == container.name && $0.restartsAlways }
      if isSidecar { sidecars.add(container) }
      let state = container.state
      if state.kind == .terminated, state.exitCode == 0 { continue }
      if isSidecar, container.isStarted {
        if container.isReady { ready += 1 }
        continue
      }
      if state.kind == .terminated {
        status = "Init:\(Self.words(for: state))"
      } else if state.kind == .waiting, !state.reason.isEmpty, state.reason != "PodInitializing" {
        status = "Init:\(state.reason)"
      } else {
        status = "Init:\(index)/\(pod.initSpecs.count)"
      }
      return true
    }
    return false
  }

  private mutating func addContainers(of pod: PodFacts) {
    var hasRunning = false
    for container in pod.statuses.reversed() {
      restarts += container.restarts
      lastRestart = Restarts.later(lastRestart, container)
      switch container.state.kind {
      case .waiting where !container.state.reason.isEmpty: status = container.state.reason
      case .terminated: status = Self.words(for: container.state)
      case .running where container.isReady:
        hasRunning = true
        ready += 1
      case .waiting, .running, .unknown: break
      }
    }
    if status == "Completed", hasRunning { status = pod.ready == .yes ? "Running" : "NotReady" }
  }

  private static func words(for state: PodFacts.State) -> String {
    if !state.reason.isEmpty { return state.reason }
    return state.signal != 0 ? "Signal:\(state.signal)" : "ExitCode:\(state.exitCode)"
  }
}
