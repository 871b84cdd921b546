/// A kustomization with something odd in it, and the files it needs.
struct CornerCase: Sendable {
  /// What is odd.
  var name: String
  /// The folder of the kustomization.
  var folder: String
  /// The texts by path.
  var files: [String: String]

  init(_ name: String, in folder: String = "", files: [String: String]) {
    self.name = name
    self.folder = folder
    self.files = files
  }

  static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, labels: {app: web}}
    spec:
      replicas: 1
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - name: app
            image: nginx:1.0
            env: [{name: A, value: "1"}, {name: B, valueFrom: {configMapKeyRef: {name: cfg, key: k}}}]
            envFrom: [{configMapRef: {name: cfg}}, {secretRef: {name: sec}}]
            ports: [{containerPort: 80, name: http}]
          volumes: [{name: v, configMap: {name: cfg}}, {name: s, secret: {secretName: sec}}]

    """

  static let service = """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}

    """

  static let objects = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, labels: {app: web, tier: front}, annotations: {note: x}}
    spec: {replicas: 1}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web-two, labels: {app: web2}}
    spec: {replicas: 1}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: web, namespace: shop}
    data: {a: b, number: "5432", list: "a:b:c", none: null}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: web}

    """

  /// A patch for what a selector picks of the objects.
  static func target(_ name: String, _ selector: String) -> CornerCase {
    let patch = "  patch: |-\n    - {op: add, path: /hit, value: true}"
    return CornerCase(
      "target: \(name)",
      files: [
        "r.yaml": objects,
        "kustomization.yaml": "resources: [r.yaml]\npatches:\n- target: \(selector)\n\(patch)",
      ])
  }

  /// Operations on the config map of the objects.
  static func operations(_ name: String, _ operations: String) -> CornerCase {
    let patch = operations.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return CornerCase(
      "operation: \(name)",
      files: [
        "r.yaml": objects,
        "kustomization.yaml":
          "resources: [r.yaml]\npatches:\n- target: {kind: ConfigMap}\n  patch: |-\n\(patch)",
      ])
  }

  /// A replacement among the objects.
  static func replacement(
    _ name: String, from source: String, to targets: String
  ) -> CornerCase {
    CornerCase(
      "replacement: \(name)",
      files: [
        "r.yaml": objects,
        "kustomization.yaml":
          "resources: [r.yaml]\nreplacements:\n- source: \(source)\n  targets: \(targets)",
      ])
  }

  /// What most are built on.
  static let base = [
    "base/d.yaml": deployment, "base/s.yaml": service,
    "base/kustomization.yaml": """
    resources: [d.yaml, s.yaml]
    configMapGenerator:
    - name: cfg
      literals: [k=v]
    secretGenerator:
    - name: sec
      literals: [p=q]
    """,
  ]
}

extension [String: String] {
  /// These files beside those of a base.
  func over(_ base: [String: String]) -> [String: String] {
    base.merging(self) { $1 }
  }
}
