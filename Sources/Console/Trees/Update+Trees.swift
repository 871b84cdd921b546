import DeployEngine
import GitOps
import Kubernetes
import TUI

/// The tree of a stack's objects.
extension ConsoleState {
  /// Opens the tree of a stack, or the page that says why it can't be built.
  mutating func openTree(of row: StackRow) {
    guard !row.stack.isBroken || !row.stack.objects.isEmpty else {
      open(.stack(row.stack.id))
      return
    }
    overlays.append(.tree(TreePage(row.stack.id)))
  }

  /// Takes in what controllers made for the objects of a tree.
  mutating func apply(
    _ change: Change<HealthRow>, from source: OwnedObjects.Source, to stack: Stack.ID
  ) {
    changeTrees(of: stack) { tree in
      tree.owned.apply(change, from: source)
      tree.isStale = true
    }
  }

  /// Changes every tree of a stack.
  mutating func changeTrees(of stack: Stack.ID, _ change: (inout TreePage) -> Void) {
    for index in overlays.indices {
      guard case .tree(var tree) = overlays[index], tree.stack == stack else { continue }
      // Given up first, so that nothing of it is copied.
      overlays[index] = .tree(TreePage(stack))
      change(&tree)
      overlays[index] = .tree(tree)
    }
  }

  /// Notes that pods may have another status now.
  mutating func noteStaleTrees() {
    for overlay in overlays {
      if case .tree(let tree) = overlay, !tree.isStale {
        changeTrees(of: tree.stack) { $0.isStale = true }
      }
    }
  }

  /// The lists that a tree is made of, besides the stack's own objects.
  func sources(of stack: Stack.ID) -> Set<OwnedObjects.Source> {
    drifts[stack].map { TreeFollower.sources(for: $0.roots) } ?? []
  }

  /// The objects of a stack with all that controllers made for them; nil until the first are known.
  func nodes(of tree: TreePage) -> [StackNode]? {
    guard let drift = drifts[tree.stack] else { return nil }
    let objects = Dictionary(
      drift.objects.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    func node(_ object: ObjectNode, isRoot: Bool) -> StackNode {
      let pod = object.key.kind == .pods ? pods[object.key.name] : nil
      return StackNode(
        id: object.uid.isEmpty ? "\(object.key)" : object.uid, key: object.key,
        drift: isRoot ? objects[object.key] : nil, health: pod?.health ?? object.health,
        status: pod?.status ?? "", message: object.message, created: object.created ?? pod?.created,
        children: object.children.map { node($0, isRoot: false) },
        hiddenCount: object.hiddenCount)
    }
    return ObjectTree(drift, tree.owned).nodes.map { node($0, isRoot: true) }
  }

  /// Changes the tree in front.
  mutating func changeTree(_ change: (inout TreePage) -> Void) {
    guard case .tree(var tree) = overlays.last else { return }
    change(&tree)
    overlays[overlays.count - 1] = .tree(tree)
  }

  /// What enter does on a node: the logs of a pod, the description of anything else.
  mutating func openNode() {
    guard let node = tree?.list.selected else { return }
    if node.isPod, pods[node.key.name] != nil { return showNodeLogs(isPrevious: false) }
    open(.description(node.key))
  }

  /// Follows the logs of the selected pod, or of the first pod below the selected node.
  mutating func showNodeLogs(isPrevious: Bool) {
    guard let name = nodePod, let pod = pods[name] else { return }
    showLogs(of: pod, isPrevious: isPrevious)
  }

  /// The pod whose logs a key means: the selected node itself, or the worst below it.
  var nodePod: ObjectName? {
    guard let node = tree?.list.selected else { return nil }
    var found: [StackNode] = []
    func collect(_ node: StackNode) {
      if node.isPod { found.append(node) }
      for child in node.children { collect(child) }
    }
    collect(node)
    return found.filter { pods[$0.key.name] != nil }
      .max { ($0.health ?? .healthy) < ($1.health ?? .healthy) }?.key.name
  }

  /// The rows on the screen for a page's content.
  var pageRows: Int { layout.body.height + layout.tabs.height - 2 }
}
