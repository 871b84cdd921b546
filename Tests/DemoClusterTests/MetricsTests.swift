import Documents
import Testing

@testable import DemoCluster

/// The metrics server of the standard cluster.
@Suite struct MetricsTests {
  private let client = APIClient(server: Scenario.standard.makeServer())
  private let group = "/apis/metrics.k8s.io/v1beta1"

  @Test func podsAreListedByNamespaceAndLabel() async throws {
    let answer = try await client.get(
      "\(group)/namespaces/kube-system/pods?labelSelector=app.kubernetes.io/name%3Dcoredns")
    #expect(answer.items.count == 2)
    #expect(answer.value["metadata"] == [:])
    let first = answer.items.first
    #expect(first?.at("metadata", "uid") == nil)
    #expect(first?.at("metadata", "resourceVersion") == nil)
    #expect(first?["containers"]?[0]?["name"]?.string == "coredns")
    #expect(first?["containers"]?[0]?.at("usage", "cpu")?.string?.hasSuffix("n") == true)
    let one = try await client.get(
      "\(group)/namespaces/kube-system/pods/\(first?.objectName ?? "")")
    #expect(one.value["containers"] == first?["containers"])
  }

  @Test func everyNodeHasItsUsage() async throws {
    let answer = try await client.get("\(group)/nodes")
    #expect(answer.names == ["talos00", "talos01", "talos02", "talos03"])
  }

  @Test func usageMoves() async throws {
    let before = try await client.get("\(group)/namespaces/kube-system/pods").items
    await client.server.advance(by: .seconds(16))
    let after = try await client.get("\(group)/namespaces/kube-system/pods").items
    #expect(before.map { $0["containers"] } != after.map { $0["containers"] })
  }

  @Test func aContainerThatLeaksIsSeenToLeak() async throws {
    func memory() async throws -> Int64? {
      let items = try await client.get("\(group)/namespaces/sandbox/pods").items
      let leaky = items.first { $0.objectName.hasPrefix("leaky-") }
      return Quantity(leaky?["containers"]?[0]?.at("usage", "memory"))?.whole
    }
    // It runs for twenty seconds every five minutes.
    var seen: [Int64] = []
    for _ in 0..<40 {
      await client.server.advance(by: .seconds(15))
      if let memory = try await memory() { seen.append(memory) }
    }
    let largest = seen.max() ?? 0
    #expect(largest > 64 << 20)
    #expect(largest <= 128 << 20)
  }

  @Test func itCanBeDown() async throws {
    await client.server.setMetrics(.unavailable)
    let answer = try await client.get("\(group)/pods")
    #expect(answer.status == 503)
    #expect(answer.text == "service unavailable\n")
    let discovery = try await client.get(
      "/apis", accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
    let found = discovery.items.first { $0.objectName == "metrics.k8s.io" }
    #expect(found?["versions"]?[0]?["freshness"]?.string == "Stale")
  }

  @Test func itCanBeAbsent() async throws {
    await client.server.setMetrics(.absent)
    #expect(try await client.get("\(group)/pods").status == 404)
    #expect(try await client.get("/apis/metrics.k8s.io").status == 404)
    #expect(try await !client.get("/apis").text.contains("metrics.k8s.io"))
  }
}
