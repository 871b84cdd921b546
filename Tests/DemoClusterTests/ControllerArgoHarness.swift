import Documents

@testable import DemoCluster

/// A cluster with Argo CD and one application, whose repository the test writes.
struct ArgoHarness {
  let cluster: ControllerHarness
  static let url = ExampleRepository.server + "shop.git"

  /// Makes the cluster with `shop` from these files below `k8s/`.
  init(
    _ files: [String: String], policy: String = "", catalog: ImageCatalog = ImageCatalog()
  ) async throws {
    cluster = try await ControllerHarness(catalog: catalog)
    let commit = Self.commit(files)
    try await cluster.server.configure { server in
      Manifests.apply(Definitions.all, as: "kubectl", to: server)
      ArgoCD.install(
        repositories: [ExampleRepository(name: "shop", commits: [commit])], on: server)
      Manifests.apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: argocd}
        ---
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop, namespace: argocd}
        spec:
          project: default
          source: {repoURL: "\(Self.url)", targetRevision: main, path: k8s}
          destination: {server: "https://kubernetes.default.svc", namespace: default}
          syncPolicy: {\(policy)}
        """, to: server)
    }
    await cluster.advance(2)
  }

  static func commit(_ files: [String: String]) -> RepositoryCommit {
    var changes: [String: String?] = [:]
    for (name, text) in files { changes["k8s/" + name] = text }
    return RepositoryCommit(People.june, at: 1_767_000_000, "Change", changes)
  }

  /// Pushes a commit and asks for a comparison.
  func push(_ files: [String: String?]) async throws {
    var changes: [String: String?] = [:]
    for (name, text) in files { changes["k8s/" + name] = .some(text) }
    let commit = RepositoryCommit(People.june, at: 1_767_000_060, "Change", changes)
    try await cluster.server.configure { server in
      ArgoCD.push(commit, to: Self.url, on: server)
      ArgoCD.enqueue("shop", on: server)
    }
    await cluster.advance(1)
  }

  /// Sets an operation, as Argo CD's server would.
  func operate(_ sync: Value, retry: Value? = nil) async throws {
    try await cluster.change(ArgoCD.applications, "argocd", "shop") { object in
      var operation: Value = ["initiatedBy": ["username": "june"], "sync": sync]
      operation["retry"] = retry
      object["operation"] = operation
      object.set("status", "operationState", to: nil)
    }
  }

  var status: Value {
    get async {
      await cluster.get(ArgoCD.applications, "argocd", "shop")?["status"] ?? .null
    }
  }

  var sync: String { get async { await status.at("sync", "status")?.string ?? "" } }
  var health: String { get async { await status.at("health", "status")?.string ?? "" } }
  var phase: String { get async { await status.at("operationState", "phase")?.string ?? "" } }
  var message: String { get async { await status.at("operationState", "message")?.string ?? "" } }

  static func settings(_ name: String, _ data: String, annotations: String = "") -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name), annotations: {\(annotations)}}
    data: {\(data)}
    """
  }

  static func job(_ name: String, hook: String, image: String = "task:1") -> String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: \(name)
      annotations: {argocd.argoproj.io/hook: \(hook)}
    spec:
      backoffLimit: 0
      template:
        spec: {restartPolicy: Never, containers: [{name: main, image: "\(image)"}]}
    """
  }
}
