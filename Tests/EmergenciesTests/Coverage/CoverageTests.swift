import Documents
import Emergencies
import GitOps
import HTTP
import Kubernetes
import Testing

/// A cluster of a few lists, by their paths; whatever else is asked for isn't there.
private struct FewLists: Transport {
  var lists: [String: [Value]]
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
    let path = String(request.target.prefix { $0 != "?" })
    if forbidden.contains(path) { return failure(403, "may not") }
    // Without the selectors of other questions: they are about Argo CD and inventories.
    guard let items = lists[path], !request.target.contains("Selector") else {
      return failure(404, "not found")
    }
    return answer(200, ["metadata": ["resourceVersion": "1"], "items": .array(items)])
  }
}

@Suite struct CoverageTests {
  static let discovery = Discovery(kinds: [
    .pods, .replicaSets, .deployments, .services, .configMaps, .namespaces, .events,
    .serviceAccounts, .statefulSets, .persistentVolumeClaims, .nodes,
    ResourceKind(plural: "endpoints", kind: "Endpoints"),
  ])

  static func object(
    _ name: String, uid: String? = nil, namespace: String = "shop", owner: Value? = nil,
    labels: Value = [:], annotations: Value = [:]
  ) -> Value {
    var metadata: Value = [
      "name": .string(name), "uid": .string(uid ?? name), "labels": labels,
      "annotations": annotations,
    ]
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    if let owner { metadata["ownerReferences"] = [owner] }
    return ["metadata": metadata]
  }

  static func owner(_ apiVersion: String, _ kind: String, _ name: String, uid: String) -> Value {
    [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
      "uid": .string(uid), "controller": true,
    ]
  }

  static let set: Value = ["applyset.kubernetes.io/part-of": "applyset-x-v1"]
  static let setOwner = Coverage.Holder.owner(.applySet(id: "applyset-x-v1"))

  func coverage(
    _ lists: [String: [Value]], forbidden: Set<String> = [], namespaces: Set<String> = [],
    stacks: [Stack] = [], others: [Stack] = []
  ) async throws -> Coverage {
    let client = Client(transport: FewLists(lists: lists, forbidden: forbidden))
    return try await CoverageReader(
      OwnersReader(client, stacks: stacks, others: others), discovery: Self.discovery
    ).read(namespaces: namespaces)
  }

  func names(_ coverage: Coverage, _ holder: Coverage.Holder) -> [String] {
    (coverage[holder]?.objects ?? []).map(\.name.name)
  }

  @Test func whatIsMadeForAnObjectIsItsOwners() async throws {
    let found = try await coverage([
      "/apis/apps/v1/deployments": [Self.object("web", labels: Self.set)],
      "/apis/apps/v1/replicasets": [
        Self.object("web-1", owner: Self.owner("apps/v1", "Deployment", "web", uid: "web"))
      ],
      "/api/v1/pods": [
        Self.object("web-1-a", owner: Self.owner("apps/v1", "ReplicaSet", "web-1", uid: "web-1"))
      ],
    ])
    #expect(found.count == 3)
    #expect(names(found, Self.setOwner) == ["web", "web-1-a", "web-1"])
    #expect(found[Self.setOwner]?.appliedCount == 1)
    #expect(found.orphanCount == 0)
  }

  @Test func whatNobodyAppliesIsAnOrphanAndOwnsWhatItMade() async throws {
    let found = try await coverage([
      "/apis/apps/v1/replicasets": [Self.object("web-1")],
      "/api/v1/pods": [
        Self.object("web-1-a", owner: Self.owner("apps/v1", "ReplicaSet", "web-1", uid: "web-1"))
      ],
    ])
    #expect(names(found, .nobody) == ["web-1"])
    let owner = ResourceIdentity(
      group: "apps", kind: "ReplicaSet", name: ObjectName(namespace: "shop", name: "web-1"))
    #expect(names(found, .owner(.controller(owner, uid: ""))) == ["web-1-a"])
  }

