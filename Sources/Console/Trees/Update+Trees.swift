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
    overlays.append(.tree(TreePage(.stack(row.stack.id))))
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

  /// Opens the tree of an application.
  mutating func openTree(of app: ObjectName) {
    overlays.append(.tree(TreePage(.application(app))))
  }

  /// Takes in what the cluster has of an application's resources.
  mutating func apply(
    _ change: Change<LiveObject>, from source: TreeSource, to app: ObjectName
  ) {
    changeTrees(where: { $0.application == app }) { page in
      switch page.live.apply(change, from: source) {
      case .nothing: break
      case .shape: page.isStale = true
      case .looks(let ids):
        guard !page.isStale else { break }
        for id in ids { page.refresh(id) }
      }
    }
  }

  /// Changes every tree of a stack.
  mutating func changeTrees(of stack: Stack.ID, _ change: (inout TreePage) -> Void) {
    changeTrees(where: { $0.stack == stack }, change)
  }

  /// Changes every tree that is meant.
  private mutating func changeTrees(
    where isMeant: (TreePage) -> Bool, _ change: (inout TreePage) -> Void
  ) {
    for index in overlays.indices {
      guard case .tree(var tree) = overlays[index], isMeant(tree) else { continue }
      // Given up first, so that nothing of it is copied.
      overlays[index] = .tree(TreePage(tree.subject))
      change(&tree)
      overlays[index] = .tree(tree)
    }
  }

  /// Takes in what a live list says of pods that trees show.
  mutating func apply(toTrees change: Change<PodRow>) {
    func isMeant(_ page: TreePage) -> Bool { page.stack != nil }
    switch change {
    case .alive, .began: return
    case .applied(let rows):
      // Pods that are new come with the lists of the trees themselves.
      for row in rows {
        let id = TreeNode.id(of: ObjectKey(.pods, row.name))
        changeTrees(where: isMeant) { $0.list.update(id) { $0.take(row) } }
      }
    case .page, .listed, .deleted, .interrupted, .unreadable:
      changeTrees(where: isMeant) { $0.isStale = true }
    }
  }

  /// The lists that a tree is made of, besides the stack's own objects.
  func sources(of stack: Stack.ID) -> Set<OwnedObjects.Source> {
    drifts[stack].map { TreeFollower.sources(for: $0.roots) } ?? []
  }

  /// Brings a tree up to date, and scrolls within what there is.
  func settle(_ page: inout TreePage) {
    if let name = page.application, let app = applications[name],
      page.live.take(app, cluster.discovery)
    {
      page.isStale = true
    }
    if page.isStale, let nodes = nodes(of: page) {
      page.list.show(nodes)
      page.isStale = false
    }
    page.list.settle(height: rows(of: page))
  }

  /// The objects of a tree with all that hangs below them; nil until the first are known.
  private func nodes(of tree: TreePage) -> [TreeNode]? {
    guard let stack = tree.stack else { return tree.live.nodes }
    guard let drift = drifts[stack] else { return nil }
    let objects = Dictionary(
      drift.objects.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var nodes: [TreeNode] = []
    func add(_ object: ObjectNode, depth: Int) {
      nodes.append(
        TreeNode(
          object, depth: depth, drift: depth == 0 ? objects[object.key] : nil,
          pod: object.key.kind == .pods ? pods[object.key.name] : nil))
      for child in object.children { add(child, depth: depth + 1) }
    }
    for root in ObjectTree(drift, tree.owned).nodes { add(root, depth: 0) }
    return nodes
  }

  /// Changes the tree in front.
  mutating func changeTree(_ change: (inout TreePage) -> Void) {
    guard case .tree(var tree) = overlays.last else { return }
    change(&tree)
    overlays[overlays.count - 1] = .tree(tree)
  }

  /// What enter does on a node: the page of a pod, the tree of an application, the description of
  /// anything else.
  mutating func openNode() {
    guard let node = tree?.list.selected, let key = node.key else { return }
    if node.pod != nil { return open(.pod(key.name)) }
    if key.kind == .applications, applications[key.name] != nil, key.name != tree?.application {
      return openTree(of: key.name)
    }
    open(.description(key))
  }

  /// Follows the logs of the selected pod, or of all pods below the selected node.
  mutating func showNodeLogs(isPrevious: Bool) {
    guard let node = tree?.list.selected else { return }
    if node.pod == nil, let key = node.key, LogTarget.hasPods(key.kind) {
      follow(.workload(kind: key.kind.kind, group: key.kind.group, key.name))
      logs.setPrevious(isPrevious)
    } else {
      follow(nodePods, named: "\(node.kind.lowercased()) \(node.name)", isPrevious: isPrevious)
    }
  }

  /// The pods whose logs a key means: the selected node itself, or those below it, the worst first.
  var nodePods: [PodRow] {
    guard let list = tree?.list, let row = list.selectedRow else { return [] }
    if let pod = list.item(of: row).pod { return [pod] }
    return list.below(row.index).compactMap(\.pod).sorted {
      $0.health == $1.health ? $0.name < $1.name : $0.health > $1.health
    }
  }

  /// The rows on the screen for a page's content.
  var pageRows: Int { layout.body.height + layout.tabs.height - 2 }
}

extension TreePage {
  /// Draws a resource anew that only looks different, wherever it is shown.
  fileprivate mutating func refresh(_ id: ResourceIdentity) {
    let (node, live) = (live.tree.node(id), live)
    var occurrence = 1
    while list.update(LiveResources.nodeID(id, occurrence), { $0.take(node, in: live) }) {
      occurrence += 1
    }
  }
}
