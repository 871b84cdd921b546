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
    var requests = ResourceAmounts()
    var limits = ResourceAmounts()
  }

  /// One of the three states a container can be in.
  struct State {
    var kind = ContainerRow.State.unknown
    var reason = ""
    var message = ""
    var exitCode = 0
    var signal = 0
    var started: Int64?
    var finished: Int64?
  }

  /// A condition, as far as it matters.
  enum Condition {
    case no
    case yes
    case unset
  }

  /// A condition as it was said.
  struct Statement {
    var type = ""
    var isTrue = false
    var reason = ""
    var message = ""
  }

  var metadata = ObjectMetadata()
  var node = ""
  var restartPolicy = ""
  var phase = ""
  var reason = ""
  var message = ""
  var ip = ""
  var nominatedNode = ""
  /// How many seconds it may run; nil where nothing limits it.
  var deadline: Int?
  /// What its sandbox takes besides its containers.
  var overhead = ResourceAmounts()
  /// What is requested for the pod as a whole, and the most it may use.
  var podRequests = ResourceAmounts()
  var podLimits = ResourceAmounts()

  /// Specifications, in order.
  var initSpecs: [Container] = []
  var specs: [Container] = []
  var ephemeralSpecs: [Container] = []
  /// Statuses, in the order of the status, which isn't that of the specification.
  var initStatuses: [Container] = []
  var statuses: [Container] = []
  var ephemeralStatuses: [Container] = []

  var readinessGates: [String] = []
  /// Its conditions, in their order.
  var conditions: [Statement] = []
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
    conditions.removeAll(keepingCapacity: true)
    metadata = ObjectMetadata()
    node = ""
    restartPolicy = ""
    phase = ""
    reason = ""
    message = ""
    ip = ""
    nominatedNode = ""
    deadline = nil
    overhead = ResourceAmounts()
    podRequests = ResourceAmounts()
    podLimits = ResourceAmounts()
    initialized = .unset
    ready = .unset
    isSchedulingGated = false
    unschedulable = ""
  }
}
