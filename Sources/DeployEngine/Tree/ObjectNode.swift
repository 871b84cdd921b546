public import Kubernetes

/// One object of a tree, with what it owns.
public struct ObjectNode: Hashable, Sendable, Identifiable {
  /// How an object stands to what was wanted of it.
  public enum Standing: Hashable, Sendable {
    /// It is as it was written.
    case inSync
    /// It is there, and differs.
    case changed
    /// It isn't there.
    case missing
    /// It is there, and isn't wanted any more.
    case extra
    /// It isn't known, or not yet.
    case unknown
    /// Nobody wrote it: a controller made it.
    case owned
  }

  /// Which object.
  public var key: ObjectKey
  /// Its identity; empty while it isn't there.
  public var uid: String
  /// When it was created, in seconds since 1970; nil while it isn't there.
  public var created: Int64?
  /// How it stands to what was wanted of it.
  public var standing: Standing
  /// How well it is; nil where its kind has no health.
  public var health: Health?
  /// Why, in its own words.
  public var message: String
  /// Whether it is a replica set that has been replaced and has no pods.
  public var isOld: Bool
  /// What it owns.
  public var children: [ObjectNode]
  /// How many old ones of those are left out.
  public var hiddenCount: Int

  /// Makes a node.
  public init(
    key: ObjectKey, uid: String = "", created: Int64? = nil, standing: Standing = .owned,
    health: Health? = nil, message: String = "", isOld: Bool = false, children: [ObjectNode] = [],
    hiddenCount: Int = 0
  ) {
    self.key = key
    self.uid = uid
    self.created = created
    self.standing = standing
    self.health = health
    self.message = message
    self.isOld = isOld
    self.children = children
    self.hiddenCount = hiddenCount
  }

  public var id: ObjectKey { key }

  /// How many objects there are, this one among them.
  public var count: Int { children.reduce(1) { $0 + $1.count } }
}

extension ObjectNode.Standing {
  /// How an object of a stack stands.
  public init(_ state: ObjectDrift.State) {
    self =
      switch state {
      case .inSync: .inSync
      case .changed: .changed
      case .missing: .missing
      case .extra: .extra
      case .checking, .pending, .unknown: .unknown
      }
  }
}
