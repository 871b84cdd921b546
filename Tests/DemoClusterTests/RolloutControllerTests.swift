import Documents
import Testing

@testable import DemoCluster

/// The simulated Argo Rollouts heeds what kubectl-argo-rollouts writes.
@Suite struct RolloutControllerTests {
  private let cluster: ControllerHarness

  init() async throws { cluster = try await ControllerHarness(.delivery) }

  private func status(_ name: String) async throws -> Value {
    try #require(await cluster.get(RolloutController.rollouts, "shop", name)?["status"])
  }

  private func write(_ name: String, _ status: Value) async throws {
    try await cluster.server.configure { server throws(APIFailure) in
      _ = try server.modify(
        RolloutController.rollouts, "shop", name, as: "kubectl-argo-rollouts", subresource: .status
      ) { $0["status"] = ($0["status"] ?? [:]).applying(mergePatch: status) }
    }
  }

  private func pods(_ name: String, tag: String) async -> Int {
    await cluster.list(.pods, "shop").filter { pod in
      pod.at("spec", "containers")?[0]?["image"]?.string == "ghcr.io/shop/\(name):\(tag)"
        && pod.isReadyPod
    }.count
  }

  @Test(arguments: [
    ("storefront", "Paused", "CanaryPauseStep"), ("checkout", "Healthy", nil),
    ("search", "Degraded", "RolloutAborted: Rollout aborted update to revision 2"),
    ("cart", "Paused", "BlueGreenPause"),
  ]) func rolloutsAreInEveryState(_ name: String, _ phase: String, _ message: String?) async throws
  {
    let status = try await status(name)
    #expect(status["phase"]?.string == phase)
    #expect(status["message"]?.string == message)
  }

  @Test func aPauseHoldsTheWeight() async throws {
    #expect(try await status("storefront")["currentStepIndex"] == 1)
    #expect(await pods("storefront", tag: "1.1.0") == 1)
    #expect(await pods("storefront", tag: "1.0.0") == 4)
  }

  @Test func thePromotionLeadsThroughTheSteps() async throws {
    try await write("storefront", ["pauseConditions": .null])
    await cluster.advance(15)
    #expect(try await status("storefront")["currentStepIndex"] == 3)
    #expect(await pods("storefront", tag: "1.1.0") == 3)
    // The pauses that are left have an end.
    await cluster.advance(120)
    #expect(try await status("storefront")["phase"] == "Healthy")
    #expect(await pods("storefront", tag: "1.1.0") == 5)
    #expect(await pods("storefront", tag: "1.0.0") == 0)
    let reasons = await cluster.reasons(ofEventsAbout: "storefront", in: "shop")
    #expect(reasons.isSuperset(of: ["RolloutStepCompleted", "RolloutPaused", "RolloutCompleted"]))
  }

  @Test func theWholeWayIsTakenAtOnce() async throws {
    try await write("storefront", ["promoteFull": true])
    await cluster.advance(20)
    let status = try await status("storefront")
    #expect(status["phase"] == "Healthy" && status["promoteFull"] == nil)
    #expect(status["stableRS"] == status["currentPodHash"])
  }

  @Test func anAbortGoesBackAndARetryBeginsAnew() async throws {
    try await write("storefront", ["abort": true])
    await cluster.advance(10)
    #expect(try await status("storefront")["phase"] == "Degraded")
    #expect(await pods("storefront", tag: "1.0.0") == 5)
    try await write("storefront", ["abort": false])
    await cluster.advance(10)
    let status = try await status("storefront")
    #expect(status["phase"] == "Paused" && status["currentStepIndex"] == 1)
    #expect(status["abortedAt"] == nil)
  }

  @Test func blueAndGreenAreSideBySideUntilPromoted() async throws {
    #expect(await pods("cart", tag: "3.1") == 2)
    #expect(await pods("cart", tag: "3.2") == 2)
    try await write("cart", ["pauseConditions": .null])
    await cluster.advance(10)
    #expect(try await status("cart")["phase"] == "Healthy")
    #expect(await pods("cart", tag: "3.1") == 0)
  }
}
