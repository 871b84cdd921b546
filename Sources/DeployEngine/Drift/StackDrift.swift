public import GitOps
public import Kubernetes

/// How a stack's objects in the cluster differ from Git.
public struct StackDrift: Hashable, Sendable, Identifiable {
  /// The stack.
  public var id: Stack.ID
  /// How many objects are there and differ.
  public var changed: Int
  /// How many aren't there.
  public var missing: Int
  /// How many the stack's inventory has and Git hasn't any more.
  public var extra: Int
  /// How many it isn't known of: not looked at yet, or not to be seen.
  public var unknown: Int
  /// The worst health of its objects; nil while none is known to have any.
  public var health: Health?
  /// Whether everything of the stack was looked at; until then the counts are what is known so far.
  public var isComplete: Bool
  /// Why nothing can be said, as where the stack can't be built; nil if it can.
  public var problem: DeployError?
  /// Its objects, in the order of applying, and then the extra ones.
  public var objects: [ObjectDrift]

  /// Makes a stack's drift.
  public init(
    id: Stack.ID, changed: Int = 0, missing: Int = 0, extra: Int = 0, unknown: Int = 0,
    health: Health? = nil, isComplete: Bool = false, problem: DeployError? = nil,
    objects: [ObjectDrift] = []
  ) {
    self.id = id
    self.changed = changed
    self.missing = missing
    self.extra = extra
    self.unknown = unknown
    self.health = health
    self.isComplete = isComplete
    self.problem = problem
    self.objects = objects
  }

  /// Whether live is as Git says, in everything.
  public var isInSync: Bool {
    isComplete && problem == nil && changed + missing + extra + unknown == 0
  }
}
