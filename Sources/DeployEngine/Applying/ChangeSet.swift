public import Kubernetes

/// What a deploy did, object by object; exactly that, also when it didn't get to the end.
public struct ChangeSet: Hashable, Sendable {
  /// What became of one object.
  public enum Outcome: Hashable, Sendable {
    /// It wasn't there and is now.
    case created
    /// It was there and is changed.
    case configured
    /// It was there and as it should be.
    case unchanged
    /// The server refused it: nothing is changed.
    case failed(DeployError)
    /// It was sent, and the connection was lost before the answer: nobody knows.
    case uncertain(DeployError)
    /// It was never sent.
    case notApplied
  }

  /// One object.
  public struct Entry: Hashable, Sendable {
    /// Which one.
    public var key: ObjectKey
    /// What became of it.
    public var outcome: Outcome

    /// Makes an entry.
    public init(key: ObjectKey, outcome: Outcome) {
      self.key = key
      self.outcome = outcome
    }
  }

  /// How the deploy ended.
  public enum Ending: Hashable, Sendable {
    /// Every object was applied.
    case complete
    /// It was cancelled.
    case cancelled
    /// Something failed, and what came after was left alone.
    case failed(DeployError)
  }

  /// All objects of the plan, in its order.
  public var entries: [Entry]
  /// How it ended.
  public var ending: Ending

  /// Makes a change set.
  public init(entries: [Entry], ending: Ending) {
    self.entries = entries
    self.ending = ending
  }

  /// How many objects came to an end of that kind.
  public func count(where isMeant: (Outcome) -> Bool) -> Int {
    entries.count { isMeant($0.outcome) }
  }
}
