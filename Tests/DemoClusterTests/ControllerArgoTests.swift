import Documents
import Testing

@testable import DemoCluster

/// Argo CD on one application: compare, sync, prune, hooks, heal.
@Suite struct ControllerArgoTests {
  private static let automatic = "automated: {prune: true, selfHeal: true}"

  @Test func nothingIsSyncedUnlessSomebodyAsks() async throws {
    let argo = try await ArgoHarness(["a.yaml": ArgoHarness.settings("a", "x: \"1\"")])
    #expect(await argo.sync == "OutOfSync")
    #expect(await argo.health == "Missing")
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
  }

  @Test func automationSyncsOnceAndRemembersIt() async throws {
    let argo = try await ArgoHarness(
      ["a.yaml": ArgoHarness.settings("a", "x: \"1\"")], policy: Self.automatic)
    await argo.cluster.advance(10)
    #expect(await argo.sync == "Synced")
    #expect(await argo.health == "Healthy")
    let history = await argo.status["history"]?.array ?? []
    #expect(history.count == 1)
    #expect(history.first?.at("initiatedBy", "automated") == true)
    let live = try #require(await argo.cluster.get(.configMaps, "default", "a"))
    #expect(live.annotation(ArgoState.trackingID) == "shop:/ConfigMap:default/a")
  }

  @Test func aPushIsDeployed() async throws {
    let argo = try await ArgoHarness(
      ["a.yaml": ArgoHarness.settings("a", "x: \"1\"")], policy: Self.automatic)
    await argo.cluster.advance(10)
    try await argo.push(["a.yaml": ArgoHarness.settings("a", "x: \"2\"")])
    await argo.cluster.advance(10)
    #expect(await argo.cluster.get(.configMaps, "default", "a")?.at("data", "x") == "2")
    #expect(await argo.status["history"]?.array?.count == 2)
  }

  @Test func selfHealGetsSlowerWhenSomebodyInsists() async throws {
    let argo = try await ArgoHarness(
      ["a.yaml": ArgoHarness.settings("a", "x: \"1\"")], policy: Self.automatic)
    await argo.cluster.advance(10)
    var waits: [Int] = []
    for _ in 0..<5 {
      try await argo.cluster.change(.configMaps, "default", "a") {
        $0.set("data", "x", to: "9")
      }
      var seconds = 0
      while await argo.cluster.get(.configMaps, "default", "a")?.at("data", "x") == "9",
        seconds < 100
      {
        await argo.cluster.advance(1)
        seconds += 1
      }
      waits.append(seconds)
    }
    #expect(waits.first.map { $0 <= 2 } == true)
    #expect(waits.last.map { $0 >= 15 } == true, "\(waits)")
  }

  @Test func withoutSelfHealAnEditStays() async throws {
    let argo = try await ArgoHarness(
      ["a.yaml": ArgoHarness.settings("a", "x: \"1\"")], policy: "automated: {prune: true}")
    await argo.cluster.advance(10)
    try await argo.cluster.change(.configMaps, "default", "a") { $0.set("data", "x", to: "9") }
    await argo.cluster.advance(60)
    #expect(await argo.cluster.get(.configMaps, "default", "a")?.at("data", "x") == "9")
    #expect(await argo.sync == "OutOfSync")
  }

  @Test func whatHasGoneFromGitIsPruned() async throws {
    let argo = try await ArgoHarness(
      [
        "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
        "b.yaml": ArgoHarness.settings("b", "x: \"1\""),
      ], policy: Self.automatic)
    await argo.cluster.advance(10)
    try await argo.push(["b.yaml": nil])
    await argo.cluster.advance(10)
    #expect(await argo.cluster.get(.configMaps, "default", "b") == nil)
    let results = await argo.status.at("operationState", "syncResult", "resources")?.array
    #expect(results?.contains { $0["status"] == "Pruned" } == true)
  }

