import Console
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// Editing by hand: from the key through the editor and the review to what comes of it.
@Suite struct EditTests {
  private let web = Samples.webKey
  private let first = EditFlow.ID(1)

  /// A console whose editor has the text of *web*.
  private func editing() -> ConsoleState {
    var state = Samples.deployments()
    state.press("e")
    state.hear(.editOpened(first, .success(Samples.webText)))
    return state
  }

  /// A console that shows what an edit comes to.
  private func reviewing(_ prepared: PreparedEdit...) -> ConsoleState {
    var state = editing()
    _ = state.update(.edited(first, .left(Samples.webText(replicas: 5))))
    state.hear(.editPrepared(first, prepared))
    return state
  }

  private func clusterCommands(_ commands: [Command]) -> [ClusterCommand] {
    commands.substantial.compactMap {
      if case .cluster(_, let command) = $0 { command } else { nil }
    }
  }

  private func decisions(_ commands: [Command]) -> [EditDecision] {
    clusterCommands(commands).compactMap {
      if case .applyEdit(_, let decision, _) = $0 { decision } else { nil }
    }
  }

  /// Goes to the choice of that name in the form of a review, and takes it.
  private func choose(_ title: String, in state: inout ConsoleState) -> [Command] {
    state.press("<enter>")
    while !state.render().text.contains("(•) \(title)") { state.press("<space>") }
    return state.press("<enter>")
  }

  // MARK: - To the editor

  @Test func theObjectIsReadAndItsTextGivenToTheEditor() {
    var state = Samples.deployments()
    #expect(clusterCommands(state.press("e")) == [.openEdit(first, [web])])
    let commands = state.hear(.editOpened(first, .success(Samples.webText)))
    guard case .edit(first, let text)? = commands.substantial.first else {
      return #expect(Bool(false))
    }
    #expect(text.name == "deployment-web.yaml")
    #expect(text.text == Samples.webText.text)
    #expect(text.kept?.objects.map(\.key) == [web])
  }

