import Console
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What keys ask for about workloads: what is prepared, what is asked, what is sent, what is said.
@Suite struct WorkloadTests {
  private let web = Samples.webKey
  private let shop = ObjectOwner.application(ObjectName(namespace: "argocd", name: "shop"))
  private let wiki = ObjectOwner.application(ObjectName(namespace: "argocd", name: "wiki"))

  private func requests(_ commands: [Command]) -> [WorkloadRequest] {
    commands.compactMap {
      if case .cluster(_, .prepare(_, let request, _)) = $0 { request } else { nil }
    }
  }

  private func changes(_ commands: [Command]) -> [PreparedEdit] {
    commands.flatMap { command -> [PreparedEdit] in
      if case .cluster(_, .applyEdit(_, let decision, _)) = command { decision.edits } else { [] }
    }
  }

  /// A console that is asked whether to restart *web*.
  private func asking(_ prepared: PreparedChange) -> ConsoleState {
    var state = Samples.deployments()
    state.press("r")
    state.hear(.prepared(.restart, [prepared]))
    return state
  }

  // MARK: - From a key to a change

  @Test func aRestartIsPreparedAskedAndDone() throws {
    var state = Samples.deployments()
    #expect(requests(state.press("r")) == [.restart])
    state.hear(.prepared(.restart, [try Samples.prepared(.restart)]))
    let sent = changes(state.press("y"))
    #expect(sent.map(\.key) == [web])
    #expect(sent.map(\.draft.action) == ["every pod is made anew"])
  }

  @Test func noIsTheAnswerUnlessSomebodyGoesToYes() throws {
    var state = asking(try Samples.prepared(.restart))
    #expect(changes(state.press("<enter>")).isEmpty)
    #expect(state.overlays.isEmpty)
  }

