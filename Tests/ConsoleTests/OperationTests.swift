import Console
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// Following the operations of applications.
@Suite struct OperationTests {
  private let shop = Samples.shop
  private let wiki = Samples.wiki
  private let key = Samples.shopKey

  /// The page of an operation that was asked for here.
  private func page(_ value: Value, _ width: Int = 140, _ height: Int = 40) -> ConsoleState {
    var state = Samples.state(width, height)
    state.press("2S")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    state.press("y")
    state.hear(Samples.running(shop, started: Samples.now.seconds - 42))
    state.hear(.document(key, value))
    return state
  }

  private let waiting = Samples.application(
    operation: Samples.operation,
    state: Samples.operationState(
      message: "waiting for healthy state of apps/Deployment/web and 2 more resources"))

  @Test func whatWasAgreedToIsFollowed() {
    var state = Samples.state()
    state.press("2S")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    state.press("y")
    #expect(state.render().text.contains("being asked for"))
    #expect(state.activities.contains(.cluster(state.cluster.id, .document(key))))
  }

  @Test func theOperationBeforeIsntTakenForTheNewOne() {
    var state = Samples.state()
    state.hear(
      .applications(
        Samples.applicationQuery,
        .applied([
          ApplicationRow(
            name: shop, operation: ApplicationOperation(phase: .failed, started: 1000))
        ])))
    state.press("2S")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    state.press("y")
    state.hear(
      .document(
        key, Samples.application(state: Samples.operationState(phase: "Failed", message: "no"))))
    #expect(state.render().text.contains("being asked for"))
    state.hear(Samples.running(shop))
    #expect(!state.render().text.contains("being asked for"))
  }

  @Test func aRequestThatWasRefusedIsntWaitedFor() {
    var state = Samples.state()
    state.press("2S")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    state.press("y")
    state.hear(.document(key, Samples.application()))
    state.hear(.requested(.sync(SyncRequest()), [RequestAnswer(shop, problem: "no")]))
    #expect(state.render().text.contains("no operation was ever asked for"))
  }

  @Test func whatEverythingWaitsForIsFollowedToo() {
    let state = page(waiting)
    let web = ObjectKey(.deployments, namespace: "shop", name: "web")
    #expect(state.activities.contains(.cluster(state.cluster.id, .document(web))))
  }

  @Test func whatIsWaitedForInAnotherClusterIsntLookedForHere() {
    var elsewhere = waiting
    elsewhere["spec"]?["destination"] = ["server": "https://10.0.0.9:6443", "namespace": "shop"]
    let state = page(elsewhere)
    let web = ObjectKey(.deployments, namespace: "shop", name: "web")
    #expect(!state.activities.contains(.cluster(state.cluster.id, .document(web))))
  }

  @Test(arguments: GoldenTests.sizes) func aSyncInItsSecondWave(size: Size) {
    var state = page(waiting, size.width, size.height)
    let web = ObjectKey(.deployments, namespace: "shop", name: "web")
    state.hear(
      .document(
        web,
        [
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": ["namespace": "shop", "name": "web", "generation": 2],
          "spec": ["replicas": 3],
          "status": ["observedGeneration": 2, "replicas": 3, "updatedReplicas": 1],
        ]))
    let event = EventRow(
      name: ObjectName(namespace: "shop", name: "e1"), isWarning: true, reason: "FailedCreate",
      message: "exceeded quota", object: web.name, count: 3, lastSeen: Samples.now.seconds - 5)
    state.hear(.events(web, .began))
    state.hear(.events(web, .page([event], remaining: nil)))
    state.hear(.events(web, .listed))
    expectGolden(state.render(), "operation")
  }

  @Test func theNextAttemptIsCountedDown() {
    let state = page(
      Samples.application(
        operation: Samples.operation,
        state: Samples.operationState(
          message: "one or more objects failed to apply", finished: Samples.now.seconds - 2,
          retries: 2)))
    #expect(state.render().text.contains("failed, and is tried again in 18s"))
    #expect(state.render().text.contains("2 of 5"))
  }

  @Test func whatIsntTakenUpIsSaidToWait() {
    var state = page(Samples.application(operation: Samples.operation))
    #expect(state.render().text.contains("not taken up yet"))
    #expect(state.render().text.contains("no pod of the application controller is running"))
    state.hear(pods: [
      Samples.pod(
        "argocd", "argocd-application-controller-0",
        labels: ["app.kubernetes.io/name": "argocd-application-controller"])
    ])
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 3)))
    #expect(!state.render().text.contains("application controller"))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 60)))
    #expect(state.render().text.contains("the application controller seems not to be there"))
  }

  @Test func theEndIsSaidWithWhatItTook() {
    let state = page(
      Samples.application(
        state: Samples.operationState(
          phase: "Succeeded", message: "successfully synced (all tasks run)",
          finished: Samples.now.seconds - 12)))
    #expect(state.render().text.contains("✓ succeeded after 30s: successfully synced"))
  }

  @Test func severalAreFollowedALineEach() {
    var state = Samples.state()
    state.press("2<space><space>S")
    let answers = [RequestAnswer(shop), RequestAnswer(wiki)]
    state.hear(.checked(.sync(SyncRequest()), answers))
    state.press("y")
    state.hear(
      Samples.running(wiki, message: "waiting for healthy state of apps/Deployment/wiki"))
    expectGolden(state.render(), "operations")
    state.press("<enter>")
    #expect(state.render().text.contains("Operation of argocd/shop"))
  }

  @Test func theKeyShowsTheLastOperation() {
    var state = Samples.state()
    state.press("2O")
    #expect(state.render().text.contains("Operation of argocd/shop"))
    state.press("<esc>jO")
    #expect(state.said.last == "operation: there never was an operation")
  }
}
