import GitOps
import Kubernetes
import Testing

@testable import DeployEngine

@Suite struct ObjectTreeTests {
  static func row(
    _ name: String, of owner: String, health: Health? = .healthy, replicas: Int? = nil,
    created: Int64 = 0
  ) -> HealthRow {
    HealthRow(
      name: ObjectName(namespace: "shop", name: name), uid: "uid-\(name)",
      controllerUID: owner.isEmpty ? "" : "uid-\(owner)", created: created, replicas: replicas,
      health: health)
  }

  static func list(
    _ kind: ResourceKind, _ rows: HealthRow..., into owned: inout OwnedObjects
  ) {
    for change in [Change<HealthRow>.began, .page(rows, remaining: nil), .listed] {
      owned.apply(change, from: OwnedObjects.Source(kind, namespace: "shop"))
    }
  }

  /// A deployment in the middle of a rollout, with a replica set that is over.
  static var owned: OwnedObjects {
    var owned = OwnedObjects()
    list(
      .replicaSets, row("web-1", of: "web", replicas: 0, created: 1),
      row("web-2", of: "web", replicas: 2, created: 2),
      row("web-3", of: "web", health: .progressing, replicas: 1, created: 3), into: &owned)
    list(
      .pods, row("web-2-b", of: "web-2"), row("web-2-a", of: "web-2"),
      row("web-3-a", of: "web-3", health: .degraded), row("alone", of: ""), into: &owned)
    return owned
  }

  static let root = ObjectNode(
    key: ObjectKey(.deployments, namespace: "shop", name: "web"), uid: "uid-web",
    standing: .inSync)

  /// The tree as indented lines.
  static func lines(_ nodes: [ObjectNode], _ indent: String = "") -> [String] {
    nodes.flatMap { node in
      [
        "\(indent)\(node.key.kind.kind) \(node.key.name.name)"
          + (node.health.map { " \($0)" } ?? "")
          + (node.hiddenCount > 0 ? " +\(node.hiddenCount)" : "")
      ] + lines(node.children, indent + "  ")
    }
  }

  @Test func downToThePodsByTheirOwners() {
    let tree = ObjectTree(roots: [Self.root], Self.owned)
    #expect(
      Self.lines(tree.nodes) == [
        "Deployment web +1", "  ReplicaSet web-3 Progressing", "    Pod web-3-a Degraded",
        "  ReplicaSet web-2 Healthy", "    Pod web-2-a Healthy", "    Pod web-2-b Healthy",
      ])
    #expect(tree.count == 6)
  }

  @Test func oldReplicaSetsAreShownWhereThatIsWanted() {
    let tree = ObjectTree(roots: [Self.root], Self.owned, showsOld: true)
    #expect(tree.nodes.first?.children.map(\.isOld) == [false, false, true])
    #expect(tree.nodes.first?.hiddenCount == 0)
  }

  @Test func whatComesAndGoesIsInTheTreeAndOut() {
    var owned = Self.owned
    let pods = OwnedObjects.Source(.pods, namespace: "shop")
    let revision = owned.revision
    owned.apply(.applied([Self.row("web-3-b", of: "web-3")]), from: pods)
    #expect(owned.revision > revision)
    #expect(ObjectTree(roots: [Self.root], owned).count == 7)
    owned.apply(.deleted([ObjectName(namespace: "shop", name: "web-3-b")]), from: pods)
    #expect(ObjectTree(roots: [Self.root], owned).count == 6)
    Self.list(.pods, into: &owned)
    #expect(ObjectTree(roots: [Self.root], owned).count == 3)
    owned.remove(OwnedObjects.Source(.replicaSets, namespace: "shop"))
    #expect(ObjectTree(roots: [Self.root], owned).count == 1)
  }

  @Test func anOwnerThatIsNotThereOwnsNothing() {
    var root = Self.root
    root.uid = ""
    #expect(ObjectTree(roots: [root], Self.owned).count == 1)
  }

  @Test func ownersThatOwnEachOtherEnd() {
    var owned = OwnedObjects()
    Self.list(
      .pods, Self.row("a", of: "b"), Self.row("b", of: "a"), into: &owned)
    let root = ObjectNode(key: ObjectKey(.pods, namespace: "shop", name: "a"), uid: "uid-a")
    #expect(ObjectTree(roots: [root], owned).count < 20)
  }

  @Test func aStacksObjectsAreTheTop() {
    let drift = StackDrift(
      id: .init("web"),
      objects: [
        ObjectDrift(
          key: Self.root.key, uid: "uid-web", created: 5, state: .changed, health: .progressing,
          message: "m"),
        ObjectDrift(
          key: ObjectKey(.configMaps, namespace: "shop", name: "gone"), state: .missing),
      ])
    let tree = ObjectTree(drift, Self.owned)
    #expect(tree.nodes.map(\.standing) == [.changed, .missing])
    #expect(tree.nodes.map(\.created) == [5, nil])
    #expect(tree.nodes.first?.children.map(\.created) == [3, 2])
    #expect(tree.nodes.first?.message == "m")
    #expect(tree.nodes.first?.children.first?.standing == .owned)
  }

  @Test func whatIsWatchedForATree() {
    func node(_ kind: ResourceKind, _ namespace: String) -> ObjectNode {
      ObjectNode(key: ObjectKey(kind, namespace: namespace, name: "x"))
    }
    let one = TreeFollower.sources(for: [node(.deployments, "a"), node(.configMaps, "b")])
    #expect(
      one == [
        .init(.pods, namespace: "a"), .init(.replicaSets, namespace: "a"),
        .init(.jobs, namespace: "a"),
      ])
    let many = TreeFollower.sources(for: (0..<9).map { node(.deployments, "n\($0)") })
    #expect(many == [.init(.pods), .init(.replicaSets), .init(.jobs)])
    let custom = ResourceKind(group: "example.com", plural: "widgets", kind: "Widget")
    #expect(
      TreeFollower.sources(for: [node(custom, "a")]).contains(.init(.statefulSets, namespace: "a")))
    #expect(TreeFollower.sources(for: [node(.configMaps, "a")]).isEmpty)
  }
}