  @Test func withoutPruneItIsLeftAndShown() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "b.yaml": ArgoHarness.settings("b", "x: \"1\""),
    ])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(10)
    try await argo.push(["b.yaml": nil])
    #expect(await argo.sync == "OutOfSync")
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(10)
    #expect(await argo.cluster.get(.configMaps, "default", "b") != nil)
    let resources = await argo.status["resources"]?.array ?? []
    #expect(resources.first { $0["name"] == "b" }?["requiresPruning"] == true)
  }

  @Test func hooksRunBeforeAndAfter() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "before.yaml": ArgoHarness.job("before", hook: "PreSync"),
      "after.yaml": ArgoHarness.job("after", hook: "PostSync"),
    ])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(4)
    #expect(await argo.message == "waiting for completion of hook batch/Job/before")
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
    await argo.cluster.advance(60)
    #expect(await argo.phase == "Succeeded")
    #expect(await argo.cluster.get(.jobs, "default", "after")?.isTrue("Complete") == true)
    #expect(await argo.sync == "Synced")
  }

  @Test func aHookThatFailsStopsTheSync() async throws {
    let argo = try await ArgoHarness(
      [
        "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
        "before.yaml": ArgoHarness.job("before", hook: "PreSync", image: "bad:1"),
      ], catalog: ImageCatalog(exact: ["bad:1": .crashing(.task, after: .seconds(2))]))
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(60)
    #expect(await argo.phase == "Failed")
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
  }

  @Test func theApplyStrategyLeavesHooksOut() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "before.yaml": ArgoHarness.job("before", hook: "PreSync"),
    ])
    try await argo.operate(["syncStrategy": ["apply": [:]]])
    await argo.cluster.advance(10)
    #expect(await argo.phase == "Succeeded")
    #expect(await argo.cluster.get(.jobs, "default", "before") == nil)
  }

  @Test func chosenResourcesAreSyncedAlone() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\""),
      "b.yaml": ArgoHarness.settings("b", "x: \"1\""),
    ])
    try await argo.operate([
      "syncStrategy": ["hook": [:]], "resources": [["kind": "ConfigMap", "name": "b"]],
    ])
    await argo.cluster.advance(10)
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
    #expect(await argo.cluster.get(.configMaps, "default", "b") != nil)
    #expect(await argo.status["history"] == nil)
  }

  @Test func wavesComeOneAfterTheOther() async throws {
    let wave = "argocd.argoproj.io/sync-wave"
    let argo = try await ArgoHarness([
      "a.yaml": ArgoHarness.settings("a", "x: \"1\"", annotations: "\(wave): \"2\""),
      "b.yaml": ArgoHarness.settings("b", "x: \"1\"", annotations: "\(wave): \"-1\""),
    ])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(1)
    #expect(await argo.cluster.get(.configMaps, "default", "b") != nil)
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
    await argo.cluster.advance(5)
    #expect(await argo.cluster.get(.configMaps, "default", "a") != nil)
  }

  @Test func aRefusalIsRetriedAndThenTold() async throws {
    let argo = try await ArgoHarness([
      "a.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 99999}]}"
    ])
    try await argo.operate(
      ["syncStrategy": ["hook": [:]]], retry: ["limit": 1, "backoff": ["duration": "5s"]])
    await argo.cluster.advance(3)
    #expect(await argo.phase == "Running")
    #expect(await argo.status.at("operationState", "finishedAt") != nil)
    #expect(await argo.message.contains("Retrying attempt #1"))
    await argo.cluster.advance(10)
    #expect(await argo.phase == "Failed")
    #expect(await argo.message.hasPrefix("one or more objects failed to apply, reason: Service"))
  }

  @Test func aClosedWindowHoldsTheSync() async throws {
    let argo = try await ArgoHarness(["a.yaml": ArgoHarness.settings("a", "x: \"1\"")])
    try await argo.cluster.apply(
      """
      apiVersion: argoproj.io/v1alpha1
      kind: AppProject
      metadata: {name: default, namespace: argocd}
      spec:
        syncWindows:
          - {kind: deny, schedule: "0 * * * *", duration: 1h, applications: ["sh*"]}
      """)
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(10)
    #expect(await argo.phase == "Running")
    #expect(await argo.message == "Sync operation blocked by sync window")
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
  }

  @Test func goingBackAppliesAnEarlierRevision() async throws {
    let argo = try await ArgoHarness(["a.yaml": ArgoHarness.settings("a", "x: \"1\"")])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(5)
    let first = await argo.status["history"]?[0]?["revision"] ?? ""
    try await argo.push(["a.yaml": ArgoHarness.settings("a", "x: \"2\"")])
    try await argo.operate(["syncStrategy": ["hook": [:]]])
    await argo.cluster.advance(5)
    try await argo.operate(["syncStrategy": ["apply": [:]], "revision": first])
    await argo.cluster.advance(5)
    #expect(await argo.cluster.get(.configMaps, "default", "a")?.at("data", "x") == "1")
    #expect(await argo.sync == "OutOfSync")
  }

  @Test func aBrokenManifestIsAComparisonError() async throws {
    let argo = try await ArgoHarness(["a.yaml": "kind: [unclosed"])
    #expect(await argo.sync == "Unknown")
    #expect(await argo.status["conditions"]?[0]?["type"] == "ComparisonError")
  }

  @Test func deletingAnApplicationDeletesWhatItHas() async throws {
    let argo = try await ArgoHarness(
      ["a.yaml": ArgoHarness.settings("a", "x: \"1\"")], policy: Self.automatic)
    await argo.cluster.advance(10)
    try await argo.cluster.change(ArgoCD.applications, "argocd", "shop") {
      $0.set("metadata", "finalizers", to: ["resources-finalizer.argocd.argoproj.io"])
    }
    try await argo.cluster.server.configure { server throws(APIFailure) in
      try server.delete(ArgoCD.applications, "argocd", "shop")
    }
    await argo.cluster.advance(5)
    #expect(await argo.cluster.get(.configMaps, "default", "a") == nil)
    #expect(await argo.cluster.get(ArgoCD.applications, "argocd", "shop") == nil)
  }
}
