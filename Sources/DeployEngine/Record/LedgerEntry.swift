public import Kubernetes

/// One deploy, on the record.
public struct LedgerEntry: Hashable, Sendable, Identifiable {
  /// What tells entries apart: the time, to the millisecond, and a bit of chance, so that they sort
  /// by age.
  public struct ID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The text: `20260701-123000-4f2a`.
    public var text: String

    /// Makes an identity.
    public init(_ text: String) { self.text = text }

    /// The older one comes first.
    public static func < (a: ID, b: ID) -> Bool { a.text < b.text }

    public var description: String { text }
  }

  /// How a deploy ended.
  public enum Result: String, Hashable, Sendable, CaseIterable {
    /// Everything is applied, and healthy if that was waited for.
    case succeeded
    /// Something failed.
    case failed
    /// Somebody stopped it.
    case cancelled
  }

  /// What became of one object.
  public struct Object: Hashable, Sendable {
    /// The kind: `Deployment.apps`.
    public var kind: Inventory.GroupKind
    /// Which one.
    public var name: ObjectName
    /// What became of it, in one word: `created`.
    public var outcome: String
    /// Why it failed; empty if it didn't.
    public var message: String

    /// Describes an object.
    public init(
      kind: Inventory.GroupKind, name: ObjectName, outcome: String, message: String = ""
    ) {
      self.kind = kind
      self.name = name
      self.outcome = outcome
      self.message = message
    }
  }

  /// What tells it apart.
  public var id: ID
  /// The stack's name.
  public var stack: String
  /// The stack's folder, from the root of the repository.
  public var path: String
  /// The environment; nil for a base.
  public var environment: String?
  /// The commit; nil if the files weren't in Git.
  public var commit: String?
  /// The branch; nil if none was checked out.
  public var branch: String?
  /// Whether the files differed from the commit.
  public var isDirty: Bool
  /// Who, and from where.
  public var user: Operator
  /// When it began.
  public var start: Timestamp
  /// How long it took.
  public var duration: Duration
  /// How it ended.
  public var result: Result
  /// Why it failed; empty if it didn't.
  public var reason: String
  /// How many objects came to which end, by the word for it: `created`.
  public var counts: [String: Int]
  /// The objects that anything happened to, or should have; those that were as they should be are
  /// only counted.
  public var objects: [Object]
  /// How many such objects aren't listed, because they were too many.
  public var omitted: Int
  /// The entry that this one goes back to; nil for a deploy that isn't a rollback.
  public var rollbackOf: ID?
  /// Whether it only pruned: nothing of its commit was applied.
  public var isPruningAlone: Bool

  /// Makes an entry.
  public init(
    id: ID, stack: String, path: String, environment: String? = nil, commit: String? = nil,
    branch: String? = nil, isDirty: Bool = false, user: Operator, start: Timestamp,
    duration: Duration = .zero, result: Result, reason: String = "", counts: [String: Int] = [:],
    objects: [Object] = [], omitted: Int = 0, rollbackOf: ID? = nil,
    isPruningAlone: Bool = false
  ) {
    self.id = id
    self.stack = stack
    self.path = path
    self.environment = environment
    self.commit = commit
    self.branch = branch
    self.isDirty = isDirty
    self.user = user
    self.start = start
    self.duration = duration
    self.result = result
    self.reason = reason
    self.counts = counts
    self.objects = objects
    self.omitted = omitted
    self.rollbackOf = rollbackOf
    self.isPruningAlone = isPruningAlone
  }

  /// The first seven digits of the commit.
  public var shortCommit: String? { commit.map { String($0.prefix(7)) } }

  /// Whether it can be gone back to: it deployed a commit's files, as they were.
  public var canBeRestored: Bool { commit != nil && !isDirty && !isPruningAlone }
}
