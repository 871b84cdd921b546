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
  /// The objects, in the order in which they are applied; those that would be pruned come last, in
  /// the order in which they would be deleted.
  public var items: [PlannedObject]
  /// What the deploy brings about beside the changes themselves, in the order of the objects.
  public var consequences: [Consequence]
  /// Objects of the inventory that aren't rendered any more, and stay nevertheless.
  public var kept: [KeptObject]
  /// What a plan that only prunes says nothing about, though it is there; empty for any other plan.
  ///
  /// The inventory goes on counting on it.
  public private(set) var leftAlone: [ObjectKey] = []
  /// Whether what isn't rendered any more is all it is about: nothing is applied.
  public private(set) var isPruningAlone = false
  /// What the stack owns in the cluster, as it was when the plan was made.
  public var inventory: Inventory
  /// The entry of the ledger that this goes back to; nil if it isn't a rollback.
  public var rollbackOf: LedgerEntry.ID?
  /// What a person should know, though it keeps nothing from being deployed.
  public var warnings: [String]

  /// Makes a plan.
  public init(
    stack: Stack.ID, name: String, environment: String? = nil, git: GitStatus = .noRepository,
    items: [PlannedObject], consequences: [Consequence] = [], kept: [KeptObject] = [],
    inventory: Inventory? = nil, rollbackOf: LedgerEntry.ID? = nil, warnings: [String] = []
  ) {
    self.stack = stack
    self.name = name
    self.environment = environment
    self.git = git
    self.items = items
    self.consequences = consequences
    self.kept = kept
    self.inventory =
      inventory ?? Inventory(name: Inventory.name(stack: name, environment: environment))
    self.rollbackOf = rollbackOf
    self.warnings = warnings
  }

  /// The workloads whose pods are replaced.
  public var restarts: [Restart] {
    consequences.compactMap { consequence in
      guard case .restarts(let pods, _) = consequence.kind else { return nil }
      return Restart(key: consequence.key, pods: pods)
    }
  }

  /// What comes of deploying with or without pruning.
  public func consequences(pruning: Bool) -> [Consequence] {
    guard !pruning else { return consequences }
    let pruned = Set(items.lazy.filter { $0.verdict == .prune }.map(\.key))
    return consequences.filter { !pruned.contains($0.key) }
  }

  /// Whether deploying wants more than a yes: the stack's name typed.
  public func isDangerous(pruning: Bool) -> Bool {
    consequences(pruning: pruning).contains(where: \.isDangerous)
  }

  /// The plan to delete what isn't rendered any more, and to leave everything else as it is.
  public var pruningAlone: Plan {
    var plan = self
    plan.items = items.filter { $0.verdict == .prune }
    plan.leftAlone = items.filter { $0.verdict != .prune && $0.verdict != .create }.map(\.key)
    let pruned = Set(plan.items.map(\.key))
    plan.consequences = consequences.filter { pruned.contains($0.key) }
    plan.isPruningAlone = true
    return plan
  }

  /// How many objects there are of each verdict.
  public var counts: Counts {
    var counts = Counts()
    for item in items {
      switch item.verdict {
      case .create: counts.create += 1
      case .change: counts.change += 1
      case .unchanged:
        counts.unchanged += 1
        if item.adoption != nil { counts.adopt += 1 }
      case .conflict: counts.conflict += 1
      case .recreate: counts.recreate += 1
      case .prune: counts.prune += 1
      case .error: counts.error += 1
      }
    }
    return counts
  }

  /// Whether the cluster already is as the stack says, and everything in it the stack's own; what
  /// would be pruned counts only where that is asked for.
  public func isUpToDate(pruning: Bool) -> Bool {
    items.allSatisfy {
      $0.verdict == .unchanged && $0.adoption == nil || $0.verdict == .prune && !pruning
    }
  }

  /// Whether the cluster already is as the stack says, with nothing in it that should go.
  public var isUpToDate: Bool { isUpToDate(pruning: true) }

  /// Whether nothing stands in the way of applying it; conflicts do unless they are forced, and
  /// objects that have to be made anew unless that is agreed to.
  public func canBeApplied(forcingConflicts: Bool = false, recreating: Bool = false) -> Bool {
    let counts = counts
    return !items.isEmpty && counts.error == 0 && (forcingConflicts || counts.conflict == 0)
      && (recreating || counts.recreate == 0)
  }

  /// The objects in the steps they are applied in, none of them empty.
  public var stages: [[PlannedObject]] {
    KindOrder.Stage.allCases.compactMap { stage in
      let members = items.filter { $0.stage == stage && $0.verdict != .prune }
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
    /// How many have to be deleted and made anew.
    public var recreate = 0
    /// How many aren't rendered any more.
    public var prune = 0
    /// How many would be refused.
    public var error = 0
    /// How many of the unchanged ones are to become the stack's.
    public var adopt = 0

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
