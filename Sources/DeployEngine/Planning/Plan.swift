public import GitOps
public import Kubernetes

/// What deploying a stack would do, object by object; found out without changing anything.
///
/// What is applied is exactly what the plan was made of: it keeps the objects it sends, and shows
/// them with the values of Secrets masked.
public struct Plan: Hashable, Sendable {
  /// The stack.
  public var stack: Stack.ID
  /// The stack's name for people.
  public var name: String
  /// The environment it is for; nil for a base.
  public var environment: String?
  /// Where the repository stands; its changes are those below the stack.
  public var git: GitStatus
  /// The objects, in the order in which they are applied.
  public var items: [PlannedObject]
  /// The workloads whose pods are replaced.
  public var restarts: [Restart]

  /// Makes a plan.
  public init(
    stack: Stack.ID, name: String, environment: String? = nil, git: GitStatus = .noRepository,
    items: [PlannedObject], restarts: [Restart] = []
  ) {
    self.stack = stack
    self.name = name
    self.environment = environment
    self.git = git
    self.items = items
    self.restarts = restarts
  }

  /// How many objects there are of each verdict.
  public var counts: Counts {
    var counts = Counts()
    for item in items {
      switch item.verdict {
      case .create: counts.create += 1
      case .change: counts.change += 1
      case .unchanged: counts.unchanged += 1
      case .conflict: counts.conflict += 1
      case .error: counts.error += 1
      }
    }
    return counts
  }

  /// Whether the cluster already is as the stack says.
  public var isUpToDate: Bool { items.allSatisfy { $0.verdict == .unchanged } }

  /// Whether nothing stands in the way of applying it; conflicts do unless they are forced.
  public func canBeApplied(forcingConflicts: Bool = false) -> Bool {
    let counts = counts
    return !items.isEmpty && counts.error == 0 && (forcingConflicts || counts.conflict == 0)
  }

  /// The objects in the steps they are applied in, none of them empty.
  public var stages: [[PlannedObject]] {
    KindOrder.Stage.allCases.compactMap { stage in
      let members = items.filter { $0.stage == stage }
      return members.isEmpty ? nil : members
    }
  }

  /// How many objects there are of each verdict.
  public struct Counts: Hashable, Sendable {
    /// How many would be created.
    public var create = 0
    /// How many would be changed.
    public var change = 0
    /// How many are as they should be.
    public var unchanged = 0
    /// How many have fields that belong to others.
    public var conflict = 0
    /// How many would be refused.
    public var error = 0

    /// Counts nothing.
    public init() {}
  }

  /// A workload whose pods are replaced because their template changes.
  public struct Restart: Hashable, Sendable {
    /// The workload.
    public var key: ObjectKey
    /// How many pods it has; nil if it doesn't say.
    public var pods: Int?

    /// Describes a restart.
    public init(key: ObjectKey, pods: Int? = nil) {
      self.key = key
      self.pods = pods
    }
  }
}
