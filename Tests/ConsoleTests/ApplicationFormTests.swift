import Console
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What can be decided about syncs, rollbacks and deletions.
@Suite struct ApplicationFormTests {
  private let shop = Samples.shop
  private let wiki = Samples.wiki
  private let key = Samples.shopKey

  private func opened(
    _ value: Value = Samples.application(), _ width: Int = 140, _ height: Int = 40
  ) -> ConsoleState {
    var state = Samples.state(width, height)
    let row = ApplicationRow(
      name: shop, sync: .outOfSync,
      sources: [
        ApplicationSource(
          repository: "https://git.example.com/shop.git", path: "k8s", targetRevision: "main")
      ],
      resources: [
        ApplicationResource(
          kind: "Service", name: ObjectName(namespace: "shop", name: "web"), sync: .synced),
        ApplicationResource(
          group: "apps", kind: "Deployment", name: ObjectName(namespace: "shop", name: "web"),
          sync: .outOfSync),
        ApplicationResource(
          group: "batch", kind: "Job", name: ObjectName(namespace: "shop", name: "migrate"),
          sync: .outOfSync, isHook: true),
      ])
    state.hear(.applications(Samples.applicationQuery, .applied([row])))
    state.press("2<alt-s>")
    state.hear(.document(key, value))
    return state
  }

  private func asked(_ commands: [Command]) -> SyncRequest? {
    guard case .cluster(_, .check(_, .sync(let request)))? = commands.substantial.first else {
      return nil
    }
    return request
  }

  // MARK: Syncs

