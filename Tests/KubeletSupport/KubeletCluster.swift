import CurlHTTP
import HTTP
import Kubernetes
import TestSupport

/// What a kubelet writes to the API server: its node, and how its pods stand.
struct KubeletCluster {
  private let transport: CurlTransport
  private let node: String

  init(_ server: ControlPlane, node: String) throws {
    self.node = node
    transport = try CurlTransport(
      CurlConfiguration(baseURL: server.address, caPEM: Array(server.authority.utf8)),
      on: TransferLoop())
  }

  func addNode(port: UInt16) async throws {
    try await send(.post, "/api/v1/nodes", #"{"metadata":{"name":"\#(node)"}}"#)
    try await send(
      .patch, "/api/v1/nodes/\(node)/status",
      """
      {"status":{"addresses":[{"type":"InternalIP","address":"127.0.0.1"}],\
      "daemonEndpoints":{"kubeletEndpoint":{"Port":\(port)}},\
      "conditions":[{"type":"Ready","status":"True","reason":"KubeletReady"}]}}
      """)
  }

  func addPod(
    _ name: String, containers: [String], labels: [String: String], in namespace: String
  ) async throws {
    let specs = containers.map { #"{"name":"\#($0)","image":"busybox:1.37"}"# }
    let words = labels.map { #""\#($0.key)":"\#($0.value)""# }.sorted()
    try await send(
      .post, "/api/v1/namespaces/\(namespace)/pods",
      """
      {"metadata":{"name":"\(name)","labels":{\(words.joined(separator: ","))}},\
      "spec":{"nodeName":"\(node)","containers":[\(specs.joined(separator: ","))]}}
      """)
    let statuses = containers.map { Self.running($0, restarts: 0) }
    try await report(name, statuses, in: namespace)
  }

  /// Reports that a container of a pod with one is in its next run.
  func report(_ container: StandInKubelet.Container, restarts: Int) async throws {
    try await report(
      container.pod, [Self.running(container.name, restarts: restarts)], in: container.namespace)
  }

  func removePod(_ name: String, in namespace: String) async throws {
    try await send(
      .delete, "/api/v1/namespaces/\(namespace)/pods/\(name)", #"{"gracePeriodSeconds":0}"#)
  }

  private func report(_ pod: String, _ statuses: [String], in namespace: String) async throws {
    try await send(
      .patch, "/api/v1/namespaces/\(namespace)/pods/\(pod)/status",
      """
      {"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],\
      "containerStatuses":[\(statuses.joined(separator: ","))]}}
      """)
  }

  private static func running(_ name: String, restarts: Int) -> String {
    let now = Timestamp.current().rfc3339
    let ended = """
      {"terminated":{"exitCode":1,"reason":"Error","startedAt":"\(now)","finishedAt":"\(now)",\
      "containerID":"stand-in://\(name)-\(restarts - 1)"}}
      """
    return """
      {"name":"\(name)","ready":true,"started":true,"restartCount":\(restarts),\
      "image":"busybox:1.37","imageID":"","containerID":"stand-in://\(name)-\(restarts)",\
      "state":{"running":{"startedAt":"\(now)"}},"lastState":\(restarts > 0 ? ended : "{}")}
      """
  }

  private func send(_ method: Request.Method, _ target: String, _ body: String) async throws {
    let type = method == .patch ? "application/merge-patch+json" : "application/json"
    let response = try await transport.send(
      Request(
        method, target,
        headers: [
          "Authorization": "Bearer \(ControlPlane.Identity.adminByToken.token)",
          "Content-Type": type,
        ], body: Array(body.utf8)))
    let answer = try await response.body.collect()
    guard (200...299).contains(response.status) else {
      throw ControlPlane.StartError.failed(
        "\(method) \(target): \(response.status) \(String(decoding: answer, as: UTF8.self))")
    }
  }
}
