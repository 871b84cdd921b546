import Documents
import Testing

@testable import DemoCluster

/// Deployments in a cluster whose time the test drives.
@Suite struct ControllerDeploymentTests {
  @Test func aDeploymentBecomesAvailable() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(ControllerHarness.deployment("web", replicas: 3))
    await cluster.advance(30)
    let web = try #require(await cluster.get(.deployments, "default", "web"))
    #expect(web.at("status", "availableReplicas") == 3)
    #expect(web.isTrue("Available"))
    #expect(web.condition("Progressing")?["reason"] == "NewReplicaSetAvailable")
    #expect(web.annotation("deployment.kubernetes.io/revision") == "1")
    let pods = await cluster.list(.pods, "default")
    #expect(pods.count == 3)
    #expect(pods.allSatisfy { $0.at("spec", "nodeName")?.string?.hasPrefix("talos0") == true })
  }

  @Test func aNewTemplateRollsWithoutLosingAPod() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(ControllerHarness.deployment("web", replicas: 3))
    await cluster.advance(30)
    try await cluster.change(.deployments, "default", "web") {
      $0.set(
        "spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt",
        to: "now")
    }
    var fewest = Int64.max
    for _ in 0..<60 {
      await cluster.advance(1)
      let web = await cluster.get(.deployments, "default", "web")
      fewest = min(fewest, web?.at("status", "availableReplicas")?.integer ?? 0)
    }
    #expect(fewest == 3)
    let sets = await cluster.list(.replicaSets, "default")
    #expect(sets.count == 2)
    #expect(Set(sets.map { $0.at("spec", "replicas") }) == [0, 3])
    let web = await cluster.get(.deployments, "default", "web")
    #expect(web?.annotation("deployment.kubernetes.io/revision") == "2")
  }

  @Test func goingBackTakesUpTheOldReplicaSet() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(ControllerHarness.deployment("web", image: "nginx:1"))
    await cluster.advance(30)
    try await cluster.apply(ControllerHarness.deployment("web", image: "nginx:2"))
    await cluster.advance(30)
    try await cluster.apply(ControllerHarness.deployment("web", image: "nginx:1"))
    await cluster.advance(30)
    #expect(await cluster.list(.replicaSets, "default").count == 2)
    let web = await cluster.get(.deployments, "default", "web")
    #expect(web?.annotation("deployment.kubernetes.io/revision") == "3")
    let pods = await cluster.list(.pods, "default")
    #expect(pods.map { $0.at("spec", "containers")?[0]?["image"] } == ["nginx:1"])
  }

  @Test func aCrashLoopKeepsTheOldPodsAndRunsIntoItsDeadline() async throws {
    let cluster = try await ControllerHarness(
      catalog: ImageCatalog(exact: ["api:bad": .crashing(.javaCrash)]))
    try await cluster.apply(ControllerHarness.deployment("api", image: "api:good", replicas: 2))
    await cluster.advance(30)
    try await cluster.apply(ControllerHarness.deployment("api", image: "api:bad", replicas: 2))
    await cluster.advance(700)
    let api = try #require(await cluster.get(.deployments, "default", "api"))
    #expect(api.condition("Progressing")?["reason"] == "ProgressDeadlineExceeded")
    #expect(api.isTrue("Available"))
    #expect(api.at("status", "availableReplicas") == 2)
    #expect(await cluster.reasons(ofEventsAbout: "api-", in: "default").contains("BackOff"))
  }

  @Test func aNewImageRepairsACrashLoop() async throws {
    let cluster = try await ControllerHarness(
      catalog: ImageCatalog(exact: ["api:bad": .crashing(.javaCrash)]))
    try await cluster.apply(ControllerHarness.deployment("api", image: "api:bad"))
    await cluster.advance(45)
    #expect(await cluster.state(ofPod: "api-", in: "default") == "CrashLoopBackOff")
    try await cluster.apply(ControllerHarness.deployment("api", image: "api:good"))
    await cluster.advance(60)
    #expect(await cluster.state(ofPod: "api-", in: "default") == "Running")
    #expect(await cluster.list(.pods, "default").count == 1)
  }

  @Test func aPausedDeploymentDoesNotRoll() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(ControllerHarness.deployment("web"))
    await cluster.advance(30)
    try await cluster.change(.deployments, "default", "web") { object in
      object.set("spec", "paused", to: true)
      object.set("spec", "template", "metadata", "labels", "build", to: "2")
    }
    await cluster.advance(60)
    #expect(await cluster.list(.replicaSets, "default").count == 1)
  }

  @Test func scalingDownDeletesPodsThatAreNotReadyFirst() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(ControllerHarness.deployment("web", replicas: 2))
    await cluster.advance(30)
    let first = Set(await cluster.list(.pods, "default").map(\.objectName))
    try await cluster.change(.deployments, "default", "web") {
      $0.set("spec", "replicas", to: 4)
    }
    await cluster.advance(1)
    try await cluster.change(.deployments, "default", "web") {
      $0.set("spec", "replicas", to: 2)
    }
    await cluster.advance(10)
    #expect(Set(await cluster.list(.pods, "default").map(\.objectName)) == first)
  }
}
