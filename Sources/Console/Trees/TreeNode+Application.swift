import GitOps
import Kubernetes
import TUI

extension TreeNode {
  /// Makes the node of an application's resource, or of what hangs below one.
  init(_ node: ApplicationTree.Node, id: String, in live: LiveResources) {
    self.init(
      id: id, depth: node.depth, kind: node.id.kind, name: node.id.name, key: live.key(of: node))
    take(node, in: live)
  }

  /// Takes over what is known of the resource now.
  mutating func take(_ node: ApplicationTree.Node, in live: LiveResources) {
    let sight = live.sight(of: node.id)
    standing = Standing(node, sight)
    pod = live.tree.object(node.id)?.pod
    status = pod?.status ?? ""
    created = node.created
    message = node.message
    health = node.health
    switch sight {
    case .there: break
    case .absent: if node.isHook { message = "a hook: it is there while a sync runs it" }
    case .pending:
      health = live.tree.resource(node.id)?.health
      status = "…"
    case .hidden(let reason):
      // Older versions of Argo CD keep in the application what they see.
      health = live.tree.resource(node.id)?.health
      if health == nil { status = "not seen" }
      message = reason
    }
    info = Self.info(node, pod)
  }

  private static func info(_ node: ApplicationTree.Node, _ pod: PodRow?) -> String {
    var parts = [pod?.shortCounts ?? ""]
    if !node.revision.isEmpty { parts.append("rev \(node.revision)") }
    if node.isHook { parts.append("hook") }
    if node.requiresPruning { parts.append("prune") }
    if let wave = node.wave, wave != 0 { parts.append("wave \(wave)") }
    if node.isBeingDeleted { parts.append("deleting") }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension TreeNode.Standing {
  /// What stands for an object that is there, and not in Git.
  static let extraSign = "-"

  /// How a resource of an application stands to Git, in Argo CD's eyes; nil for what isn't compared.
  init?(_ node: ApplicationTree.Node, _ sight: LiveResources.Sight) {
    guard let sync = node.sync else { return nil }
    if node.requiresPruning {
      self.init(
        Self.extraSign, .removed, "not in Git any more; a sync that prunes deletes it",
        isFaulty: true)
    } else if sight == .absent, sync != .synced {
      self.init("+", .added, "not in the cluster", isFaulty: true)
    } else {
      let words =
        switch sync {
        case .synced: "as in Git"
        case .outOfSync: "out of sync"
        case .unknown: "Argo CD doesn't know whether it is as in Git"
        }
      self.init(sync.glyph, sync.role, words, isFaulty: sync != .synced)
    }
  }
}

extension LiveResources {
  /// Everything, each followed by what hangs below it, without replica sets that were replaced.
  var nodes: [TreeNode] {
    var seen: [ResourceIdentity: Int] = [:]
    var nodes: [TreeNode] = []
    // How many old ones hang below the node at a position.
    var owners: [Int] = []
    for node in tree.nodes() {
      owners.removeLast(max(0, owners.count - node.depth))
      if node.isOld {
        if let owner = owners.last { nodes[owner].hiddenCount += 1 }
        // Without pods there is nothing below it.
        owners.append(owners.last ?? 0)
        continue
      }
      seen[node.id, default: 0] += 1
      owners.append(nodes.count)
      nodes.append(TreeNode(node, id: Self.nodeID(node.id, seen[node.id] ?? 1), in: self))
    }
    return nodes
  }

  /// What a node is told by: what two own is there twice.
  static func nodeID(_ id: ResourceIdentity, _ occurrence: Int) -> String {
    occurrence == 1 ? "\(id)" : "\(id) (\(occurrence))"
  }
}
