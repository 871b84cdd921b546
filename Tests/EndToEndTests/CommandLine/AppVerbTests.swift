import DemoCluster
import Documents
import Kubernetes
import Testing

@testable import Commands

/// `duet app` on the demo cluster.
@Suite(.timeLimit(.minutes(10))) struct AppVerbTests {
  /// A cluster nothing is changed on; to build one takes a second.
  private static let client = Client(transport: Scenario.standard.makeServer())

  private func run(
    on client: Client = Self.client, _ body: (VerbBench) async throws -> Void
  ) async throws {
    try await VerbBench.empty(on: client, body)
  }

  @Test func everythingAboutOneIsShown() async throws {
    try await run { duet in
      let result = try await duet("app", "catalyst-ui")
      #expect(result.code == 0)
      for text in [
        "Name:         argocd/catalyst-ui\n", "Sync:         Synced at ",
        "Automation:   auto,prune,heal\n", "\nOperation:\n  Succeeded ", "\nHistory:\n  ID ",
        "  Argo CD: https://argocd.talos00/applications/argocd/catalyst-ui\n",
        "\n    ReplicaSet ", "\n      Pod ",
      ] {
        #expect(result.output.contains(text), "\(text) isn't in \(result.output)")
      }
    }
  }

  @Test func theSameIsJSON() async throws {
    try await run { duet in
      let app = try await duet("app", "argocd/catalyst-ui", "-o", "json").json
      #expect(app["name"] == "catalyst-ui")
      #expect(app["liveHealth"] == "Healthy")
      #expect(app["notSeen"] == [])
      #expect(app["operation"]?["phase"] == "Succeeded")
      let resources = try #require(app["resources"]?.array)
      let pods = resources.filter { $0["kind"] == "Pod" }
      #expect(pods.count == 2 && pods.allSatisfy { $0["depth"] == 2 && $0["managed"] == false })
      let deployment = try #require(resources.first { $0["kind"] == "Deployment" })
      #expect(deployment["sync"] == "Synced" && deployment["health"] == "Healthy")
    }
  }

  @Test func aKindThatIsNotInstalledIsNamed() async throws {
    try await run { duet in
      let result = try await duet("app", "status-page")
      #expect(result.output.contains("\nConditions:\n  SyncError: "))
      #expect(
        result.output.contains("the cluster has no kind gateway.networking.k8s.io/HTTPRoute"))
    }
  }

  @Test func aWindowThatIsInTheWayIsShown() async throws {
    try await run(on: Client(transport: Scenario.standard.makeServer())) { duet in
      let window: Value = [
        "kind": "deny", "schedule": "* * * * *", "duration": "1h", "applications": ["*"],
      ]
      _ = try await duet.client.patch(
        ObjectKey(.appProjects, namespace: "argocd", name: "default"), .merge,
        ["spec": ["syncWindows": [window]]])
      let result = try await duet("app", "recipes")
      #expect(result.output.contains("deny   * * * * *   1h         UTC    -        open"))
      #expect(result.output.contains("a sync is blocked"))
      let sync = try await duet("sync", "recipes", "-y")
      #expect(sync.code == 1)
      #expect(sync.remarks.contains("argocd/recipes: won't sync: blocked"))
    }
  }

  @Test func aStatusOfAnOldArgoIsStillShown() async throws {
    try await run(on: Client(transport: Scenario.standard.makeServer())) { duet in
      let old: Value = [
        "metadata": ["name": "old"],
        "spec": [
          "source": ["repoURL": "https://example.com/a.git"],
          "destination": ["server": "https://kubernetes.default.svc"],
        ],
        "status": [
          "sync": ["status": "Synced", "revision": "abc"], "health": ["status": "\u{1B}[31mOdd"],
          "history": [["revision": "abc"]], "resources": [["kind": "Service", "name": "a"], 1],
          "conditions": "none", "operationState": ["phase": "\u{1B}[2J"],
        ],
      ]
      _ = try await duet.client.create(.applications, namespace: "argocd", old)
      let result = try await duet("app", "old")
      #expect(result.code == 0)
      #expect(result.output.contains("Health:       Unknown"))
      #expect(!result.output.contains("\u{1B}"))
    }
  }

  @Test func withoutACheckoutADifferenceIsNotKnown() async throws {
    try await run { duet in
      let result = try await duet("app", "photo-vault", "--diff")
      #expect(result.code == 1)
      #expect(result.remarks.contains("name a checkout with --checkout"))
    }
  }

  @Test func aDifferenceIsFoundWithACheckout() async throws {
    let demo = try Demo(.standard, git: DemoCommand.git)
    defer { demo.remove() }
    try await demo.writeRepositories()
    let infrastructure = try #require(demo.infrastructure)
    let checkout = "\(infrastructure)/../photo-vault"
    let duet = VerbBench(client: Client(transport: demo.server), folder: infrastructure)
    let result = try await duet("app", "photo-vault", "--diff", "--checkout", checkout)
    #expect(result.code == 2, "\(result.output)\(result.remarks)")
    #expect(result.output.contains("~ apps/StatefulSet photos/photo-vault differs"))
    #expect(result.output.contains("+       - image: registry.talos00/photo-vault:1.9.1"))
    let none = try await duet(
      "app", "recipes", "--diff", "--checkout", "\(infrastructure)/../team-tools")
    #expect(none.code == 0, "\(none.output)\(none.remarks)")
  }

  @Test func theHistorySaysWhatItsCommitsAreAbout() async throws {
    let demo = try Demo(.standard, git: DemoCommand.git)
    defer { demo.remove() }
    try await demo.writeRepositories()
    let infrastructure = try #require(demo.infrastructure)
    let duet = VerbBench(client: Client(transport: demo.server), folder: infrastructure)
    try duet.write(
      ".duet.yaml", "applications: {catalyst-ui: {checkout: ../catalyst-ui}}\n")
    let app = try await duet("app", "catalyst-ui", "-o", "json").json
    let history = try #require(app["history"]?.array)
    #expect(history.contains { $0["subject"]?.string?.isEmpty == false }, "\(history)")
    let text = try await duet("app", "catalyst-ui").output
    #expect(text.contains("SUBJECT"))
  }
}
