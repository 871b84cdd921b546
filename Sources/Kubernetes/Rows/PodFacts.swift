/// What a pod's row is computed from: the part of the document that matters, as it stands there.
struct PodFacts {
  /// One container's specification and status; either may be missing.
  struct Container {
    var name = ""
    var image = ""
    var restartsAlways = false
    var isReady = false
    var isStarted = false
    var restarts = 0
    var state = State()
    var last = State()
  }

  /// One of the three states a container can be in.
  struct State {
    var kind = ContainerRow.State.unknown
    var reason = ""
    var message = ""
    var exitCode = 0
    var signal = 0
    var finished: Int64?
  }

  /// A condition, as far as it matters.
  enum Condition {
    case no
    case yes
    case unset
  }

  var metadata = ObjectMetadata()
  var node = ""
  var restartPolicy = ""
  var phase = ""
  var reason = ""
  var message = ""
  var ip = ""
  var nominatedNode = ""

  /// Specifications, in order.
  var initSpecs: [Container] = []
  var specs: [Container] = []
  var ephemeralSpecs: [Container] = []
  /// Statuses, in the order of the status, which isn't that of the specification.
  var initStatuses: [Container] = []
  var statuses: [Container] = []
  var ephemeralStatuses: [Container] = []

  var readinessGates: [String] = []
  /// The conditions that are true, by type.
  var trueConditions: [String] = []
  var initialized = Condition.unset
  var ready = Condition.unset
  var isSchedulingGated = false
  /// Why it can't be scheduled, if the scheduler said so.
  var unschedulable = ""

  /// Makes room for the next pod, keeping the memory of the last.
  mutating func reset() {
    initSpecs.removeAll(keepingCapacity: true)
    specs.removeAll(keepingCapacity: true)
    ephemeralSpecs.removeAll(keepingCapacity: true)
    initStatuses.removeAll(keepingCapacity: true)
    statuses.removeAll(keepingCapacity: true)
    ephemeralStatuses.removeAll(keepingCapacity: true)
    readinessGates.removeAll(keepingCapacity: true)
    trueConditions.removeAll(keepingCapacity: true)
    metadata = ObjectMetadata()
    node = ""
    restartPolicy = ""
    phase = ""
    reason = ""
    message = ""
    ip = ""
    nominatedNode = ""
    initialized = .unset
    ready = .unset
    isSchedulingGated = false
    unschedulable = ""
  }
}
