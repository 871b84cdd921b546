import DeployEngine
import GitOps
import Kubernetes
import TUI

extension TreeNode {
  /// Makes the node of an object that a stack has, or that a controller made for one.
  ///
  /// What the list of pods says of a pod is newer and more than what its health tells.
  init(_ object: ObjectNode, depth: Int, drift: ObjectDrift?, pod: PodRow?) {
    self.init(
      id: Self.id(of: object.key), depth: depth, kind: object.key.kind.kind,
      name: object.key.name, key: object.key, standing: drift.map(Standing.init),
      health: object.health, message: object.message, created: object.created,
      hiddenCount: object.hiddenCount)
    if let pod { take(pod) }
  }

  /// What the node of an object of a stack is told by.
  static func id(of key: ObjectKey) -> String { "\(key)" }

  /// Takes over what is known of a pod.
  mutating func take(_ pod: PodRow) {
    self.pod = pod
    health = pod.health
    status = pod.status
    created = created ?? pod.created
    info = pod.shortCounts
  }
}

extension PodRow {
  /// How many of its containers are ready, and how often they were started again: `1/2 ↻3`.
  var shortCounts: String { "\(ready)/\(total)" + (restarts > 0 ? " ↻\(restarts)" : "") }
}

extension TreeNode.Standing {
  /// How an object of a stack stands.
  init(_ drift: ObjectDrift) {
    let isFaulty =
      switch drift.state {
      case .changed, .missing, .extra, .unknown: true
      case .inSync, .checking, .pending: false
      }
    self.init(drift.sign, drift.role, drift.words, isFaulty: isFaulty)
  }
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
