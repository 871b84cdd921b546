import Console
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What keys ask Argo CD for, and what is asked first.
@Suite struct ApplicationRequestTests {
  private let shop = Samples.shop
  private let wiki = Samples.wiki

  private func focused(_ width: Int = 140) -> ConsoleState {
    var state = Samples.state(width)
    state.press("2")
    return state
  }

  @Test func aSyncIsCheckedBeforeAnythingIsAsked() {
    var state = focused()
    let commands = state.press("S").substantial
    #expect(commands == [.cluster(state.cluster.id, .check([shop], .sync(SyncRequest())))])
    #expect(state.overlays.isEmpty)
  }

  @Test func theAnswerToASyncIsNoUnlessOneSaysYes() {
    var state = focused()
    state.press("S")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    #expect(state.press("<enter>").substantial.isEmpty)
    state.press("S")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    let sync = ClusterCommand.request([shop], .sync(SyncRequest()))
    #expect(state.press("y").substantial == [.cluster(state.cluster.id, sync)])
  }

  @Test func aRefusalIsSaidWithItsReason() {
    var state = focused()
    state.press("S")
    state.hear(
      .checked(.sync(SyncRequest()), [RequestAnswer(shop, problem: "blocked by a sync window")])
    )
    #expect(state.overlays.isEmpty)
    #expect(state.said.last == "sync of shop not asked for: blocked by a sync window")
  }

  @Test func ofSeveralOnlyThoseAreSyncedThatCanBe() {
    var state = focused()
    #expect(
      state.press("<space><space>S").substantial
        == [.cluster(state.cluster.id, .check([shop, wiki], .sync(SyncRequest())))])
    state.hear(
      .checked(
        .sync(SyncRequest()),
        [RequestAnswer(shop, problem: "it is being deleted"), RequestAnswer(wiki)]))
    #expect(state.render().text.contains("shop: it is being deleted"))
    let sync = ClusterCommand.request([wiki], .sync(SyncRequest()))
    #expect(state.press("y").substantial == [.cluster(state.cluster.id, sync)])
  }

  @Test func noQuestionComesUpOnceSomebodyHasGoneOn() {
    var state = focused()
    state.press("Sj")
    state.hear(.checked(.sync(SyncRequest()), [RequestAnswer(shop)]))
    #expect(state.overlays.isEmpty)
    #expect(state.said.contains { $0.contains("the same key asks again") })
  }

  @Test(arguments: [("r", false), ("R", true)]) func refreshesAskNothing(key: String, isHard: Bool)
  {
    var state = focused()
    let refresh = ClusterCommand.request([shop], .refresh(isHard: isHard))
    #expect(state.press(key).substantial == [.cluster(state.cluster.id, refresh)])
  }

  @Test func thereIsNothingToTerminateWithoutAnOperation() {
    var state = focused()
    #expect(state.press("T").substantial.isEmpty)
    #expect(state.said.last == "terminate: no operation is in progress")
  }

  @Test func terminatingAsksFirst() {
    var state = focused()
    state.hear(Samples.running(shop, message: "waiting for healthy state of apps/Deployment/web"))
    #expect(state.press("T<enter>").substantial.isEmpty)
    let terminate = ClusterCommand.request([shop], .terminate)
    #expect(state.press("Ty").substantial == [.cluster(state.cluster.id, terminate)])
  }

  @Test func whoMayNotPatchIsToldSo() {
    var state = focused()
    let question = AccessQuestion(verb: "patch", kind: .applications, namespace: "argocd")
    state.hear(.reviewed(question, .denied("")))
    #expect(state.press("S").substantial.isEmpty)
    #expect(
      state.said.last == "sync: you aren't allowed to change applications in namespace argocd")
  }

  @Test func aReadOnlyConsoleAsksForNothing() {
    var state = focused()
    state.settings.isReadOnly = true
    #expect(state.press("SrRT").substantial.isEmpty)
    #expect(state.said.contains("terminate: this console is read-only"))
  }

  @Test func aRunningOperationIsToldInItsRow() {
    var state = focused(200)
    state.press("z")
    state.hear(
      Samples.running(shop, message: "waiting for healthy state of apps/Deployment/web", retries: 2)
    )
    #expect(
      state.render().text.contains("waiting for healthy state of apps/Deployment/web (retry 2)"))
  }

  @Test func whatCameOfItIsSaid() {
    var state = focused()
    state.hear(.requested(.sync(SyncRequest()), [RequestAnswer(shop)]))
    #expect(state.said.last == "sync of shop asked for")
    state.hear(
      .requested(.terminate, [RequestAnswer(shop, problem: "no operation is in progress")]))
    #expect(
      state.said.last == "end of the operation of shop not asked for: no operation is in progress")
  }
}
