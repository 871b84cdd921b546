public import Kubernetes

/// One drain of a node, from the question what it would do to what it did.
public struct Drain: Equatable, Sendable {
  /// What tells drains apart.
  public struct ID: Hashable, Sendable {
    /// Counts the drains since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// How far it has come.
  public enum Phase: Hashable, Sendable {
    /// The server is asked which pods there are.
    case planning
    /// They can't be found out, and why.
    case unplannable(String)
    /// The plan is there, and waits for somebody to agree to it.
    case planned
    /// It is going on.
    case running
    /// It was stopped by hand.
    case stopped
    /// It is over.
    case finished(DrainEvent.Ending)
  }

  /// The node.
  public var node: ObjectKey
  /// How it is drained.
  public var options: DrainOptions
  /// How far it has come.
  public var phase: Phase = .planning
  /// Which pods go, stay and are in the way; empty until they are known.
  public var plan = DrainPlan(items: [])
  /// How far each pod has come; nothing for those that nobody was asked about yet.
  public var steps: [ObjectName: DrainEvent.PodStep] = [:]
  /// Whether the node was cordoned by it or before; nil until that is done.
  public var wasCordoned: Bool?
  /// When somebody agreed to it.
  public var start: Timestamp?
  /// When it was over.
  public var end: Timestamp?

  /// Makes a drain that is being planned.
  public init(of node: ObjectKey, _ options: DrainOptions) {
    self.node = node
    self.options = options
  }

  /// Whether it should be going on.
  public var isRunning: Bool { phase == .running }

  /// How many pods are gone.
  public var goneCount: Int { plan.going.count { steps[$0.name] == .gone } }

  /// The pods that go and aren't gone.
  public var remaining: [DrainPlan.Item] { plan.going.filter { steps[$0.name] != .gone } }

  /// The pods that failed to go.
  public var failedCount: Int {
    plan.going.count { if case .failed? = steps[$0.name] { true } else { false } }
  }

  /// Takes in how it goes.
  public mutating func apply(_ event: DrainEvent, now: Timestamp) {
    switch event {
    case .cordoned(let wasAlready): wasCordoned = wasAlready
    // The pods may have changed since the question.
    case .planned(let plan): self.plan = plan
    case .pod(let name, let step): steps[name] = step
    case .finished(let ending):
      phase = .finished(ending)
      end = now
    }
  }
}
