import Console
import Documents
import GitOps
import Kubernetes

extension Samples {
  static let wiki = ObjectName(namespace: "argocd", name: "wiki")
  static let shopKey = ObjectKey(.applications, shop)

  /// The application *shop*, whole.
  static func application(
    automated: Value? = nil, operation: Value? = nil, state: Value? = nil, options: [Value] = [],
    finalizers: [Value] = []
  ) -> Value {
    var spec: Value = [
      "project": "default",
      "source": [
        "repoURL": "https://git.example.com/shop.git", "path": "k8s", "targetRevision": "main",
      ],
      "destination": ["server": "https://kubernetes.default.svc", "namespace": "shop"],
    ]
    spec["syncPolicy"] = ["syncOptions": .array(options), "automated": automated ?? .null]
    var value: Value = [
      "apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
      "metadata": [
        "namespace": "argocd", "name": "shop", "resourceVersion": "7",
        "finalizers": .array(finalizers),
      ],
      "spec": spec,
      "status": [
        "sync": ["status": "OutOfSync", "revision": .string(commit(3))],
        "resources": [
          resource("v1", "Service", "web", wave: 0),
          resource("apps/v1", "Deployment", "web", wave: 1),
          resource("apps/v1", "Deployment", "cart", wave: 2),
        ],
        "history": .array([history(1, days: 40), history(2, days: 9), history(3, days: 2)]),
      ],
    ]
    value["operation"] = operation
    if let state { value["status"]?["operationState"] = state }
    return value
  }

  /// A sync that is asked for.
  static let operation: Value = [
    "sync": ["prune": true, "syncStrategy": ["hook": [:]]],
    "initiatedBy": ["username": "alice"],
    "retry": ["limit": 5, "backoff": ["duration": "5s", "factor": 2, "maxDuration": "3m"]],
  ]

  /// The state of a sync in its second wave.
  static func operationState(
    phase: String = "Running", message: String, finished: Int64? = nil, retries: Int = 0
  ) -> Value {
    var state: Value = [
      "phase": .string(phase), "message": .string(message),
      "startedAt": .string(Timestamp(seconds: now.seconds - 42).rfc3339),
      "retryCount": .integer(Int64(retries)),
      "operation": operation,
      "syncResult": [
        "revision": .string(commit(3)),
        "resources": [
          [
            "group": "batch", "version": "v1", "kind": "Job", "namespace": "shop",
            "name": "migrate", "hookType": "PreSync", "hookPhase": "Succeeded",
            "syncPhase": "PreSync", "message": "Job completed",
          ],
          [
            "version": "v1", "kind": "Service", "namespace": "shop", "name": "web",
            "status": "Synced", "hookPhase": "Running", "syncPhase": "Sync",
            "message": "service/web unchanged",
          ],
          [
            "group": "apps", "version": "v1", "kind": "Deployment", "namespace": "shop",
            "name": "web", "status": "Synced", "hookPhase": "Running", "syncPhase": "Sync",
            "message": "deployment.apps/web configured",
          ],
        ],
      ],
    ]
    state["finishedAt"] = finished.map { .string(Timestamp(seconds: $0).rfc3339) }
    return state
  }

  static func commit(_ number: Int) -> String {
    String(repeating: "\(number)f2a9c1d", count: 5)
  }

  private static func resource(
    _ apiVersion: String, _ kind: String, _ name: String, wave: Int64
  ) -> Value {
    let parts = apiVersion.split(separator: "/")
    var value: Value = [
      "version": .string(String(parts.last ?? "")), "kind": .string(kind), "namespace": "shop",
      "name": .string(name), "status": "OutOfSync", "syncWave": .integer(wave),
    ]
    if parts.count == 2 { value["group"] = .string(String(parts[0])) }
    return value
  }

  private static func history(_ id: Int64, days: Int64) -> Value {
    let end = now.seconds - days * 86_400
    return [
      "id": .integer(id), "revision": .string(commit(Int(id))),
      "deployedAt": .string(Timestamp(seconds: end).rfc3339),
      "deployStartedAt": .string(Timestamp(seconds: end - 14).rfc3339),
      "initiatedBy": id == 2 ? ["automated": true] : ["username": "alice"],
      "source": ["repoURL": "https://git.example.com/shop.git", "path": "k8s"],
    ]
  }

  /// A row of an application that is being synced.
  static func running(
    _ name: ObjectName, message: String = "", retries: Int = 0, started: Int64? = nil
  ) -> ClusterEvent {
    .applications(
      applicationQuery,
      .applied([
        ApplicationRow(
          name: name, requestedOperation: true,
          operation: ApplicationOperation(
            phase: .running, message: message, started: started, retries: retries))
      ]))
  }
}
