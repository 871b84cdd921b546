public import Kubernetes
public import TUI

/// One object in a tree, whether a stack or an application has it: how well it is, and whether it is
/// as Git says.
public struct TreeNode: TreeItem {
  /// How an object stands to what Git says of it.
  public struct Standing: Hashable, Sendable {
    /// A character or a few that stand for it: `=`, `~3`, `+`.
    public var sign: String
    /// The role that colours it.
    public var role: Role
    /// In words, for a person.
    public var words: String
    /// Whether a person should look at it.
    public var isFaulty: Bool

    /// Makes a standing.
    public init(_ sign: String, _ role: Role, _ words: String, isFaulty: Bool) {
      self.sign = sign
      self.role = role
      self.words = words
      self.isFaulty = isFaulty
    }
  }

  /// What tells it from all others of the tree.
  public var id: String
  /// How far it is from the root.
  public var depth: Int
  /// Its kind, in one word.
  public var kind: String
  /// Its namespace and name.
  public var name: ObjectName
  /// The object, to ask the cluster for it; nil where the cluster has no such kind.
  public var key: ObjectKey?
  /// How it stands to Git; nil for what the cluster made by itself, which Git says nothing of.
  public var standing: Standing?
  /// How well it is; nil where its kind has no health, or nobody can say.
  public var health: Health?
  /// What it does, in the cluster's own word where it has one, such as a pod's status.
  public var status: String
  /// What else is to be known at a glance: how many containers are ready, a revision, a hook.
  public var info: String
  /// Why it isn't well, or what is to be known.
  public var message: String
  /// When it was made, in seconds since 1970.
  public var created: Int64?
  /// How many that it has outlived aren't shown below it.
  public var hiddenCount: Int
  /// The pod that it is, as far as logs have to know it; nil for anything else.
  public var pod: PodRow?

  /// Makes a node.
  public init(
    id: String, depth: Int = 0, kind: String, name: ObjectName, key: ObjectKey? = nil,
    standing: Standing? = nil, health: Health? = nil, status: String = "", info: String = "",
    message: String = "", created: Int64? = nil, hiddenCount: Int = 0, pod: PodRow? = nil
  ) {
    self.id = id
    self.depth = depth
    self.kind = kind
    self.name = name
    self.key = key
    self.standing = standing
    self.health = health
    self.status = status
    self.info = info
    self.message = message
    self.created = created
    self.hiddenCount = hiddenCount
    self.pod = pod
  }

  public var isFaulty: Bool {
    standing?.isFaulty == true || health == .degraded || health == .missing
  }

  public var searchedTexts: [String] { ["\(kind)/\(name.name)", name.namespace, status, message] }

  /// Why it isn't well, or else how it differs.
  var why: String {
    if let health, health > .suspended, !message.isEmpty { return message.firstLine }
    guard let standing, standing.isFaulty else { return message.firstLine }
    return message.isEmpty ? standing.words : "\(standing.words): \(message.firstLine)"
  }
}
