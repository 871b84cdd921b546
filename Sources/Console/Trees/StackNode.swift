public import DeployEngine
public import Kubernetes
import TUI

/// One object in the tree of a stack: how well it is, and whether it is as Git says.
public struct StackNode: TreeItem {
  /// What tells it from all others: its identity in the cluster, or its address while it isn't there.
  public var id: String
  /// The object.
  public var key: ObjectKey
  /// How it differs from Git; nil for what the cluster made by itself, which Git says nothing of.
  public var drift: ObjectDrift?
  /// How well it is; nil where its kind has no health.
  public var health: Health?
  /// What it does, in the cluster's own word where it has one, such as a pod's status.
  public var status: String
  /// Why it isn't well, or what is to be known.
  public var message: String
  /// When it was made, in seconds since 1970.
  public var created: Int64?
  /// What it owns.
  public var children: [StackNode]
  /// How many that it has outlived aren't shown below it.
  public var hiddenCount: Int

  /// Makes a node.
  public init(
    id: String, key: ObjectKey, drift: ObjectDrift? = nil, health: Health? = nil,
    status: String = "", message: String = "", created: Int64? = nil, children: [StackNode] = [],
    hiddenCount: Int = 0
  ) {
    self.id = id
    self.key = key
    self.drift = drift
    self.health = health
    self.status = status
    self.message = message
    self.created = created
    self.children = children
    self.hiddenCount = hiddenCount
  }

  public var isFaulty: Bool {
    switch drift?.state {
    case .changed, .missing, .extra, .unknown: return true
    case .inSync, .checking, .pending, nil: return health == .degraded || health == .missing
    }
  }

  public var searchedTexts: [String] {
    ["\(key.kind.kind)/\(key.name.name)", key.name.namespace, status, message]
  }

  /// Whether it is a pod, which has logs.
  var isPod: Bool { key.kind.group.isEmpty && key.kind.kind == "Pod" }
}

extension ObjectDrift {
  /// A few characters: `=`, `~3`, `+`, `-`, `?`.
  var sign: String {
    switch state {
    case .inSync: "="
    case .changed: fieldCount > 0 ? "~\(fieldCount)" : "~"
    case .missing: "+"
    case .extra: "-"
    case .checking, .pending: "…"
    case .unknown: "?"
    }
  }

  /// The role that colours it.
  var role: Role {
    switch state {
    case .inSync: .synced
    case .changed: .changed
    case .missing: .added
    case .extra: .removed
    case .checking, .pending: .muted
    case .unknown: .warning
    }
  }

  /// In words, for a person.
  var words: String {
    switch state {
    case .inSync: "as in Git"
    case .changed: fieldCount == 1 ? "1 field differs" : "\(fieldCount) fields differ"
    case .missing: "not in the cluster"
    case .extra: "not in Git any more"
    case .checking: "being compared"
    case .pending: "not looked at yet"
    case .unknown(let error): error.summary
    }
  }
}
