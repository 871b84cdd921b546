import Documents

@testable import DemoCluster

/// A cluster with nodes and controllers, and short ways to look at it and to let time pass.
struct ControllerHarness {
  let server: DemoAPIServer

  /// Makes a cluster on which pods do what the catalog says.
  init(catalog: ImageCatalog = ImageCatalog()) async throws {
    server = DemoAPIServer()
    try await server.configure { server in
      ClusterControllers.install(catalog: catalog, on: server)
      Nodes.add(Nodes.homelab, to: server)
    }
  }

  init(_ scenario: Scenario) async throws {
    server = scenario.makeServer()
    try await server.configure { _ in }
  }

  func apply(_ manifests: String, as manager: String = "kubectl") async throws {
    try await server.configure { server in
      Manifests.apply(manifests, as: manager, to: server)
    }
  }

  func advance(_ seconds: Int64) async { await server.advance(by: .seconds(seconds)) }

  func get(_ resource: ResourceID, _ namespace: String, _ name: String) async -> Value? {
    await server.get(resource, namespace, name)
  }

  func list(_ resource: ResourceID, _ namespace: String = "") async -> [Value] {
    await server.list(resource, namespace: namespace)
  }

  func change(
    _ resource: ResourceID, _ namespace: String, _ name: String,
    as manager: String = "kubectl-edit", _ change: @escaping @Sendable (inout Value) -> Void
  ) async throws {
    try await server.configure { server throws(APIFailure) in
      _ = try server.modify(resource, namespace, name, as: manager) { change(&$0) }
    }
  }

  /// How a pod stands: the reason its first container waits for or has ended with, or its phase.
  func state(ofPod prefix: String, in namespace: String) async -> String? {
    let pods = await list(.pods, namespace).filter { $0.objectName.hasPrefix(prefix) }
    guard let pod = pods.last else { return nil }
    let statuses =
      (pod.at("status", "initContainerStatuses")?.array ?? [])
      + (pod.at("status", "containerStatuses")?.array ?? [])
    for status in statuses {
      let reason =
        status.at("state", "waiting", "reason")?.string
        ?? status.at("state", "terminated", "reason")?.string
      if let reason, reason != "PodInitializing" { return reason }
    }
    return pod.at("status", "phase")?.string
  }

  func reasons(ofEventsAbout prefix: String, in namespace: String) async -> Set<String> {
    let events = await list(.events, namespace)
    return Set(
      events.filter {
        $0.at("involvedObject", "name")?.string?.hasPrefix(prefix) == true
      }.compactMap { $0["reason"]?.string })
  }

  static func deployment(
    _ name: String, image: String = "nginx:1", replicas: Int = 1, extra: String = ""
  ) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), namespace: default}
    spec:
      replicas: \(replicas)
      selector: {matchLabels: {app: \(name)}}
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          containers:
            - name: main
              image: \(image)
              readinessProbe: {httpGet: {path: /, port: 80}}
    \(extra)
    """
  }
}
