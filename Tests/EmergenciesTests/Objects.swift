import Documents
import Emergencies
import Kubernetes
import YAML

/// Objects for tests, as a server sends them.
enum Objects {
  static let key = ObjectKey(.deployments, namespace: "shop", name: "web")

  static func yaml(_ text: String) throws -> Value { try Value(yaml: text) }

  /// A deployment with two containers and everything that a server adds.
  static func deployment(_ spec: String = "", version: String = "41") throws -> Value {
    try yaml(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: shop
        uid: u-1
        resourceVersion: "\(version)"
        generation: 3
        creationTimestamp: "2026-07-01T10:00:00Z"
        labels: {app: web}
        annotations:
          kubectl.kubernetes.io/last-applied-configuration: |
            {"apiVersion":"apps/v1"}
        managedFields:
        - {manager: kubectl, operation: Update, time: "2026-07-01T10:00:00Z", fieldsV1: {}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}, creationTimestamp: null}
          spec:
            containers:
            - name: web
              image: web:1
              env:
              - {name: COLOR, value: blue}
              - {name: SIZE, value: "3"}
            - name: proxy
              image: proxy:1
      \(spec)status: {replicas: 2}
      """)
  }

  static func opened(_ document: Value, _ kind: ResourceKind = .deployments) -> OpenedObject {
    OpenedObject(
      ObjectKey(
        kind, namespace: document["metadata"]?["namespace"]?.string ?? "",
        name: document["metadata"]?["name"]?.string ?? ""), document)
  }

  static let image: Pointer = ["spec", "template", "spec", "containers", "0", "image"]
  static let proxyImage: Pointer = ["spec", "template", "spec", "containers", "1", "image"]
}

extension Value {
  /// The value with another one at a place.
  func with(_ place: Pointer, _ value: Value?) -> Value {
    var changed = self
    changed[place] = value
    return changed
  }
}