  @Test func anOwnerThatIsGoneMakesAnOrphan() async throws {
    let found = try await coverage([
      "/apis/apps/v1/replicasets": [Self.object("web-1", uid: "new")],
      "/api/v1/pods": [
        Self.object("web-1-a", owner: Self.owner("apps/v1", "ReplicaSet", "web-1", uid: "old"))
      ],
    ])
    #expect(
      found[.nobody]?.objects.first { $0.name.name == "web-1-a" }?.note
        == "ReplicaSet web-1 is gone")
  }

  @Test func anOwnerThatMayNotBeSeenIsNotGone() async throws {
    let found = try await coverage(
      [
        "/api/v1/pods": [
          Self.object("web-1-a", owner: Self.owner("apps/v1", "ReplicaSet", "web-1", uid: "r"))
        ]
      ],
      forbidden: [
        "/apis/apps/v1/replicasets", "/apis/apps/v1/namespaces/shop/replicasets/web-1",
      ])
    #expect(names(found, .unknown) == ["web-1-a"])
    #expect(found.gaps.contains { $0.hasPrefix("replicasets.apps: ") })
  }

  @Test func whatTheClusterMakesIsNoOrphan() async throws {
    let found = try await coverage([
      "/api/v1/configmaps": [Self.object("kube-root-ca.crt"), Self.object("notes")],
      "/api/v1/serviceaccounts": [Self.object("default")],
      "/api/v1/events": [Self.object("web.1")],
    ])
    #expect(names(found, .cluster) == ["kube-root-ca.crt", "default"])
    #expect(names(found, .nobody) == ["notes"])
    #expect(found.count == 3)
  }

  @Test func endpointsBelongToTheirService() async throws {
    let found = try await coverage([
      "/api/v1/services": [Self.object("web", uid: "s", labels: Self.set)],
      "/api/v1/endpoints": [Self.object("web", uid: "e"), Self.object("alone")],
    ])
    #expect(found[Self.setOwner]?.objects.count == 2)
    #expect(names(found, .nobody) == ["alone"])
  }

  @Test func claimsBelongToTheirStatefulSet() async throws {
    var set = Self.object("db", labels: Self.set)
    set["spec"] = ["volumeClaimTemplates": [["metadata": ["name": "data"]]]]
    let found = try await coverage([
      "/apis/apps/v1/statefulsets": [set],
      "/api/v1/persistentvolumeclaims": [Self.object("data-db-0"), Self.object("data-other-0")],
    ])
    #expect(names(found, Self.setOwner) == ["data-db-0", "db"])
    #expect(names(found, .nobody) == ["data-other-0"])
  }

  @Test func aStackThatRendersAnObjectOwnsIt() async throws {
    let stack = Stack(
      path: "infra/web", name: "web", source: .plain,
      content: .objects([StackObject(kind: "ConfigMap", namespace: "shop", name: "settings")]))
    let lists = ["/api/v1/configmaps": [Self.object("settings")]]
    let found = try await coverage(lists, stacks: [stack])
    #expect(names(found, .owner(.stack(stack.id))) == ["settings"])
    let elsewhere = try await coverage(lists, others: [stack])
    #expect(
      elsewhere[.nobody]?.objects.first?.adopters == [Adopter(.stack(stack.id), .renders)])
    #expect(
      elsewhere[.nobody]?.objects.first?.adopters.first?.words(elsewhere.known)
        == "stack web (renders one of that name)")
  }

  @Test func inNamespacesWhatHasNoneIsNotCounted() async throws {
    let found = try await coverage(
      [
        "/api/v1/namespaces/shop/configmaps": [Self.object("notes")],
        "/api/v1/namespaces": [Self.object("shop", namespace: "")],
      ], namespaces: ["shop"])
    #expect(found.count == 1)
  }
}

@Suite struct AdoptersTests {
  static let shop = ObjectName(namespace: "shop", name: "notes")

  func marks(
    _ kind: String = "ConfigMap", labels: Labels = [:], annotations: [String: String] = [:]
  ) -> OwnerMarks {
    OwnerMarks(
      ResourceIdentity(kind: kind, name: Self.shop), labels: labels, annotations: annotations)
  }

  func adopters(_ applications: String..., namespace: String = "shop") -> Adopters {
    var adopters = Adopters()
    adopters.add(ArgoSettings())
    for name in applications {
      adopters.add(
        ApplicationRow(
          name: ObjectName(namespace: "argocd", name: name),
          destination: ApplicationDestination(
            server: "https://kubernetes.default.svc", namespace: namespace)))
    }
    return adopters
  }

  static func application(_ name: String) -> ObjectOwner {
    .application(ObjectName(namespace: "argocd", name: name))
  }

  @Test func theApplicationOfANamespaceCouldTakeOver() {
    #expect(
      adopters("front").adopters(of: marks()) == [Adopter(Self.application("front"), .neighbour)])
    #expect(adopters("front", namespace: "other").adopters(of: marks()) == [])
  }

  @Test func aLabelSpeaksLouderThanANamespace() {
    let found = adopters("front", "back").adopters(
      of: marks(labels: ["app.kubernetes.io/instance": "back"]))
    #expect(found.first == Adopter(Self.application("back"), .labelled))
    #expect(found.count == 2)
  }

  @Test func theMarkOfACopyNamesWhoItWasCopiedFrom() {
    let found = adopters("front", namespace: "other").adopters(
      of: marks(annotations: ["argocd.argoproj.io/tracking-id": "front:/ConfigMap:other/notes"]))
    #expect(found == [Adopter(Self.application("front"), .labelled)])
  }

  @Test func amongManyNeighboursNobodyIsLikely() {
    #expect(adopters("a", "b", "c", "d").adopters(of: marks()) == [])
  }

  @Test func helmsLabelsNameARelease() {
    let found = Adopters().adopters(
      of: marks(labels: [
        "app.kubernetes.io/managed-by": "Helm", "app.kubernetes.io/instance": "web",
      ]))
    #expect(
      found == [Adopter(.helmRelease(ObjectName(namespace: "shop", name: "web")), .labelled)])
  }
}
