import Documents
import Emergencies
import GitOps
import Kubernetes
import YAML

/// What forecasts are tested with: a deployment of an application, and its surroundings.
struct Foretold {
  static let now: Int64 = 1_772_614_800

  /// What Git says of the deployment.
  static let desired = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec:
      replicas: 2
      template:
        spec:
          nodeSelector: {disk: ssd}
          containers:
          - name: web
            image: web:1
            env:
            - {name: COLOR, value: blue}
    """

  /// The deployment as it is there, applied by comparing.
  static func deployment(
    options: String = "", annotations: [String: String] = [:], isApplied: Bool = false
  ) throws -> Value {
    var object = try Objects.yaml(desired)
    let applied = object
    object["metadata"]?["uid"] = "u-1"
    object[["spec", "progressDeadlineSeconds"] as Pointer] = 600
    var notes: [String: Value] = [
      "argocd.argoproj.io/tracking-id": "front:apps/Deployment:shop/web"
    ]
    if !options.isEmpty { notes["argocd.argoproj.io/sync-options"] = .string(options) }
    for (name, text) in annotations { notes[name] = .string(text) }
    if isApplied {
      object[["metadata", "managedFields"] as Pointer] = .array([
        .object([
          "manager": "argocd-controller", "operation": "Apply",
          "fieldsV1": try Value(json: Self.applied),
        ]),
        .object([
          "manager": "kubectl-edit", "operation": "Update",
          "fieldsV1": ["f:spec": ["f:progressDeadlineSeconds": [:]]],
        ]),
      ])
    } else {
      notes["kubectl.kubernetes.io/last-applied-configuration"] = .string(applied.json)
    }
    object[["metadata", "annotations"] as Pointer] = .object(notes)
    return object
  }

  /// What was applied by the server, as it keeps that.
  private static let applied = #"""
    {"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{},"f:template":{"f:spec":{
     "f:nodeSelector":{},
     "f:containers":{"k:{\"name\":\"web\"}":{".":{},"f:name":{},"f:image":{},
       "f:env":{"k:{\"name\":\"COLOR\"}":{".":{},"f:name":{},"f:value":{}}}}}}}}}
    """#

  /// The application, of the whole of whose policy the text is.
  static func application(
    _ policy: String = "{automated: {selfHeal: true}}", annotations: String = "{}",
    spec: String = "", sync: String = "Synced", requiresPruning: Bool = false,
    operation: String =
      "{phase: Succeeded, finishedAt: \"2026-03-04T08:00:00Z\", syncResult: {revision: abc}}",
    more: String = ""
  ) throws -> Application {
    Application(
      try Objects.yaml(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: front, namespace: argocd, annotations: \(annotations)}
        spec:
          project: default
          destination: {namespace: shop}
          syncPolicy: \(policy)
        \(spec.isEmpty ? "" : "  \(spec)\n")status:
          sync: {status: \(sync), revision: abc}
          operationState: \(operation)
          resources:
          - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web,
             status: \(sync), requiresPruning: \(requiresPruning)}
        \(more)
        """))
  }

  /// What is known where that application looks after the object.
  static func context(
    _ application: Application, settings: ArgoSettings = ArgoSettings(),
    windows: [SyncWindow] = []
  ) -> ForecastContext {
    let windows = SyncWindows(windows, for: application, at: now, TimeZones())
    return ForecastContext(
      now: now,
      owners: [
        .application(
          ForecastOwner.ApplicationFacts(
            application.name, .found(application), settings: settings, windows: windows))
      ])
  }

  /// The verdict on the first of some changes, each a place and a value.
  static func verdicts(
    _ changes: [(FieldPath, Value?)], of object: Value, _ context: ForecastContext
  ) -> [ForecastVerdict] {
    let edits = changes.map { path, value in
      FieldEdit(path, before: path.value(in: object), after: value)
    }
    return Forecast(edits, of: object, context).fields.compactMap { $0.outcomes.first?.verdict }
  }
}

extension FieldPath {
  static let replicas: FieldPath = ["spec", "replicas"]
  static let note: FieldPath = ["metadata", "annotations", "note"]
  static let deadline: FieldPath = ["spec", "progressDeadlineSeconds"]
  static let container: FieldPath = [
    "spec", "template", "spec", "containers", .element(["name": "web"]),
  ]
  static let image = container.appending("image")
  static let color = container.appending("env").appending(.element(["name": "COLOR"]))
  static let size = container.appending("env").appending(.element(["name": "SIZE"]))
  static let disk: FieldPath = ["spec", "template", "spec", "nodeSelector", "disk"]
  static let zone: FieldPath = ["spec", "template", "spec", "nodeSelector", "zone"]
}
