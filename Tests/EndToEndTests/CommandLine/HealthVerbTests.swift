import DemoCluster
import Documents
import Kubernetes
import Testing

/// `duet health`, which needs no cluster.
@Suite struct HealthVerbTests {
  private func run(_ body: (VerbBench) async throws -> Void) async throws {
    try await VerbBench.empty(
      on: Client(transport: Scenario.empty.makeServer()), context: "demo", body)
  }

  private let several = """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    status: {phase: Lost}
    ---
    # Nothing.
    ---
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: shop}
    - apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec: {paused: true}
    """

  @Test func everyObjectIsJudged() async throws {
    try await run { duet in
      try duet.write("live.yaml", several)
      let json = try await duet("health", "-f", "live.yaml", "-o", "json")
      #expect(json.code == 0)
      let items = try #require(try json.json.array)
      #expect(items.map { $0["health"] } == ["Degraded", .null, "Suspended"])
      #expect(items.map { $0["name"] } == ["data", "settings", "web"])
      #expect(items[1]["message"] == "")
      #expect(items[2]["kind"] == "Deployment")
      #expect(items[2]["namespace"] == "shop")
      let table = try await duet("health", "-f", "live.yaml")
      #expect(table.output.contains("ConfigMap               shop        settings   -"))
    }
  }

  @Test func findingsAreAnExitCodeWhereThatIsAskedFor() async throws {
    try await run { duet in
      let ill = try await duet("health", "-f", "-", "--exit-code", input: several)
      #expect(ill.code == 2)
      let well = "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"a\"}}"
      let healthy = try await duet("health", "-f", "-", "--exit-code", input: well)
      #expect(healthy.code == 0)
    }
  }

  @Test func listsWithAKindOfTheirOwnSayThatOfTheirItems() async throws {
    try await run { duet in
      let list = """
        {"apiVersion": "v1", "kind": "PersistentVolumeClaimList", "items": [
          {"metadata": {"name": "a"}, "status": {"phase": "Bound"}}]}
        """
      let result = try await duet("health", "-f", "-", "-o", "json", input: list)
      #expect(try result.json[0]?["kind"] == "PersistentVolumeClaim")
      #expect(try result.json[0]?["health"] == "Healthy")
    }
  }

  @Test func jsonMayComeOneAfterAnother() async throws {
    try await run { duet in
      let texts = """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a"}}
        [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "b"}}]
        {"kind": "List", "apiVersion": "v1", "items": [
          {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "c"}}]}
        """
      let result = try await duet("health", "-f", "-", "-o", "json", input: texts)
      let items = try #require(try result.json.array)
      #expect(items.map { $0["name"] } == ["a", "b", "c"])
      #expect(items.map { $0["health"] } == ["Healthy", .null, "Healthy"])
    }
  }

  @Test func whatSaysNoVersionIsStillAnObject() async throws {
    try await run { duet in
      let result = try await duet("health", "-f", "-", "-o", "json", input: "kind: Service")
      #expect(result.code == 0)
      let item = try #require(try result.json[0])
      #expect(
        item
          == ["kind": "Service", "namespace": "", "name": "", "health": "Healthy", "message": ""])
    }
  }

  @Test(arguments: [
    ("a: [", "standard input:2:1: "), ("", "standard input:1: there are no objects"),
    ("kind: A\napiVersion: v1\n---\nfoo: 1", "standard input:4: this is no object: it has no kind"),
    ("- a", "standard input:1: [0]: this is no object"),
    ("kind: List\nitems:\n- 1", "standard input:3: .items[0]: this is no object"),
    (
      "{\"kind\": \"A\"}\n{\"kind\": \"BList\", \"items\": [{}, 1]}",
      "standard input:2: .items[1]: this is no object"
    ),
  ])
  func whatIsNoObjectIsSaidWithItsLine(text: String, words: String) async throws {
    try await run { duet in
      let result = try await duet("health", "-f", "-", input: text)
      #expect(result.code == 1)
      #expect(result.remarks.contains(words), "\(result.remarks)")
    }
  }

  @Test func theRestOfAFileIsJudgedAllTheSame() async throws {
    try await run { duet in
      let text = "kind: Service\n---\n- 1\n---\nkind: Secret\n"
      let result = try await duet("health", "-f", "-", "-o", "json", input: text)
      #expect(result.code == 1)
      let items = try #require(try result.json.array)
      #expect(items.map { $0["kind"] } == ["Service", "Secret"])
      #expect(result.remarks.contains("standard input:3: "))
    }
  }

  @Test func aFileThatIsNotThereIsNamed() async throws {
    try await run { duet in
      let result = try await duet("health", "-f", "gone.yaml")
      #expect(result.code == 1)
      #expect(result.remarks == "duet: gone.yaml can't be read: No such file or directory\n")
    }
  }

  @Test func textOfTheClusterIsNoCommandForTheTerminal() async throws {
    try await run { duet in
      let text = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: "a\\e[31m"}
        """
      let result = try await duet("health", "-f", "-", input: text)
      #expect(!result.output.contains("\u{1B}"))
    }
  }
}
