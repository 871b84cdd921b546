public import Kubernetes

/// What a deploy did, object by object; exactly that, also when it didn't get to the end.
public struct ChangeSet: Hashable, Sendable {
  /// What became of one object.
  public enum Outcome: Hashable, Sendable {
    /// It wasn't there and is now.
    case created
    /// It was there and is changed.
    case configured
    /// It was there and as it should be, and has become the stack's: only its inventory's label
    /// and who owns which field are different.
    case adopted
    /// It was there and as it should be.
    case unchanged
    /// It was deleted and made anew.
    case recreated
    /// It was deleted, because it isn't rendered any more.
    case pruned
    /// The server refused it: nothing is changed.
    case failed(DeployError)
    /// It was sent, and the connection was lost before the answer: nobody knows.
    case uncertain(DeployError)
    /// It was deleted to be made anew, and couldn't be made: it is gone.
    case lost(DeployError)
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
    /// Every object was applied, and is healthy if that was waited for.
    case complete
    /// It was cancelled.
    case cancelled
    /// Something failed, and what came after was left alone.
    case failed(DeployError)
  }

  /// All objects of the plan, in its order; those to be pruned come last, if that was asked for.
  public var entries: [Entry]
  /// How it ended.
  public var ending: Ending
  /// How it stood with each object after the wait; nil if nothing was waited for.
  public var health: WaitResult?
  /// What went wrong beside the deploy itself, in words: it couldn't be recorded.
  public var warnings: [String]
  /// Its entry in the ledger; nil for a dry run.
  public var record: LedgerEntry?

  /// Makes a change set.
  public init(
    entries: [Entry], ending: Ending, health: WaitResult? = nil, warnings: [String] = [],
    record: LedgerEntry? = nil
  ) {
    self.entries = entries
    self.ending = ending
    self.health = health
    self.warnings = warnings
    self.record = record
  }

  /// How many objects came to an end of that kind.
  public func count(where isMeant: (Outcome) -> Bool) -> Int {
    entries.count { isMeant($0.outcome) }
  }
}