  @Test func markedOnesAreEditedTogether() {
    var state = Samples.deployments()
    let commands = clusterCommands(state.press("<space><space>e"))
    guard case .openEdit(_, let keys)? = commands.first else { return #expect(Bool(false)) }
    #expect(keys.map(\.name.name) == ["web", "worker"])
  }

  @Test func keysAreTheEditorsWhileItIsOpen() {
    var state = editing()
    #expect(state.press("<ctrl-d>q<ctrl-c>").isEmpty)
    #expect(state.overlays.isEmpty)
  }

  @Test func noEditorOpensForWhoeverWentOn() {
    var state = Samples.deployments()
    state.press("ej")
    #expect(state.hear(.editOpened(first, .success(Samples.webText))).substantial.isEmpty)
    #expect(state.said.last == "edit: not opened, since you went on; e asks again")
  }

  @Test func anObjectThatCannotBeReadIsSaid() {
    var state = Samples.deployments()
    state.press("e")
    state.hear(.editOpened(first, .failure(.notFound(Status(code: 404, message: "gone")))))
    #expect(state.said.last?.hasPrefix("edit of web: ") == true)
    #expect(state.edits.isEmpty)
  }

  @Test func whoeverMayNotChangeItIsToldBeforehand() {
    var state = Samples.deployments()
    let question = AccessQuestion(verb: "patch", kind: web.kind, namespace: "shop")
    state.hear(.reviewed(question, .denied("RBAC: no")))
    #expect(clusterCommands(state.press("e")).isEmpty)
    #expect(state.said.last?.contains("you aren't allowed to patch deployments.apps") == true)
  }

  @Test func aReadOnlyConsoleEditsNothing() {
    var state = Samples.deployments()
    state.settings.isReadOnly = true
    #expect(clusterCommands(state.press("e")).isEmpty)
    #expect(state.said.last == "edit: this console is read-only")
  }

  // MARK: - Back from it

  @Test func whatWasTypedIsAskedAboutAndKept() {
    var state = editing()
    let commands = state.update(.edited(first, .left(Samples.webText(replicas: 5))))
    guard case .keepEdit(let kept)? = commands.substantial.first else {
      return #expect(Bool(false))
    }
    #expect(kept.text == Samples.webText(replicas: 5))
    guard case .prepareEdit(_, let drafts, _)? = clusterCommands(commands).first else {
      return #expect(Bool(false))
    }
    #expect(drafts.map(\.key) == [web])
    #expect(drafts[0].edits.map(\.path.description) == ["spec.replicas"])
  }

  @Test func anUnchangedTextEndsIt() {
    var state = editing()
    #expect(clusterCommands(state.update(.edited(first, .left(Samples.webText.text)))).isEmpty)
    #expect(state.said.last == "edit of web: nothing was changed")
    #expect(state.edits.isEmpty)
  }

  @Test func anEmptyTextEndsIt() {
    var state = editing()
    _ = state.update(.edited(first, .left("\n")))
    #expect(state.said.last == "edit of web: cancelled: the text was left empty")
    #expect(state.edits.isEmpty)
  }

  @Test func anEmptyTextLosesNothingThatWasTypedBefore() {
    var state = reviewing(Samples.scaled())
    state.press("e")
    _ = state.update(.edited(first, .left("")))
    #expect(state.edits[first]?.text == Samples.webText(replicas: 5))
    #expect(state.render().text.contains("what was typed before is kept"))
  }

  @Test func aTextThatCannotBeReadOpensTheEditorAgainWithTheReason() {
    var state = editing()
    let broken = Samples.webText(replicas: 5) + "  : {\n"
    let commands = state.update(.edited(first, .left(broken))).substantial
    guard case .edit(_, let text)? = commands.last else { return #expect(Bool(false)) }
    #expect(text.text.hasPrefix("#! line "))
    #expect(text.text.hasSuffix(broken))
  }

  @Test func theSameBrokenTextOnceMoreWaits() {
    var state = editing()
    _ = state.update(.edited(first, .left("a: {\n")))
    let given = state.edits[first]?.text ?? ""
    #expect(clusterCommands(state.update(.edited(first, .left(given)))).isEmpty)
    #expect(state.render().text.contains("what was typed is kept: e goes back to it"))
    #expect(state.edits[first]?.text == given)
  }

  @Test func anEditorThatFailsBeforeAnythingWasTypedEndsIt() {
    var state = editing()
    _ = state.update(.edited(first, .failed("vi: exit code 1", text: Samples.webText.text)))
    #expect(state.said.last == "edit of web: nothing changed: vi: exit code 1")
    #expect(state.edits.isEmpty)
  }

  @Test func whatAFailedEditorLeftBehindIsKept() {
    var state = editing()
    let typed = Samples.webText(replicas: 6)
    let commands = state.update(.edited(first, .failed("vi: signal 9", text: typed)))
    #expect(clusterCommands(commands).isEmpty)
    #expect(state.edits[first]?.text == typed)
    #expect(state.render().text.contains("✖ vi: signal 9"))
  }

  // MARK: - The review

  @Test func nothingIsSentUnlessSomebodyGoesToApply() {
    var state = reviewing(Samples.scaled())
    #expect(decisions(state.press("<enter><enter>")).isEmpty)
    #expect(state.edits[first]?.phase == .review)
  }

  @Test func whatIsAppliedIsWhatWasShown() {
    var state = reviewing(Samples.scaled())
    let decision = decisions(choose("apply", in: &state)).first
    #expect(decision?.edits == [Samples.scaled()])
    #expect(decision?.pause == nil)
  }

  @Test func aReasonGoesWithIt() {
    var state = reviewing(Samples.scaled())
    state.press("<enter><space><down>")
    let commands = state.press("full<enter>")
    #expect(decisions(commands).first?.reason == "full")
  }

  @Test func aPauseIsOfferedWhereAutomationIsKnown() {
    var state = reviewing(Samples.healed())
    state.press("<enter><space><down><space><space>")
    #expect(state.render().text.contains("(•) 1 h"))
    #expect(decisions(state.press("<enter>")).first?.pause == .hour)
  }

  @Test func noPauseIsOfferedWhereNobodyHasAutomation() {
    var state = reviewing(Samples.scaled())
    state.press("<enter><space>")
    #expect(!state.render().text.contains("Pause"))
  }

  @Test func inAProtectedContextTheNameHasToBeTyped() {
    var state = reviewing(Samples.scaled())
    state.settings.protectedContexts = ["homelab"]
    #expect(decisions(choose("apply", in: &state)).isEmpty)
    #expect(decisions(state.press("<enter>")).isEmpty)
    #expect(decisions(choose("apply", in: &state)).isEmpty)
    #expect(decisions(state.press("web<enter>")).count == 1)
  }

  @Test func whatTheServerRefusesCannotBeAppliedAndIsKept() {
    var prepared = Samples.scaled()
    prepared.verdict = .refused(
      .invalid(
        Status(
          code: 422, reason: "Invalid", message: "it is invalid",
          causes: [.init(reason: "x", message: "must be positive", field: "spec.replicas")])))
    var state = reviewing(prepared)
    #expect(state.render().text.contains("spec.replicas: must be positive"))
    state.press("<enter>")
    #expect(!state.render().text.contains("( ) apply"))
    let commands = state.press("<esc>e").substantial
    guard case .edit(_, let text)? = commands.last else { return #expect(Bool(false)) }
    #expect(text.text == Samples.webText(replicas: 5))
  }

  @Test func leavingTheReviewLosesNothing() {
    var state = reviewing(Samples.scaled())
    state.press("<esc>")
    #expect(state.overlays.isEmpty)
    state.press(":edits<enter><enter>")
    #expect(state.frontPage == .edit(first))
    #expect(state.edits[first]?.phase == .review)
  }

  @Test func droppingAsksFirst() {
    var state = reviewing(Samples.scaled())
    state.press("<ctrl-d><enter>")
    #expect(state.edits[first] != nil)
    let commands = state.press("<ctrl-d>y").substantial
    #expect(state.edits.isEmpty)
    guard case .forgetEdit? = commands.last else { return #expect(Bool(false)) }
  }

  // MARK: - Conflicts

  @Test func aConflictShowsAllThree() {
    let screen = reviewing(Samples.conflicting()).render().text
    for text in ["opened  3", "yours   5", "theirs  7", "! 1 conflict is to be settled"] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  @Test func aConflictKeepsItFromBeingApplied() {
    var state = reviewing(Samples.conflicting())
    state.press("<enter>")
    #expect(!state.render().text.contains("( ) apply"))
    #expect(state.render().text.contains("conflicts have to be settled first"))
  }

  @Test(arguments: [("M", EditDraft.Side.mine), ("T", .theirs)])
  func allConflictsAreSettledAtOnceAndTheServerAsked(key: String, side: EditDraft.Side) {
    var state = reviewing(Samples.conflicting())
    guard case .prepareEdit(_, let drafts, _)? = clusterCommands(state.press(key)).first else {
      return #expect(Bool(false))
    }
    #expect(drafts[0].choices == [["spec", "replicas"]: side])
  }

  @Test func theSelectedConflictIsSettled() {
    var state = reviewing(Samples.conflicting())
    state.press("/replicas<enter>")
    guard case .prepareEdit(_, let drafts, _)? = clusterCommands(state.press("m")).first else {
      return #expect(Bool(false))
    }
    #expect(drafts[0].choices.values.first == .mine)
  }

  @Test func anObjectThatWasDeletedCanBeMadeAnew() {
    var prepared = Samples.scaled()
    prepared.live = nil
    prepared.verdict = .deleted
    var state = reviewing(prepared)
    guard case .prepareEdit(_, let drafts, _)? = clusterCommands(state.press("M")).first,
      case .creation? = drafts.first?.aim
    else { return #expect(Bool(false)) }
  }

  @Test func anObjectThatWasDeletedCanBeLeftSo() {
    var prepared = Samples.scaled()
    prepared.live = nil
    prepared.verdict = .deleted
    var state = reviewing(prepared)
    state.press("T")
    #expect(state.edits.isEmpty)
    #expect(state.said.last == "edit of web: nothing of it is left")
  }

  // MARK: - What came of it

  private func applied(_ outcome: EditOutcome) -> (state: ConsoleState, commands: [Command]) {
    var state = reviewing(Samples.healed())
    _ = choose("apply", in: &state)
    let commands = state.hear(.editApplied(first, [EditResult(web, outcome)]))
    return (state, commands)
  }

  @Test func whatIsDoneIsSaidAndNotKeptAnyMore() {
    let (state, commands) = applied(
      .applied(Samples.emergency(), result: Samples.webDocument, remarks: []))
    #expect(state.said.contains("web: 3 → 5 replicas"))
    guard case .forgetEdit? = commands.substantial.last else { return #expect(Bool(false)) }
    #expect(state.edits[first]?.isOver == true)
  }

  @Test func thePageFollowsWhatBecomesOfIt() {
    var (state, _) = applied(
      .applied(Samples.emergency(), result: Samples.webDocument, remarks: []))
    state.hear(.emergencies([Samples.emergency()], nil))
    state.hear(.emergencies([Samples.emergency(.reverted(by: "argocd", at: nil))], nil))
    #expect(state.said.contains("deployment web: the change is reverted by argocd"))
    #expect(
      state.render().text.contains("↩ Deployment shop/web  3 → 5 replicas  reverted by argocd"))
  }

  @Test func whatHasChangedMeanwhileIsLookedAtAgain() {
    let (state, commands) = applied(.changed(Samples.conflicting()))
    guard case .prepareEdit? = clusterCommands(commands).first else { return #expect(Bool(false)) }
    #expect(state.edits[first]?.phase == .preparing)
  }

  @Test func whatFailedIsKeptWithTheText() {
    var (state, _) = applied(.failed(.invalid(Status(code: 422, message: "no"))))
    #expect(state.edits[first]?.isOver == false)
    state.press("<esc>:edits<enter><enter>e")
    #expect(state.edits[first]?.phase == .inEditor)
  }

  @Test func quittingWhileItIsAppliedAsksFirst() {
    var state = reviewing(Samples.scaled())
    _ = choose("apply", in: &state)
    #expect(state.press("<ctrl-c>").isEmpty)
    #expect(state.render().text.contains("An edit is being applied"))
  }

  // MARK: - Kept ones

  @Test func aKeptEditGoesOnWhereItWasLeft() {
    var state = Samples.deployments()
    let kept = KeptEdit(
      id: KeptEdit.ID("1-2-3"), context: "homelab", time: Samples.now,
      objects: Samples.webText.objects, text: Samples.webText(replicas: 5))
    _ = state.update(.keptEdits([kept]))
    let commands = clusterCommands(state.press(":edits<enter><enter>"))
    guard case .prepareEdit(_, let drafts, _)? = commands.first else { return #expect(Bool(false)) }
    #expect(drafts[0].edits.map(\.after) == [5])
  }

  @Test func aKeptEditOfAnotherContextWaitsThere() {
    var state = Samples.deployments()
    let kept = KeptEdit(
      id: KeptEdit.ID("1-2-3"), context: "work", time: Samples.now,
      objects: Samples.webText.objects, text: Samples.webText(replicas: 5))
    _ = state.update(.keptEdits([kept]))
    #expect(clusterCommands(state.press(":edits<enter><enter>")).isEmpty)
    #expect(state.said.last == "it is for the context work: go there first")
  }

  @Test func aKeptEditComesBackFromItsFileAsItWas() {
    var draft = Samples.conflicting(.mine).draft
    draft.undoes = Samples.emergency().id
    let kept = KeptEdit(
      id: KeptEdit.ID("1"), context: "homelab", time: Samples.now,
      objects: Samples.webText.objects, text: "a: b", drafts: [draft])
    #expect(KeptEdit(kept.id, kept.value) == kept)
  }
}
