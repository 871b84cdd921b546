import DemoCluster
import Documents
import Kubernetes
import Testing

/// `duet apps` on the demo cluster.
@Suite(.timeLimit(.minutes(10))) struct AppsVerbTests {
  /// A cluster nothing is changed on; to build one takes a second.
  private static let client = Client(transport: Scenario.standard.makeServer())

  private func run(
    on client: Client = Self.client, _ body: (VerbBench) async throws -> Void
  ) async throws {
    try await VerbBench.empty(on: client, body)
  }

  @Test func everyApplicationIsListed() async throws {
    try await run { duet in
      let table = try await duet("apps")
      #expect(table.code == 0)
      #expect(table.output.hasPrefix("NAMESPACE   NAME "))
      #expect(table.output.contains("\nargocd      recipes "))
      let json = try await duet("apps", "-o", "json", "-A")
      let items = try #require(try json.json["items"]?.array)
      #expect(items.count == table.output.split(separator: "\n").count - 1)
      let names = try await duet("apps", "-o", "name", "-n", "argocd")
      #expect(
        names.output.split(separator: "\n").map { "\($0.dropFirst(7))" }
          == items.compactMap { $0["name"]?.string })
    }
  }

  @Test func filtersHaveToBePassedAll() async throws {
    try await run { duet in
      let items = try #require(
        try await duet("apps", "--out-of-sync", "--unhealthy", "-o", "json").json["items"]?.array)
      #expect(!items.isEmpty)
      #expect(items.allSatisfy { $0["sync"] != "Synced" && $0["health"] == "Missing" })
      let paused = try await duet("apps", "--paused", "-o", "name")
      #expect(paused.output == "argocd/links\n")
    }
  }

  @Test func aNameMayHaveItsNamespace() async throws {
    try await run { duet in
      let one = try await duet("apps", "argocd/recipes", "links", "recipes", "-o", "name")
      #expect(one.output == "argocd/links\nargocd/recipes\n")
      let elsewhere = try await duet("apps", "recipes", "-n", "default")
      #expect(elsewhere.code == 1)
      #expect(elsewhere.remarks.contains("there is no application default/recipes"))
    }
  }

  @Test func aNameThatTwoHaveIsRefused() async throws {
    try await run(on: Client(transport: Scenario.standard.makeServer())) { duet in
      var other = try await duet.client.get(
        ObjectKey(.applications, namespace: "argocd", name: "recipes"))
      other["metadata"] = ["name": "recipes", "namespace": "tools"]
      _ = try await duet.client.create(.applications, namespace: "tools", other)
      let result = try await duet("apps", "recipes")
      #expect(result.code == 1)
      #expect(
        result.remarks.contains("recipes could be any of argocd/recipes, tools/recipes\n"))
      #expect(try await duet("apps", "tools/recipes").code == 0)
    }
  }

  @Test(arguments: ["a\u{1B}[31mb", "A", "a/b/c", "", "../x", "a b"])
  func whatIsNoNameIsRefusedWithoutAQuestion(name: String) async throws {
    try await run { duet in
      let result = try await duet("apps", name)
      #expect(result.code == 1)
      #expect(result.remarks.contains("can't be the name of an application"))
      #expect(!result.remarks.contains("\u{1B}"))
    }
  }

  @Test func aClusterWithoutArgoIsSaidToBeOne() async throws {
    try await run(on: Client(transport: Scenario.noArgoCD.makeServer())) { duet in
      for arguments in [["apps"], ["apps", "web"], ["apps", "-n", "argocd"]] {
        let result = try await duet(arguments)
        #expect(result.code == 1)
        #expect(
          result.remarks.contains("Argo CD isn't installed in context demo"), "\(result.remarks)")
      }
    }
  }

  @Test func whoMayNotLookIsToldSo() async throws {
    try await run(on: Client(transport: Scenario.forbidden.makeServer())) { duet in
      let result = try await duet("apps")
      #expect(result.code == 1)
      #expect(result.remarks.contains("may not list applications.argoproj.io"))
    }
  }
}
