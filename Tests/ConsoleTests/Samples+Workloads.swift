import Console
import Documents
import Emergencies
import GitOps
import Kubernetes

/// Workloads and nodes, as the console hears of them.
extension Samples {
  static let scalableDeployments = ResourceKind(
    group: "apps", plural: "deployments", kind: "Deployment", shortNames: ["deploy"],
    verbs: ["list", "watch"], subresources: ["scale", "status"])
  static let nodeKind = ResourceKind(
    plural: "nodes", kind: "Node", isNamespaced: false, shortNames: ["no"],
    verbs: ["list", "watch"])
  static let webKey = ObjectKey(scalableDeployments, namespace: "shop", name: "web")

  static let webDocument: Value = [
    "apiVersion": "apps/v1", "kind": "Deployment",
    "metadata": ["namespace": "shop", "name": "web", "uid": "u1", "generation": 4],
    "spec": [
      "replicas": 3,
      "template": [
        "metadata": ["labels": ["app": "web"]],
        "spec": [
          "initContainers": [["name": "setup", "image": "busybox:1"]],
          "containers": [["name": "web", "image": "nginx:1.29"]],
        ],
      ],
    ],
    "status": [
      "observedGeneration": 4, "replicas": 3, "readyReplicas": 2, "updatedReplicas": 3,
      "availableReplicas": 2,
    ],
  ]

  /// A list of a kind in the third pane, with objects of these names.
  static func listing(
    _ kind: ResourceKind, _ names: [ObjectName], _ width: Int = 140, _ height: Int = 40
  ) -> ConsoleState {
    let columns = TableColumns([.init(name: "Name", format: "name"), .init(name: "Suspend")])
    let rows = names.map {
      TableRow(name: $0, columns: columns, cells: [.text($0.name), .text("False")])
    }
    return listing(kind, rows: rows, width, height)
  }

  /// A list of a kind in the third pane, with these rows.
  static func listing(
    _ kind: ResourceKind, rows: [TableRow], _ width: Int = 140, _ height: Int = 40
  ) -> ConsoleState {
    var state = Samples.state(width, height)
    state.hear(.discovered(Discovery(kinds: [.pods, .applications, kind])))
    state.press(":\(kind.plural)<enter>")
    let query = ResourceQuery(kind)
    state.hear(.table(query, .began))
    state.hear(.table(query, .page(rows, remaining: nil)))
    state.hear(.table(query, .listed))
    return state
  }

  /// The deployments, with *web* selected.
  static func deployments(_ width: Int = 140, _ height: Int = 40) -> ConsoleState {
    listing(
      scalableDeployments,
      [webKey.name, ObjectName(namespace: "shop", name: "worker")], width, height)
  }

  /// What a request comes to for a deployment.
  static func prepared(
    _ request: WorkloadRequest, _ key: ObjectKey = webKey, forecast: Forecast? = nil,
    notes: [String] = []
  ) throws -> PreparedChange {
    let change = try WorkloadChange(
      request, of: key, webDocument, scale: ["spec": ["replicas": 3]], now: now)
    var edit = PreparedEdit(
      EditDraft(change, of: webDocument), live: webDocument, wanted: webDocument,
      verdict: .accepted(result: webDocument, also: []))
    edit.forecast = forecast
    return PreparedChange(key, .ready(change), edit: edit, notes: notes)
  }

  // MARK: - Nodes

  static func node(_ name: String, isCordoned: Bool = false) -> Value {
    [
      "apiVersion": "v1", "kind": "Node",
      "metadata": [
        "name": .string(name), "creationTimestamp": "2026-11-01T00:00:00Z",
        "labels": ["node-role.kubernetes.io/control-plane": ""],
        "annotations": ["extensions.talos.dev/iscsi-tools": "v0.2.0"],
      ],
      "spec": [
        "unschedulable": .bool(isCordoned),
        "taints": [["key": "node-role.kubernetes.io/control-plane", "effect": "NoSchedule"]],
      ],
      "status": [
        "addresses": [["type": "InternalIP", "address": "10.0.0.1"]],
        "conditions": [
          [
            "type": "MemoryPressure", "status": "False", "message": "enough memory available",
            "lastTransitionTime": "2027-01-10T00:00:00Z",
          ],
          [
            "type": "DiskPressure", "status": "True", "message": "the image disk is full",
            "lastTransitionTime": "2027-01-15T07:55:00Z",
          ],
          [
            "type": "Ready", "status": "True", "message": "kubelet is posting ready status",
            "lastTransitionTime": "2027-01-01T00:00:00Z",
          ],
        ],
        "capacity": ["cpu": "8", "memory": "16Gi", "pods": "110"],
        "allocatable": ["cpu": "7950m", "memory": "15Gi", "pods": "110"],
        "nodeInfo": [
          "osImage": "Talos (v1.11.5)", "kernelVersion": "6.12.57-talos", "architecture": "amd64",
          "containerRuntimeVersion": "containerd://2.1.5", "kubeletVersion": "v1.34.1",
        ],
      ],
    ]
  }

  static let nodeKey = ObjectKey(nodeKind, name: "talos-1")

  /// The row of a node, as the list of nodes reads it.
  static func nodeRow(_ document: Value) throws -> TableRow {
    guard var decoder = NodeTable.decoder(of: nodeKind) else { throw Missing() }
    var reader = JSONReader(JSONWriter().bytes(document))
    var metadata = ObjectMetadata()
    return try decoder.decode(&reader, &metadata)
  }

  struct Missing: Error {}

  /// The nodes, with *talos-1* selected.
  static func nodes(_ width: Int = 140, _ height: Int = 40) throws -> ConsoleState {
    listing(
      nodeKind,
      rows: [try nodeRow(node("talos-1")), try nodeRow(node("talos-2", isCordoned: true))], width,
      height)
  }

  /// What draining a node would do.
  static let drainPlan = DrainPlan(items: [
    drained("shop", "web-7d9f-abc"), drained("shop", "web-7d9f-def"),
    drained("kube-system", "agent-x", .stays("ignoring DaemonSet-managed Pods")),
    drained("media", "cache", .goes(warning: "deleting Pods with local storage")),
  ])

  static func drained(
    _ namespace: String, _ name: String, _ verdict: DrainPlan.Verdict = .goes(warning: nil)
  ) -> DrainPlan.Item {
    DrainPlan.Item(
      name: ObjectName(namespace: namespace, name: name), uid: name,
      owner: Owner(kind: "ReplicaSet", name: "set"), verdict: verdict)
  }
}
