public import Kubernetes

/// What a stack owns in the cluster: an ApplySet, as kubectl has them.
///
/// The set is a ConfigMap, its parent, that says of which kinds its members are and in which
/// namespaces. Every member bears a label with the set's identity; that alone makes it a member.
public struct Inventory: Hashable, Sendable, Identifiable {
  /// A kind without its version, as an ApplySet notes it: `Deployment.apps`.
  public struct GroupKind: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The group; empty for the core group.
    public var group: String
    /// The kind.
    public var kind: String

    /// Makes a kind.
    public init(group: String, kind: String) {
      self.group = group
      self.kind = kind
    }

    /// By what is written.
    public static func < (a: GroupKind, b: GroupKind) -> Bool { a.description < b.description }

    public var description: String { group.isEmpty ? kind : "\(kind).\(group)" }
  }

  /// The parent.
  public var name: ObjectName
  /// The kinds that members are of, or may be.
  public var kinds: Set<GroupKind>
  /// The namespaces that members are in, or may be.
  public var namespaces: Set<String>
  /// The version of the parent; nil while there is none.
  public var version: String?
  /// The stack's folder, from the root of its repository; empty if it isn't known.
  public var path: String
  /// The last deploy; nil if none is on the record.
  public var lastDeploy: LastDeploy?

  /// Makes an inventory; of nothing, one that isn't there yet.
  public init(
    name: ObjectName, kinds: Set<GroupKind> = [], namespaces: Set<String> = [],
    version: String? = nil, path: String = "", lastDeploy: LastDeploy? = nil
  ) {
    self.name = name
    self.kinds = kinds
    self.namespaces = namespaces
    self.version = version
    self.path = path
    self.lastDeploy = lastDeploy
  }

  /// The tool that the parent belongs to, where that is neither Duet nor kubectl.
  ///
  /// Empty for a ConfigMap that is no parent at all; nil where it is Duet's to use.
  var foreignTool: String?

  /// The address of the parent.
  public var key: ObjectKey { ObjectKey(.configMaps, name) }

  /// The identity that members bear in their label.
  public var id: String { ApplySet.id(of: name) }

  /// What selects the members.
  public var selector: String { "\(ApplySet.partOf)=\(id)" }
}

/// The last deploy of a stack, as its inventory notes it.
public struct LastDeploy: Hashable, Sendable {
  /// The entry of the ledger.
  public var entry: LedgerEntry.ID
  /// The commit; nil if the files weren't in Git.
  public var commit: String?
  /// Whether the files differed from the commit.
  public var isDirty: Bool
  /// Who.
  public var user: String
  /// When it ended.
  public var time: Timestamp
  /// How it ended.
  public var result: LedgerEntry.Result

  /// Makes a note.
  public init(
    entry: LedgerEntry.ID, commit: String? = nil, isDirty: Bool = false, user: String,
    time: Timestamp, result: LedgerEntry.Result
  ) {
    self.entry = entry
    self.commit = commit
    self.isDirty = isDirty
    self.user = user
    self.time = time
    self.result = result
  }

  /// The first seven digits of the commit.
  public var shortCommit: String? { commit.map { String($0.prefix(7)) } }
}
