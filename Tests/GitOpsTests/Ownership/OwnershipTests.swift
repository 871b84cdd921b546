import Documents
import GitOps
import HTTP
import Kubernetes
import Testing

/// A cluster of a few objects' metadata, by their paths; whatever else is asked for isn't there.
private struct FewObjects: Transport {
  var objects: [String: Value]
  /// Paths that the user may not read.
  var forbidden: Set<String> = []

  func send(_ request: Request) async throws(TransportError) -> Response {
    func answer(_ status: Int, _ value: Value) -> Response {
      Response(
        status: status, headers: ["Content-Type": "application/json"],
        body: Body(JSONWriter().bytes(value)))
    }
    func failure(_ code: Int, _ message: String) -> Response {
      answer(
        code,
        [
          "kind": "Status", "apiVersion": "v1", "status": "Failure",
          "message": .string(message), "code": .integer(Int64(code)),
        ])
    }
    if forbidden.contains(request.target) { return failure(403, "no") }
    return objects[request.target].map { answer(200, $0) } ?? failure(404, "not found")
  }
}

@Suite struct OwnershipTests {
  static let kinds: [ResourceKind] = [
    .pods, .replicaSets, .deployments, .nodes, .services,
    ResourceKind(
      group: "shop.example.com", plural: "shops", kind: "Shop", isNamespaced: false),
  ]
  static let argo = KnownOwners(
    installations: [ArgoInstallation(namespace: "argocd")],
    applications: [ObjectName(namespace: "argocd", name: "front")])

  static func metadata(
    _ name: String, uid: String, namespace: String = "shop", owner: (String, String, String)? = nil,
    ownerUID: String = "", _ more: Value = [:]
  ) -> Value {
    var metadata: Value = ["name": .string(name), "uid": .string(uid)]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    if let (apiVersion, kind, name) = owner {
      metadata["ownerReferences"] = [
        [
          "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
          "uid": .string(ownerUID), "controller": true,
        ]
      ]
    }
    return ["metadata": metadata.applying(mergePatch: more)]
  }

  static let pod = metadata(
    "web-1-a", uid: "p", owner: ("apps/v1", "ReplicaSet", "web-1"), ownerUID: "r")
  static let replicaSet = metadata(
    "web-1", uid: "r", owner: ("apps/v1", "Deployment", "web"), ownerUID: "d")
  static let deployment = metadata("web", uid: "d")
  static let applied = metadata(
    "web", uid: "d",
    ["annotations": ["argocd.argoproj.io/tracking-id": "front:apps/Deployment:shop/web"]])

  static let podPath = "/api/v1/namespaces/shop/pods/web-1-a"
  static let replicaSetPath = "/apis/apps/v1/namespaces/shop/replicasets/web-1"
  static let deploymentPath = "/apis/apps/v1/namespaces/shop/deployments/web"

  /// Who owns the pod among these objects.
  func ownership(
    _ objects: [String: Value], forbidden: Set<String> = [], known: KnownOwners = argo
  ) async throws -> Ownership {
    let transport = FewObjects(
      objects: objects.merging([Self.podPath: Self.pod]) { given, _ in given },
      forbidden: forbidden)
    let reader = OwnershipReader(
      Client(transport: transport), known: known, discovery: Discovery(kinds: Self.kinds))
    return try await reader.read(ObjectKey(.pods, namespace: "shop", name: "web-1-a")).ownership
  }

