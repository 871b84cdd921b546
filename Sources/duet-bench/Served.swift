import DemoCluster
import Glibc
import HTTP

/// A server to measure against: that of a kubeconfig, or the demo cluster on a loopback port.
enum Served {
  static func with(
    _ kubeconfig: String?, scenario: Scenario,
    _ body: @escaping @Sendable (_ kubeconfig: String) async throws -> Void
  ) async throws {
    if let kubeconfig { return try await body(kubeconfig) }
    let server = scenario.makeServer()
    try await withThrowingTaskGroup(of: Void.self) { group in
      let (ports, continuation) = AsyncStream.makeStream(of: UInt16.self)
      group.addTask {
        try await server.serve { continuation.yield($0) }
      }
      group.addTask { await server.run() }
      for await port in ports {
        let path = "/tmp/duet-bench-\(getpid()).kubeconfig"
        try write(DemoAPIServer.kubeconfig(port: port), to: path)
        defer { unlink(path) }
        // The cluster is made when it is first asked something; that isn't what is measured.
        _ = try await server.send(.init(.get, "/version"))
        try await body(path)
        break
      }
      group.cancelAll()
    }
  }

  static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw Child.Failed(description: "\(path) can't be written")
    }
    fputs(text, file)
    fclose(file)
  }
}