  @Test func whatIsDecidedIsCheckedFirst() {
    var state = opened()
    #expect(
      asked(state.press("v1.2<down><space><down><space><enter>"))
        == SyncRequest(
          revisions: [0: "v1.2"], prunes: true, isDryRun: true))
    #expect(state.overlays.isEmpty)
  }

  @Test func nothingDecidedIsAPlainSync() {
    var state = opened()
    #expect(asked(state.press("<enter>")) == SyncRequest())
  }

  @Test func itsOwnOptionsAreTickedAndNotSaidAgain() {
    var state = opened(Samples.application(options: ["ServerSideApply=true"]))
    #expect(state.render().text.contains("Its own options: ServerSideApply=true"))
    #expect(asked(state.press("<enter>")) == SyncRequest())
  }

  @Test func itsOwnOptionsCanBeSwitchedOff() {
    var state = opened(Samples.application(options: ["ServerSideApply=true"]))
    let request = asked(state.press("<up><down><down><down><down><down><down><space><enter>"))
    #expect(request == SyncRequest(options: ["ServerSideApply=false"]))
  }

  @Test func resourcesOutOfSyncAreChosenWithOneKey() {
    var state = opened()
    let deployment = SyncResource(
      group: "apps", kind: "Deployment", namespace: "shop", name: "web")
    #expect(asked(state.press("<ctrl-o><enter>")) == SyncRequest(resources: [deployment]))
  }

  @Test func resourcesAreChosenFromAList() {
    var state = opened()
    state.press("<down><down><down><down><down><down><down><space>")
    #expect(state.render().text.contains("Resources of shop"))
    let service = SyncResource(group: "", kind: "Service", namespace: "shop", name: "web")
    #expect(asked(state.press("<space><enter><enter>")) == SyncRequest(resources: [service]))
  }

  @Test func ofSeveralOnlyWhatAppliesToAllIsAsked() {
    var state = Samples.state()
    state.press("2<space><space><alt-s>")
    let text = state.render().text
    #expect(text.contains("Sync 2 applications with options"))
    #expect(!text.contains("Revision   "))
    let commands = state.press("<space><enter>").substantial
    let sync = ApplicationRequest.sync(SyncRequest(prunes: true))
    #expect(commands == [.cluster(state.cluster.id, .check([shop, wiki], sync))])
  }

  @Test func escapeAsksForNothing() {
    var state = opened()
    #expect(state.press("<esc>").substantial.isEmpty)
    #expect(state.overlays.isEmpty)
  }

  @Test(arguments: GoldenTests.sizes) func theOptionsOfASync(size: Size) {
    var state = opened(
      Samples.application(options: ["CreateNamespace=true", "ServerSideApply=true"]), size.width,
      size.height)
    state.press("<down><space><ctrl-o>")
    expectGolden(state.render(), "sync-options")
  }

  // MARK: Rollbacks

  private func history(_ value: Value, _ size: Size = Size(140, 40)) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.press("2H")
    state.hear(.document(key, value))
    return state
  }

  @Test(arguments: GoldenTests.sizes) func whatWasSynced(size: Size) {
    expectGolden(history(Samples.application(automated: [:]), size).render(), "history")
  }

  @Test func commitsAreAskedAboutOnceAndSayWhatTheyAre() {
    var state = Samples.state()
    state.press("2H")
    let commits = (1...3).map { Samples.commit($0) }
    #expect(
      state.hear(.document(key, Samples.application())).substantial
        == [
          .readCommits(
            commits, application: "shop", repositories: ["https://git.example.com/shop.git"])
        ])
    #expect(state.hear(.document(key, Samples.application())).substantial.isEmpty)
    _ = state.update(.commits([Samples.commit(2): "Sell umbrellas"]))
    #expect(state.render().text.contains("Sell umbrellas"))
  }

  @Test func aRollbackIsDecidedCheckedAndAgreedTo() {
    var state = history(Samples.application())
    let request = ApplicationRequest.rollBack(RollbackRequest(id: 2, prunes: true))
    #expect(
      state.press("j<enter><space><enter>").substantial
        == [.cluster(state.cluster.id, .check([shop], request))])
    state.hear(.checked(request, [RequestAnswer(shop)]))
    #expect(
      state.press("y").substantial == [.cluster(state.cluster.id, .request([shop], request))])
  }

  @Test func withAutomationOnNothingIsRolledBack() {
    var state = history(Samples.application(automated: [:]))
    state.press("jR")
    #expect(
      state.said.last
        == "roll back: automation would undo a rollback at once; pause it first")
  }

  // MARK: Deletions

  @Test func aDeletionAsksWhatBecomesOfTheResources() {
    var state = Samples.state()
    #expect(state.press("2<ctrl-d>").substantial.isEmpty)
    state.hear(.document(key, Samples.application()))
    #expect(state.render().text.contains("(•) orphan"))
    #expect(
      state.press("<left><enter>").substantial
        == [.cluster(state.cluster.id, .check([shop], .delete(.background)))])
    let note = "application set apps undoes it at once: it makes anew what it wants"
    state.hear(.checked(.delete(.background), [RequestAnswer(shop, notes: [note])]))
    #expect(state.render().text.contains("Type shop to go on"))
    #expect(state.render().text.contains(note))
    #expect(state.press("<enter>").substantial.isEmpty)
    state.press("2<ctrl-d><enter>")
    state.hear(.checked(.delete(.foreground), [RequestAnswer(shop)]))
    let delete = ClusterCommand.request([shop], .delete(.foreground))
    #expect(state.press("shop<enter>").substantial == [.cluster(state.cluster.id, delete)])
  }

  @Test func anOrphaningDeletionNeedsNoName() {
    var state = Samples.state()
    state.press("2<ctrl-d><left><enter>")
    state.hear(.checked(.delete(.none), [RequestAnswer(shop)]))
    let delete = ClusterCommand.request([shop], .delete(.none))
    #expect(state.press("y").substantial == [.cluster(state.cluster.id, delete)])
  }

  @Test(arguments: GoldenTests.sizes) func deletingAnApplication(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("2<ctrl-d>")
    expectGolden(state.render(), "delete-application")
  }

  // MARK: Pauses

  @Test func aPauseNamesWhoWouldUndoIt() {
    var state = Samples.state()
    let order = ApplicationRequest.pause(PauseOrder(seconds: 900, reason: "fire"))
    #expect(
      state.press("2P<down>fire<enter>").substantial
        == [.cluster(state.cluster.id, .check([shop], order))])
    state.hear(
      .checked(
        order,
        [RequestAnswer(shop, notes: ["application set apps undoes it at once: Git says"])]))
    #expect(state.render().text.contains("application set apps undoes it at once"))
    #expect(state.press("y").substantial == [.cluster(state.cluster.id, .request([shop], order))])
  }

  @Test func whatIsPausedIsResumedAfterAQuestion() {
    var state = Samples.state()
    let row = ApplicationRow(name: shop, automation: Automation(isEnabled: false))
    state.hear(.applications(Samples.applicationQuery, .applied([row])))
    #expect(state.press("2P<enter>").substantial.isEmpty)
    #expect(
      state.press("Py").substantial == [.cluster(state.cluster.id, .request([shop], .resume))])
  }

  @Test func withoutAutomationThereIsNothingToPause() {
    var state = Samples.state()
    state.press("2jP")
    #expect(state.said.last == "pause: it isn't synced automatically")
  }
}