  @Test func theOwnerOfTheRootHasTheLastWord() async throws {
    let found = try await ownership([
      Self.replicaSetPath: Self.replicaSet, Self.deploymentPath: Self.applied,
    ])
    #expect(found.chain.map(\.identity.kind) == ["Pod", "ReplicaSet", "Deployment"])
    let front = ObjectOwner.application(ObjectName(namespace: "argocd", name: "front"))
    #expect(found.lastWord == .owner(front))
    #expect(found.owners.map(\.isController) == [true, false])
    #expect(
      found.words(Self.argo) == "application front, through ReplicaSet web-1, Deployment web")
    #expect(found.word(Self.argo) == "app/front")
  }

  @Test func whereNobodyAppliesTheRootItIsTheOwner() async throws {
    let found = try await ownership([
      Self.replicaSetPath: Self.replicaSet, Self.deploymentPath: Self.deployment,
    ])
    #expect(found.words() == "Deployment web, through ReplicaSet web-1")
    #expect(!found.isOrphan)
  }

  @Test func anOwnerThatIsGoneIsSaid() async throws {
    let found = try await ownership([Self.replicaSetPath: Self.replicaSet])
    #expect(found.root.standing == .gone)
    #expect(found.isOrphan)
    #expect(found.words() == "nobody: Deployment web, which it was made for, isn't there any more")
  }

  @Test func anOwnerOfTheSameNameIsAnotherOne() async throws {
    let anew = Self.metadata("web", uid: "other")
    let found = try await ownership([
      Self.replicaSetPath: Self.replicaSet, Self.deploymentPath: anew,
    ])
    #expect(found.root.standing == .replaced)
    #expect(found.lastWord == .gone(found.root.identity))
    #expect(found.words() == "nobody: it was made for another Deployment web than there is now")
  }

  @Test func anOwnerThatMayNotBeReadIsNoFailure() async throws {
    let found = try await ownership(
      [Self.replicaSetPath: Self.replicaSet], forbidden: [Self.deploymentPath])
    #expect(found.lastWord == .unknown(found.root.identity, reason: "no"))
    #expect(!found.isOrphan)
    #expect(found.words() == "Deployment web, and who owns that can't be said: no")
  }

  @Test func ownersWithoutNamespaceAreFollowed() async throws {
    let owned = Self.metadata(
      "web", uid: "d", owner: ("shop.example.com/v1", "Shop", "main"), ownerUID: "s")
    let shop = Self.metadata(
      "main", uid: "s", namespace: "",
      ["labels": ["kustomize.toolkit.fluxcd.io/name": "apps"]])
    let found = try await ownership([
      Self.replicaSetPath: Self.replicaSet, Self.deploymentPath: owned,
      "/apis/shop.example.com/v1/shops/main": shop,
    ])
    #expect(found.chain.count == 4)
    #expect(found.root.identity.name == ObjectName(name: "main"))
    #expect(found.lastWord == .owner(.fluxKustomization(ObjectName(name: "apps"))))
  }

  @Test func aKnotEnds() async throws {
    let owned = Self.metadata(
      "web", uid: "d", owner: ("apps/v1", "ReplicaSet", "web-1"), ownerUID: "r")
    let found = try await ownership([
      Self.replicaSetPath: Self.replicaSet, Self.deploymentPath: owned,
    ])
    #expect(found.chain.count == 4)
  }

  @Test func aPodOfTheKubeletsIsTheClusters() async throws {
    let pod = Self.metadata(
      "web-1-a", uid: "p", owner: ("v1", "Node", "n1"), ownerUID: "n",
      ["annotations": ["kubernetes.io/config.mirror": "x"]])
    let node = Self.metadata("n1", uid: "n", namespace: "")
    let found = try await ownership([Self.podPath: pod, "/api/v1/nodes/n1": node])
    #expect(found.lastWord == .cluster("its kubelet registers it"))
    #expect(found.words() == "the cluster: of Node n1, its kubelet registers it")
  }

  @Test func whatNobodyMadeIsNobodys() async throws {
    let found = try await ownership([Self.podPath: Self.metadata("web-1-a", uid: "p")])
    #expect(found.lastWord == .nobody)
    #expect(found.isOrphan)
    #expect(found.words() == "nobody")
  }
}

@Suite struct ClusterObjectsTests {
  func maker(
    _ kind: String, _ name: String, group: String = "", namespace: String = "",
    labels: Labels = [:]
  ) -> String? {
    ClusterObjects.maker(
      of: OwnerMarks(
        ResourceIdentity(
          group: group, kind: kind, name: ObjectName(namespace: namespace, name: name)),
        labels: labels))
  }

  @Test(arguments: [
    ("", "ServiceAccount", "shop", "default"), ("", "ConfigMap", "shop", "kube-root-ca.crt"),
    ("", "Namespace", "", "kube-system"), ("", "Service", "default", "kubernetes"),
    ("coordination.k8s.io", "Lease", "shop", "controller"), ("", "Event", "shop", "web.1"),
    ("", "Node", "", "n1"), ("", "ConfigMap", "kube-system", "coredns"),
    ("rbac.authorization.k8s.io", "ClusterRole", "", "system:node"),
  ]) func theClustersOwnIsTold(_ object: (String, String, String, String)) {
    #expect(maker(object.1, object.3, group: object.0, namespace: object.2) != nil)
  }

  @Test(arguments: [
    ("ConfigMap", "shop", "coredns"), ("ConfigMap", "kube-system", "mine"),
    ("ServiceAccount", "shop", "web"), ("Service", "shop", "kubernetes"),
    ("Namespace", "", "shop"), ("ConfigMap", "default", "web"),
  ]) func whatPeopleMakeIsNot(_ object: (String, String, String)) {
    #expect(maker(object.0, object.2, namespace: object.1) == nil)
  }

  @Test func rolesOfTheAPIServerHaveALabel() {
    #expect(
      maker(
        "ClusterRole", "admin", group: "rbac.authorization.k8s.io",
        labels: ["kubernetes.io/bootstrapping": "rbac-defaults"]) == "the API server makes it")
  }
}
