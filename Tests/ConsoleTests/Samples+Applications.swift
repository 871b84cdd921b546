import Console
import Documents
import GitOps
import Kubernetes

extension Samples {
  static let shop = ObjectName(namespace: "argocd", name: "shop")

  /// An object as a list of live ones has it.
  static func live(
    _ apiVersion: String, _ kind: String, _ name: String, owner: String? = nil,
    replicas: Int64? = nil, spec: Value = [:], status: Value = [:]
  ) -> LiveObject? {
    var metadata: Value = [
      "name": .string(name), "namespace": "shop", "uid": .string("uid-\(name)"),
      "creationTimestamp": "2027-01-15T06:00:00Z",
    ]
    if let owner {
      let reference: Value = [
        "apiVersion": "apps/v1", "kind": "Any", "name": .string(owner),
        "uid": .string("uid-\(owner)"), "controller": true,
      ]
      metadata["ownerReferences"] = .array([reference])
    }
    var spec = spec
    if let replicas { spec["replicas"] = .integer(replicas) }
    return try? LiveObject([
      "apiVersion": .string(apiVersion), "kind": .string(kind), "metadata": metadata,
      "spec": spec, "status": status,
    ])
  }

  /// A pod that runs, or whose container crashes.
  static func livePod(_ name: String, owner: String, isCrashing: Bool = false) -> LiveObject? {
    let state: Value =
      isCrashing
      ? ["waiting": ["reason": "CrashLoopBackOff", "message": "back-off 5m0s restarting"]]
      : ["running": ["startedAt": "2027-01-15T06:00:10Z"]]
    return live(
      "v1", "Pod", name, owner: owner,
      spec: ["containers": [["name": "main"]], "restartPolicy": "Always"],
      status: [
        "phase": "Running",
        "conditions": [["type": "Ready", "status": isCrashing ? "False" : "True"]],
        "containerStatuses": [
          [
            "name": "main", "ready": .bool(!isCrashing), "restartCount": isCrashing ? 7 : 0,
            "state": state,
          ]
        ],
      ])
  }
}

extension ConsoleState {
  /// Hears a whole list of an application's live objects.
  mutating func hear(
    _ objects: [LiveObject?], of kind: ResourceKind, namespace: String = "shop",
    application: ObjectName = Samples.shop
  ) {
    let source = TreeSource(kind, namespace: namespace)
    hear(.resources(of: application, .began, source))
    hear(
      .resources(of: application, .page(objects.compactMap(\.self), remaining: nil), source))
    hear(.resources(of: application, .listed, source))
  }

  /// Opens the tree of the shop, and hears what the cluster has of it.
  mutating func openShop() {
    hear(
      .discovered(
        Discovery(kinds: [.pods, .deployments, .replicaSets, .services, .applications])))
    press("2<enter>")
    let settled: Value = [
      "observedGeneration": 1, "replicas": 1, "updatedReplicas": 1, "availableReplicas": 1,
    ]
    hear(
      [
        Samples.live("apps/v1", "Deployment", "web", replicas: 1, status: settled),
        Samples.live("apps/v1", "Deployment", "cart", replicas: 1),
      ], of: .deployments)
    hear(
      [
        Samples.live("apps/v1", "ReplicaSet", "web-7d9f", owner: "web", replicas: 1),
        Samples.live("apps/v1", "ReplicaSet", "web-0000", owner: "web", replicas: 0),
        Samples.live("apps/v1", "ReplicaSet", "cart-5d8c", owner: "cart", replicas: 1),
      ], of: .replicaSets)
    hear(
      [
        Samples.livePod("web-7d9f-abc", owner: "web-7d9f"),
        Samples.livePod("cart-5d8c-x2x", owner: "cart-5d8c", isCrashing: true),
      ], of: .pods)
  }
}
