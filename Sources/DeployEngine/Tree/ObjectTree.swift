internal import Kubernetes

/// Objects with all that controllers made for them, down to the pods.
///
/// The objects at the top are given, each as a node without children: those of a stack, or those
/// that an application says it has. What hangs below them is known by its owner references.
public struct ObjectTree: Hashable, Sendable {
  /// The objects at the top, in their order.
  public var nodes: [ObjectNode]

  // Owners own no owners of theirs; a cluster may say so all the same.
  private static let deepest = 8

  /// Grows a tree; `showsOld` leaves nothing out.
  public init(roots: [ObjectNode], _ owned: OwnedObjects, showsOld: Bool = false) {
    nodes = roots.map { Self.grow($0, owned, showsOld, depth: 0) }
  }

  /// Grows the tree of a stack.
  public init(_ drift: StackDrift, _ owned: OwnedObjects, showsOld: Bool = false) {
    self.init(roots: drift.roots, owned, showsOld: showsOld)
  }

  /// How many objects there are.
  public var count: Int { nodes.reduce(0) { $0 + $1.count } }

  private static func grow(
    _ root: ObjectNode, _ owned: OwnedObjects, _ showsOld: Bool, depth: Int
  ) -> ObjectNode {
    var node = root
    guard depth < deepest else { return node }
    for (key, row) in owned.children(of: node) {
      let isOld = key.kind == .replicaSets && row.replicas == 0
      guard showsOld || !isOld else {
        node.hiddenCount += 1
        continue
      }
      let child = ObjectNode(
        key: key, uid: row.uid, created: row.created, health: row.health, message: row.message,
        isOld: isOld)
      node.children.append(grow(child, owned, showsOld, depth: depth + 1))
    }
    return node
  }
}

extension StackDrift {
  /// The objects of the stack as the top of a tree.
  public var roots: [ObjectNode] {
    objects.map { object in
      ObjectNode(
        key: object.key, uid: object.uid, created: object.created,
        standing: ObjectNode.Standing(object.state), health: object.health,
        message: object.message)
    }
  }
}
