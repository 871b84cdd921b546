import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct ApplicationTreeTests {
  func object(_ json: String) throws -> LiveObject {
    try LiveObject(try Value(json: Array(json.utf8)))
  }

  func object(
    _ apiVersion: String, _ kind: String, _ name: String, owner: (String, String)? = nil,
    more: String = ""
  ) throws -> LiveObject {
    let owners =
      owner.map { kind, name in
        #", "ownerReferences": [{"apiVersion": "apps/v1", "kind": "\#(kind)", "name": "\#(name)", "uid": "\#(kind)-\#(name)"}]"#
      } ?? ""
    return try object(
      #"""
      {"apiVersion": "\#(apiVersion)", "kind": "\#(kind)",
       "metadata": {"name": "\#(name)", "namespace": "s", "uid": "\#(kind)-\#(name)"\#(owners)}
       \#(more)}
      """#)
  }

  static let deployment = ApplicationResource(
    group: "apps", version: "v1", kind: "Deployment",
    name: ObjectName(namespace: "s", name: "web"), sync: .outOfSync)

  func picture(_ tree: ApplicationTree, showsOld: Bool = true) -> [String] {
    tree.nodes(showsOld: showsOld).map { node in
      String(repeating: " ", count: node.depth) + "\(node.id.kind) \(node.id.name.name)"
        + (node.sync.map { " \($0)" } ?? "") + (node.health.map { " \($0)" } ?? "")
    }
  }

  @Test func whatIsNotThereIsMissing() {
    #expect(
      picture(ApplicationTree([Self.deployment])) == ["Deployment web OutOfSync Missing"])
  }

  @Test func childrenFindTheirPlaceInAnyOrder() throws {
    let objects = [
      try object("v1", "Pod", "web-1-a", owner: ("ReplicaSet", "web-1")),
      try object("apps/v1", "ReplicaSet", "web-1", owner: ("Deployment", "web")),
      try object("apps/v1", "Deployment", "web", more: #", "spec": {"paused": true}"#),
      try object("v1", "Pod", "stranger"),
    ]
    let expected = [
      "Deployment web OutOfSync Suspended", " ReplicaSet web-1 Healthy", "  Pod web-1-a Unknown",
    ]
    for order in [objects, objects.reversed()] {
      var tree = ApplicationTree([Self.deployment])
      for object in order { tree.apply(object) }
      #expect(picture(tree).count == expected.count)
      #expect(picture(tree)[0] == expected[0])
      #expect(picture(tree)[2].hasPrefix("  Pod web-1-a"))
    }
  }

  @Test func whatIsRemovedTakesItsChildrenAlong() throws {
    var tree = ApplicationTree([Self.deployment])
    tree.apply(try object("apps/v1", "Deployment", "web", more: #", "spec": {"paused": true}"#))
    tree.apply(try object("apps/v1", "ReplicaSet", "web-1", owner: ("Deployment", "web")))
    #expect(tree.nodes().count == 2)
    tree.remove(ResourceIdentity(Self.deployment))
    #expect(picture(tree) == ["Deployment web OutOfSync Missing"])
  }

  @Test func theShapeStaysWhileObjectsOnlyLookDifferent() throws {
    var tree = ApplicationTree([Self.deployment])
    tree.apply(try object("apps/v1", "Deployment", "web"))
    let (shape, revision) = (tree.shape, tree.revision)
    tree.apply(try object("apps/v1", "Deployment", "web", more: #", "spec": {"paused": true}"#))
    #expect(tree.shape == shape)
    #expect(tree.revision > revision)
    #expect(tree.node(ResourceIdentity(Self.deployment)).health == .suspended)
    tree.apply(try object("apps/v1", "ReplicaSet", "web-1", owner: ("Deployment", "web")))
    #expect(tree.shape > shape)
  }

  @Test func whatLogsHaveToKnowOfAPodIsKnown() throws {
    let pod = try object(
      "v1", "Pod", "web-1", more: #", "spec": {"containers": [{"name": "main"}]}"#)
    #expect(pod.pod?.containers.map(\.name) == ["main"])
    #expect(try object("v1", "Service", "web").pod == nil)
  }

  @Test func oldReplicaSetsCanBeLeftOut() throws {
    var tree = ApplicationTree([Self.deployment])
    tree.apply(try object("apps/v1", "Deployment", "web", more: #", "spec": {"paused": true}"#))
    tree.apply(
      try object(
        "apps/v1", "ReplicaSet", "web-0", owner: ("Deployment", "web"),
        more: #", "spec": {"replicas": 0}"#))
    #expect(tree.nodes(showsOld: false).map(\.id.kind) == ["Deployment"])
    #expect(tree.nodes(showsOld: false)[0].childCount == 1)
    #expect(tree.nodes().map(\.isOld) == [false, true])
  }

  @Test func edgesAreInferredAsArgoDoes() throws {
    func named(_ kind: String, _ group: String = "") -> ApplicationResource {
      ApplicationResource(
        group: group, kind: kind, name: ObjectName(namespace: "s", name: "db"), sync: .synced)
    }
    var tree = ApplicationTree([
      named("Service"), named("StatefulSet", "apps"), named("ServiceAccount"),
    ])
    tree.apply(try object("v1", "Service", "db"))
    tree.apply(try object("v1", "Endpoints", "db"))
    tree.apply(
      try object(
        "apps/v1", "StatefulSet", "db",
        more: #", "spec": {"volumeClaimTemplates": [{"metadata": {"name": "data"}}]}"#))
    tree.apply(try object("v1", "PersistentVolumeClaim", "data-db-0"))
    tree.apply(try object("v1", "PersistentVolumeClaim", "data-db-other-0"))
    tree.apply(try object("v1", "ServiceAccount", "db"))
    tree.apply(
      try object(
        #"""
        {"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/service-account-token",
         "metadata": {"name": "t", "namespace": "s", "uid": "x", "annotations": {
          "kubernetes.io/service-account.name": "db",
          "kubernetes.io/service-account.uid": "ServiceAccount-db"}}}
        """#))
    #expect(
      tree.nodes().map { String(repeating: " ", count: $0.depth) + $0.id.kind } == [
        "Service", " Endpoints", "ServiceAccount", " Secret", "StatefulSet",
        " PersistentVolumeClaim",
      ])
  }

  @Test func objectsThatOwnEachOtherEndSomewhere() throws {
    var tree = ApplicationTree([Self.deployment])
    tree.apply(
      try object("apps/v1", "Deployment", "web", owner: ("ReplicaSet", "web")))
    tree.apply(try object("apps/v1", "ReplicaSet", "web", owner: ("Deployment", "web")))
    #expect(tree.roots == [ResourceIdentity(Self.deployment)])
    #expect(tree.nodes().count < 20)
  }

  @Test func aListReplacesWhatWasThere() throws {
    var tree = ApplicationTree([Self.deployment])
    let source = TreeSource(.deployments, namespace: "s")
    let web = try object("apps/v1", "Deployment", "web")
    let other = try object("apps/v1", "Deployment", "other")
    for change in [.began, .page([web, other], remaining: nil), .listed] as [Change<LiveObject>] {
      tree.apply(change, from: source)
    }
    for change in [.began, .page([web], remaining: nil), .listed] as [Change<LiveObject>] {
      tree.apply(change, from: source)
    }
    #expect(tree.object(web.identity) != nil)
    #expect(tree.object(other.identity) == nil)
    tree.remove(TreeSource(.deployments, namespace: "elsewhere"))
    #expect(tree.object(web.identity) != nil)
    tree.remove(source)
    #expect(tree.object(web.identity) == nil)
  }

  @Test func whatIsFollowedIsWhatThereIsAndMayBeBelow() {
    let resources = [
      Self.deployment,
      ApplicationResource(
        group: "example.com", kind: "Thing", name: ObjectName(namespace: "s", name: "t")),
      ApplicationResource(kind: "Namespace", name: ObjectName(name: "s")),
    ]
    let followed = TreeSources(
      resources,
      kinds: [.deployments, .replicaSets, .pods, .namespaces, .services, .jobs])
    #expect(
      Set(followed.sources.map { "\($0.kind.plural) \($0.namespace ?? "*")" })
        == ["deployments s", "replicasets s", "pods s", "namespaces *"])
    #expect(followed.missing == [ResourceKindName(group: "example.com", kind: "Thing")])
  }

  // MARK: Health

  func resources(_ kinds: [(String, String)]) -> [ApplicationResource] {
    kinds.map {
      ApplicationResource(
        group: $0.0, kind: $0.1, name: ObjectName(namespace: "s", name: "web"), sync: .synced)
    }
  }

  @Test func theWorstCounts() throws {
    var tree = ApplicationTree(resources([("apps", "Deployment"), ("", "ConfigMap")]))
    tree.apply(try object("apps/v1", "Deployment", "web", more: #", "spec": {"paused": true}"#))
    tree.apply(try object("v1", "ConfigMap", "web"))
    #expect(tree.health() == .suspended)
  }

  @Test func missingCountsOnlyWhereAllAreMissing() throws {
    var tree = ApplicationTree(resources([("apps", "Deployment"), ("", "ConfigMap")]))
    #expect(tree.health() == .missing)
    tree.apply(try object("v1", "ConfigMap", "web"))
    #expect(tree.health() == .healthy)
  }

  @Test func whatIsLeftOutIsThereAllTheSame() throws {
    var tree = ApplicationTree(resources([("apps", "Deployment"), ("", "Service")]))
    tree.apply(
      try object(
        #"""
        {"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"paused": true},
         "metadata": {"name": "web", "namespace": "s", "uid": "u",
           "annotations": {"argocd.argoproj.io/ignore-healthcheck": "true"}}}
        """#))
    #expect(tree.health() == .healthy)
  }

  @Test func applicationsCountOnlyWhereArgoWasTold() throws {
    var tree = ApplicationTree(resources([("argoproj.io", "Application")]))
    tree.apply(
      try object(
        "argoproj.io/v1alpha1", "Application", "web",
        more: #", "status": {"health": {"status": "Degraded"}}"#))
    #expect(tree.health() == .healthy)
    let settings = ArgoSettings(["resource.customizations.health.argoproj.io_Application": "x"])
    #expect(tree.health(settings: settings) == .degraded)
    tree.apply(
      try object(
        "argoproj.io/v1alpha1", "Application", "web",
        more: #", "status": {"health": {"status": "Unknown"}}"#))
    #expect(tree.health(settings: settings) == .healthy)
  }

  @Test func twoThousandObjectsAreNoTrouble() throws {
    var tree = ApplicationTree([Self.deployment])
    tree.apply(try object("apps/v1", "Deployment", "web"))
    for set in 0..<20 {
      tree.apply(try object("apps/v1", "ReplicaSet", "web-\(set)", owner: ("Deployment", "web")))
      for pod in 0..<100 {
        tree.apply(
          try object("v1", "Pod", "web-\(set)-\(pod)", owner: ("ReplicaSet", "web-\(set)")))
      }
    }
    #expect(tree.nodes().count == 2_021)
  }
}
