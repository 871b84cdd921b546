import Documents
import Testing

@testable import DemoCluster

/// Argo CD on one application: what hooks, terminations, retries and deletions come to.
@Suite struct ControllerArgoHookTests {
  private static let catalog = ImageCatalog(exact: [
    "bad:1": .crashing(.task, after: .seconds(2))
  ])

  private func job(_ name: String, _ hook: String, _ policy: String, image: String = "task:1")
    -> String
  {
    ArgoHarness.job(name, hook: hook, image: image).replacing(
      "{argocd.argoproj.io/hook: \(hook)}",
      with: "{argocd.argoproj.io/hook: \(hook), "
        + "argocd.argoproj.io/hook-delete-policy: \"\(policy)\"}")
  }

  private func exists(_ job: String, in argo: ArgoHarness) async -> Bool {
    await argo.cluster.get(.jobs, "default", job) != nil
  }

  @Test func hooksGoAsTheirPoliciesSay() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "stays.yaml": job("stays", "PreSync", "BeforeHookCreation"),
      "goes.yaml": job("goes", "PreSync", "BeforeHookCreation,HookSucceeded"),
      "late.yaml": job("late", "PreSync", "HookFailed"),
    ])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(40)
    #expect(await argo.phase == "Succeeded")
    #expect(await exists("stays", in: argo))
    #expect(await exists("late", in: argo))
    #expect(await !exists("goes", in: argo))
  }

  @Test func aFailureRunsTheHooksForIt() async throws {
    let argo = try await ArgoHarness(
      [
        "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
        "before.yaml": job("before", "PreSync", "HookFailed", image: "bad:1"),
        "rescue.yaml": ArgoHarness.job("rescue", hook: "SyncFail"),
        "after.yaml": ArgoHarness.job("after", hook: "PostSync"),
      ], catalog: Self.catalog)
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(60)
    #expect(await argo.phase == "Failed")
    #expect(await argo.message == "one or more synchronization tasks completed unsuccessfully")
    #expect(await argo.cluster.get(.jobs, "default", "rescue")?.isTrue("Complete") == true)
    #expect(await !exists("after", in: argo))
    #expect(await !exists("before", in: argo))
    let results = await argo.status.at("operationState", "syncResult", "resources")?.array ?? []
    #expect(results.contains { $0["hookType"] == "SyncFail" && $0["hookPhase"] == "Succeeded" })
  }

  @Test func withoutAFailureTheyDoNotRun() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "rescue.yaml": ArgoHarness.job("rescue", hook: "SyncFail"),
    ])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(20)
    #expect(await argo.phase == "Succeeded")
    #expect(await !exists("rescue", in: argo))
  }

  @Test func aTerminationTakesAMomentAndTheHooksAlong() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "before.yaml": ArgoHarness.job("before", hook: "PreSync"),
    ])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(3)
    #expect(await exists("before", in: argo))
    try await argo.cluster.change(ArgoCD.applications, "argocd", "shop") {
      $0.set("status", "operationState", "phase", to: "Terminating")
    }
    #expect(await argo.phase == "Terminating")
    await argo.cluster.advance(30)
    #expect(await argo.phase == "Failed")
    #expect(await argo.message == "Operation terminated")
    #expect(await !exists("before", in: argo))
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
  }

  @Test func retriesComeLaterAndLater() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 99999}]}"
    ])
    try await argo.operate(
      ["syncStrategy": ["hook": [:]]], retry: ["limit": 2, "backoff": ["duration": "5s"]])
    await argo.cluster.advance(3)
    #expect(await argo.status.at("operationState", "retryCount") == 1)
    #expect(await argo.message.contains(". Retrying attempt #1 at "))
    // Five seconds, twice as many for each attempt that was made.
    await argo.cluster.advance(6)
    #expect(await argo.status.at("operationState", "retryCount") == 1)
    await argo.cluster.advance(5)
    #expect(await argo.status.at("operationState", "retryCount") == 2)
    await argo.cluster.advance(25)
    #expect(await argo.phase == "Failed")
    #expect(await argo.message.hasSuffix("(retried 2 times)."))
  }

  @Test func anApplicationWhoseProjectIsGoneFails() async throws {
    let argo = try await ArgoHarness(["a.yaml": ArgoHarness.settings("a", "x: \"1\"")])
    try await argo.cluster.change(ArgoCD.applications, "argocd", "shop") {
      $0.set("spec", "project", to: "gone")
    }
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(3)
    #expect(await argo.phase == "Error")
    #expect(await argo.message.hasPrefix("Failed to load application project: "))
  }

  @Test func anApplicationGoesWhenItsResourcesAreGone() async throws {
    let argo = try await ArgoHarness(
      ["web.yaml": ControllerHarness.deployment("web")], policy: "automated: {}")
    await argo.cluster.advance(20)
    try await argo.cluster.change(ArgoCD.applications, "argocd", "shop") {
      $0.set("metadata", "finalizers", to: ["resources-finalizer.argocd.argoproj.io"])
    }
    try await argo.cluster.server.configure { server throws(APIFailure) in
      try server.delete(ArgoCD.applications, "argocd", "shop")
    }
    #expect(await argo.cluster.get(ArgoCD.applications, "argocd", "shop")?.isBeingDeleted == true)
    await argo.cluster.advance(30)
    #expect(await argo.cluster.get(.deployments, "default", "web") == nil)
    #expect(await argo.cluster.get(ArgoCD.applications, "argocd", "shop") == nil)
  }

  @Test func changesOfStatusAreTold() async throws {
    let argo = try await ArgoHarness(
      ["a.yaml": ArgoHarness.settings("a", "x: \"1\"")], policy: "automated: {}")
    await argo.cluster.advance(10)
    let messages = await argo.cluster.list(.events, "argocd").compactMap { $0["message"]?.string }
    #expect(messages.contains("Updated sync status: OutOfSync -> Synced"))
    #expect(messages.contains("Updated health status: Missing -> Healthy"))
  }
}
