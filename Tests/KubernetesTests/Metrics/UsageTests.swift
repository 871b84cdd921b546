import Kubernetes
import Testing

@Suite struct UsageTests {
  @Test func aPodUsesWhatItsContainersDo() throws {
    let row = try decode(
      """
      metadata: {name: web, namespace: shop, creationTimestamp: 2026-07-01T12:00:00Z}
      timestamp: 2026-07-01T11:59:45Z
      window: 15.004s
      containers:
      - {name: app, usage: {cpu: 12345678n, memory: 65536Ki}}
      - {name: proxy, usage: {cpu: 500u, memory: 1Mi}}
      """, UsageDecoder())
    #expect(row.name == ObjectName(namespace: "shop", name: "web"))
    #expect(row.usage == ResourceAmounts(cpu: 14, memory: 65 << 20))
    #expect(row.containers.map(\.name) == ["app", "proxy"])
    #expect(row.containers.map(\.usage.cpu) == [13, 1])
    #expect(row.measured == Timestamp("2026-07-01T11:59:45Z")?.seconds)
  }

  @Test func theOneContainerOfAPodIsntKeptBesides() throws {
    let row = try decode(
      "{metadata: {name: a}, containers: [{name: app, usage: {cpu: 1m, memory: 2Ki}}]}",
      UsageDecoder())
    #expect(row.containers.isEmpty)
    #expect(row.usage == ResourceAmounts(cpu: 1, memory: 2048))
  }

  @Test func aNodeUsesWhatItSays() throws {
    let row = try decode(
      "{metadata: {name: node-1}, usage: {cpu: \"2\", memory: 4Gi}}", UsageDecoder())
    #expect(row.usage == ResourceAmounts(cpu: 2000, memory: 4 << 30))
  }

  @Test func whatIsNoAmountIsNotKnown() throws {
    let row = try decode(
      "{metadata: {name: node-1}, usage: {cpu: much, memory: [1]}}", UsageDecoder())
    #expect(row.usage == ResourceAmounts())
  }
}

@Suite struct PodResourcesTests {
  private func row(_ spec: String) throws -> PodRow {
    try decode("metadata: {name: a}\nspec:\n" + spec, PodDecoder())
  }

  private func container(
    _ name: String, _ cpu: String, _ memory: String, limit: Bool = true, sidecar: Bool = false
  ) -> String {
    "  - {name: \(name)\(sidecar ? ", restartPolicy: Always" : ""), resources: {"
      + "requests: {cpu: \(cpu), memory: \(memory)}"
      + (limit ? ", limits: {cpu: \(cpu), memory: \(memory)}" : "") + "}}\n"
  }

  @Test func containersAddUp() throws {
    let row = try row(
      "  containers:\n" + container("a", "100m", "1Mi") + container("b", "1", "1Mi"))
    #expect(row.requests == ResourceAmounts(cpu: 1100, memory: 2 << 20))
    #expect(row.limits == row.requests)
  }

  @Test func anInitContainerCountsWhereItWantsMoreThanTheOthersTogether() throws {
    let row = try row(
      "  initContainers:\n" + container("i", "50m", "9Mi") + container("j", "500m", "1Mi")
        + "  containers:\n" + container("a", "100m", "1Mi") + container("b", "100m", "1Mi"))
    #expect(row.requests == ResourceAmounts(cpu: 500, memory: 9 << 20))
  }

  @Test func aSidecarStaysBesideTheOthersAndLaterInitContainers() throws {
    let row = try row(
      "  initContainers:\n" + container("early", "300m", "1Mi")
        + container("mesh", "100m", "1Mi", sidecar: true) + container("late", "300m", "1Mi")
        + "  containers:\n" + container("a", "200m", "1Mi"))
    // While the late one runs, the sidecar does; the early one ran alone.
    #expect(row.requests == ResourceAmounts(cpu: 400, memory: 2 << 20))
  }

  @Test func overheadComesOnTop() throws {
    let row = try row(
      "  overhead: {cpu: 10m, memory: 1Mi}\n  containers:\n"
        + container("a", "100m", "1Mi", limit: false))
    #expect(row.requests == ResourceAmounts(cpu: 110, memory: 2 << 20))
    #expect(row.limits == ResourceAmounts())
  }

  @Test func whatIsSaidForThePodCountsInThePlaceOfItsContainers() throws {
    let row = try row(
      "  resources: {requests: {cpu: 2}, limits: {memory: 1Gi}}\n  overhead: {memory: 1Gi}\n"
        + "  containers:\n" + container("a", "100m", "1Gi"))
    #expect(row.requests == ResourceAmounts(cpu: 2000, memory: 2 << 30))
    #expect(row.limits == ResourceAmounts(cpu: 100, memory: 2 << 30))
  }

  @Test func aContainerWithoutALimitLeavesThePodWithout() throws {
    let row = try row(
      "  containers:\n" + container("a", "100m", "1Mi") + container("b", "1", "1Mi", limit: false))
    #expect(row.limits == ResourceAmounts())
  }
}