  @Test func whoeverWentOnIsNotAsked() throws {
    var state = Samples.deployments()
    state.press("rj")
    state.hear(.prepared(.restart, [try Samples.prepared(.restart)]))
    #expect(state.overlays.isEmpty)
    #expect(
      state.said.last == "restart: not done, since you went on; the same key asks again")
  }

  @Test func markedOnesAreChangedTogether() throws {
    var state = Samples.deployments()
    let commands = state.press("<space><space>r")
    guard case .cluster(_, .prepare(let keys, .restart, _))? = commands.substantial.last else {
      return #expect(Bool(false))
    }
    #expect(keys.map(\.name.name) == ["web", "worker"])
  }

  @Test func whatIsRefusedBeforehandIsSaidAndNotAsked() {
    let state = asking(PreparedChange(web, .refused("its rollout is paused; resume it first")))
    #expect(state.overlays.isEmpty)
    #expect(state.said.last == "restart of web: its rollout is paused; resume it first")
  }

  @Test func ofSeveralThoseThatCannotAreLeftOut() throws {
    var state = Samples.deployments()
    state.press("<space><space>r")
    let other = ObjectKey(Samples.scalableDeployments, namespace: "shop", name: "worker")
    state.hear(
      .prepared(.restart, [try Samples.prepared(.restart), PreparedChange(other, .refused("no"))]))
    #expect(state.render().text.contains("✖ worker: no"))
    #expect(changes(state.press("y")).map(\.key) == [web])
  }

  @Test func aReadOnlyConsoleChangesNothing() {
    var state = Samples.deployments()
    state.settings.isReadOnly = true
    #expect(requests(state.press("r")).isEmpty)
    #expect(state.said.last == "restart: this console is read-only")
  }

  @Test func whatIsDeniedIsSaidWithTheReason() {
    var state = Samples.deployments()
    let question = AccessQuestion(
      verb: "patch", kind: Samples.scalableDeployments, subresource: "scale", namespace: "shop")
    state.hear(.reviewed(question, .denied("RBAC: no")))
    state.press("s")
    #expect(state.overlays.isEmpty)
    #expect(
      state.said.last
        == "scale: you aren't allowed to change deployments/scale.apps in namespace shop (RBAC: no)"
    )
  }

  @Test func inAProtectedContextTheNameHasToBeTyped() throws {
    var state = Samples.deployments()
    state.settings.protectedContexts = ["homelab"]
    state.press("r")
    state.hear(.prepared(.restart, [try Samples.prepared(.restart)]))
    #expect(changes(state.press("<enter>")).isEmpty)
    state.press("r")
    state.hear(.prepared(.restart, [try Samples.prepared(.restart)]))
    #expect(changes(state.press("web<enter>")).count == 1)
  }

  // MARK: - Who puts it back

  @Test func whoPutsItBackIsSaid() throws {
    let edit = FieldEdit(["spec", "replicas"], before: 3, after: 5)
    let shop = ForecastActor(.application, ObjectName(namespace: "argocd", name: "shop"))
    let forecast = Forecast(
      fields: [FieldForecast(edit, [ForecastOutcome(shop, .reverted(.atOnce(delay: 0)))])],
      gaps: ["whether an autoscaler sets it can't be said"], made: Samples.now.seconds)
    let text = asking(try Samples.prepared(.scale(to: 5), forecast: forecast)).render().text
    #expect(text.contains("✖ application shop puts it back within seconds (self-heal)"))
    #expect(text.contains("? whether an autoscaler sets it can't be said"))
  }

  @Test func whereSeveralFieldsFareDifferentlyEachIsNamed() throws {
    let shop = ForecastActor(.application, ObjectName(namespace: "argocd", name: "shop"))
    func field(_ name: String, _ verdict: ForecastVerdict) -> FieldForecast {
      FieldForecast(
        FieldEdit(["spec", .field(name)], before: nil, after: 1), [ForecastOutcome(shop, verdict)])
    }
    let forecast = Forecast(
      fields: [
        field("replicas", .reverted(.nextSync(.manual))), field("paused", .survives(.notNamed)),
      ], made: Samples.now.seconds)
    let text = asking(try Samples.prepared(.scale(to: 5), forecast: forecast)).render().text
    #expect(text.contains("▲ spec.replicas: application shop puts it back with the next sync"))
    #expect(text.contains("● spec.paused: application shop leaves it alone"))
  }

  // MARK: - Forms

  @Test func aNumberOfReplicasIsTyped() {
    var state = Samples.deployments()
    state.press("s")
    state.hear(.document(web, Samples.webDocument))
    #expect(state.render().text.contains("3 wanted, 3 there, 2 ready"))
    #expect(requests(state.press("5<enter>")) == [.scale(to: 5)])
  }

  @Test(arguments: ["x", "-1", "1.5", "99999999999"])
  func whatIsNoNumberIsSaid(typed: String) {
    var state = Samples.deployments()
    #expect(requests(state.press("s\(typed)<enter>")).isEmpty)
    #expect(state.said.last == "\(typed) isn't a whole number from 0 on")
  }

  @Test func anAutoscalerIsTold() throws {
    var state = Samples.deployments()
    state.press("s5<enter>")
    let note = "autoscaler web manages it (2 to 6), and sets the number again"
    state.hear(.prepared(.scale(to: 5), [try Samples.prepared(.scale(to: 5), notes: [note])]))
    let text = state.render().text
    #expect(text.contains("3 → 5 replicas"))
    #expect(text.contains(note))
  }

  @Test func imagesAreFilledInAndChanged() {
    var state = Samples.deployments()
    state.press("i")
    state.hear(.document(web, Samples.webDocument))
    #expect(
      requests(state.press("<down><backspace><backspace>30<enter>")) == [
        .setImages([
          ContainerImage("setup", isInitial: true, "busybox:1"),
          ContainerImage("web", "nginx:1.30"),
        ])
      ])
  }

  @Test func whatArrivesLaterDoesNotOverwriteWhatIsTyped() {
    var state = Samples.deployments()
    state.press("i")
    state.hear(.document(web, Samples.webDocument))
    state.press("<backspace>2")
    state.hear(.document(web, Samples.webDocument))
    #expect(state.render().text.contains("busybox:2"))
  }

  // MARK: - Following

  private func answer(_ state: inout ConsoleState, _ outcome: EditOutcome) throws {
    state.press("r")
    state.hear(.prepared(.restart, [try Samples.prepared(.restart)]))
    state.press("y")
    state.hear(.editApplied(EditFlow.ID(1), [EditResult(web, outcome)]))
  }

  private func done(_ state: inout ConsoleState) throws {
    try answer(
      &state, .applied(Samples.emergency(), result: Samples.webDocument, remarks: []))
  }

  private func object(
    _ change: Value, generation: Int64 = 4
  ) -> Value {
    Samples.webDocument.applying(mergePatch: change)
      .applying(mergePatch: ["metadata": ["generation": .integer(generation)]])
  }

  @Test func aRolloutIsFollowedInTheWordsOfKubectl() throws {
    var state = Samples.deployments()
    try done(&state)
    #expect(state.activities.contains(.cluster(state.cluster.id, .document(web))))
    state.hear(.document(web, object(["status": ["updatedReplicas": 1]])))
    #expect(state.said.last == "web: 1 out of 3 new replicas have been updated")
    state.hear(.document(web, object([:])))
    #expect(state.said.last == "web: 2 of 3 updated replicas are available")
    #expect(!state.said.contains("web: 1 out of 3 new replicas have been updated"))
    state.hear(.document(web, object(["status": ["availableReplicas": 3]])))
    #expect(state.said.last == "deployment web is rolled out")
    #expect(!state.activities.contains(.cluster(state.cluster.id, .document(web))))
  }

  @Test func whatIsSaidOfTheStateBeforeIsNoEnd() throws {
    var state = Samples.deployments()
    try done(&state)
    state.hear(.document(web, object(["status": ["availableReplicas": 3]], generation: 3)))
    #expect(!state.said.contains("deployment web is rolled out"))
  }

  @Test func aPageThatIsOpenedMeanwhileShowsWhatIsKnown() throws {
    var state = Samples.deployments()
    try done(&state)
    state.hear(.document(web, object([:])))
    state.press("H")
    #expect(state.render().text.contains("2 of 3 updated replicas are available"))
  }

  @Test func aRolloutIsNotFollowedForEver() throws {
    var state = Samples.deployments()
    try done(&state)
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 901)))
    #expect(!state.activities.contains(.cluster(state.cluster.id, .document(web))))
  }

  @Test func whatIsNotDoneIsSaid() throws {
    var state = Samples.deployments()
    try answer(&state, .failed(KubernetesError(Status(code: 500, message: "no room"))))
    #expect(state.said.last?.hasPrefix("web: ") == true)
    #expect(state.said.last?.contains("no room") == true)
  }

  // MARK: - Other kinds

  @Test func anythingWithAScaleIsScaled() {
    let widgets = ResourceKind(
      group: "example.com", plural: "widgets", kind: "Widget", verbs: ["list"],
      subresources: ["scale"])
    var state = Samples.listing(widgets, [ObjectName(namespace: "shop", name: "one")])
    #expect(requests(state.press("s2<enter>")) == [.scale(to: 2)])
  }

  @Test func whatHasNoScaleHasNoSuchKey() {
    let widgets = ResourceKind(
      group: "example.com", plural: "widgets", kind: "Widget", verbs: ["list"])
    var state = Samples.listing(widgets, [ObjectName(namespace: "shop", name: "one")])
    state.press("s")
    #expect(state.overlays.isEmpty)
  }

  @Test func replicaSetsSayWhyTheyAreNotRestarted() {
    var state = Samples.listing(.replicaSets, [ObjectName(namespace: "shop", name: "web-1")])
    #expect(requests(state.press("r")).isEmpty)
    #expect(state.said.last == "restart: replicasets can't be restarted; a deployment can")
  }

  @Test func scheduledJobsAreStartedAndSuspended() {
    var state = Samples.listing(.cronJobs, [ObjectName(namespace: "shop", name: "backup")])
    #expect(requests(state.press("t")) == [.trigger])
    #expect(requests(state.press("P")) == [.setSuspended(true)])
  }

  @Test func inATreeTheSelectedObjectIsMeant() {
    var state = Samples.state()
    state.hear(
      .discovered(Discovery(kinds: [.pods, .applications, Samples.scalableDeployments])))
    state.press("2/shop<enter><enter>")
    // The first rows of the tree are its deployments.
    let commands = state.press("r")
    #expect(requests(commands) == [.restart])
  }
}
