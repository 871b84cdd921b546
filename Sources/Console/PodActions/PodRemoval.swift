public import Kubernetes

/// Pods that are deleted or evicted, and how far that has come.
public struct PodRemoval: Equatable, Sendable {
  /// What tells removals apart.
  public struct ID: Hashable, Sendable {
    /// Counts the removals since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// How pods are removed.
  public enum Way: Hashable, Sendable {
    /// Deleted, with the time to end that they ask for.
    case normal
    /// Deleted, with a second to end.
    case now
    /// Deleted from the server at once, whatever becomes of them on their node.
    case force
    /// Evicted: deleted where their disruption budget allows it.
    case evict
    /// Deleted where they are still as they were seen: they have ended anyway.
    case cleanUp
  }

  /// What is to be done.
  public struct Order: Hashable, Sendable {
    /// The pods.
    public var pods: [PodTarget]
    /// How they are removed.
    public var way: Way

    /// Makes an order.
    public init(_ pods: [PodTarget], _ way: Way) {
      self.pods = pods
      self.way = way
    }
  }

  /// How far it has come.
  public enum Phase: Hashable, Sendable {
    case running
    /// It was asked to stop, after the pods in hand.
    case stopping
    case over
  }

  /// What is to be done.
  public let order: Order
  /// What came of each pod so far: nil where it was removed, or else why not.
  public internal(set) var results: [ObjectName: String?] = [:]
  /// How far it has come.
  public internal(set) var phase = Phase.running

  init(_ order: Order) { self.order = order }

  /// Whether it is going on, or about to stop.
  var isUnderWay: Bool { phase != .over }

  /// How many were removed.
  public var removedCount: Int { results.values.count { $0 == nil } }

  /// Those that weren't removed, and why, by name.
  public var failures: [(name: ObjectName, reason: String)] {
    results.compactMap { name, reason in reason.map { (name, $0) } }.sorted { $0.name < $1.name }
  }
}

/// How a removal goes.
public enum PodRemovalEvent: Hashable, Sendable {
  /// A pod was removed; or why not.
  case removed(ObjectName, KubernetesError?)
  /// Nothing more comes.
  case ended
}

extension PodRemoval.Way {
  /// For the button that agrees to it.
  var title: String {
    switch self {
    case .normal: "Delete"
    case .now: "Now"
    case .force: "Force"
    case .evict: "Evict"
    case .cleanUp: "Clean up"
    }
  }

  /// What was done: *pod web deleted*.
  var participle: String {
    switch self {
    case .normal, .now, .force, .cleanUp: "deleted"
    case .evict: "evicted"
    }
  }
}

extension KubernetesError {
  /// Why a pod wasn't removed, in plain words.
  func reason(removing way: PodRemoval.Way) -> String {
    if let budget = disruptionBudget {
      return "its disruption budget doesn't allow it now: \(budget)"
    }
    switch self {
    case .conflict: return "it has changed or was replaced meanwhile, and was left alone"
    case .notFound: return "it was gone already"
    default: return summary
    }
  }
}
