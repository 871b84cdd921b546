import Console
import DeployEngine
import Documents
import GitOps
import HTTP
import Kubernetes
import TUI
import Testing

@Suite struct DeleteTests {
  @Test func deletingAsksFirstAndTheAnswerIsNo() {
    var state = Samples.state()
    #expect(state.press("3<ctrl-d>").substantial.isEmpty)
    #expect(state.press("<enter>").substantial.isEmpty)
    #expect(state.overlays.isEmpty)
  }

  @Test func yesDeletesWhatIsMarked() {
    var state = Samples.state()
    let commands = state.press("3<space><space><ctrl-d><left><enter>").substantial
    #expect(
      commands == [
        .cluster(state.cluster.id, .delete(ObjectKey(.pods, Samples.pods[0].name))),
        .cluster(state.cluster.id, .delete(ObjectKey(.pods, Samples.pods[1].name))),
      ])
    #expect(state.pods.marks.isEmpty)
  }

  @Test func whatIsNotAllowedIsSaidBeforehand() {
    var state = Samples.state()
    let asked = state.press("3")
    let question = AccessQuestion(verb: "delete", kind: .pods, namespace: "argocd")
    #expect(asked == [.cluster(state.cluster.id, .review(question))])
    state.hear(.reviewed(question, .denied("")))
    state.press("<ctrl-d>")
    #expect(state.overlays.isEmpty)
    #expect(state.said == ["delete: you aren't allowed to delete pods in namespace argocd"])
  }

  @Test func aReadOnlyConsoleChangesNothing() {
    var state = Samples.state()
    state.settings.isReadOnly = true
    #expect(state.press("3<ctrl-d>").substantial.isEmpty)
    #expect(state.press("1D").substantial.isEmpty)
    #expect(state.press(":deploy registry<enter>").substantial.isEmpty)
    #expect(state.overlays.isEmpty)
    #expect(state.said.allSatisfy { $0.contains("read-only") })
    #expect(state.said.count == 2)
  }
}

@Suite struct DeployTests {
  private let key = ObjectKey(.deployments, namespace: "registry", name: "registry")

  private func plan(_ verdict: PlannedObject.Verdict = .change) -> Plan {
    let item = PlannedObject(
      key: key,
      object: StackObject(
        group: "apps", kind: "Deployment", namespace: "registry", name: "registry",
        file: "infrastructure/base/registry/deployment.yaml", line: 1), verdict: verdict,
      differences: Difference(
        from: ["spec": ["replicas": 1]], to: ["spec": ["replicas": 2]]
      ).changes)
    return Plan(
      stack: Stack.ID("infrastructure/base/registry"), name: "registry", git: Samples.git,
      items: [item])
  }

  /// A console whose registry stack is being planned.
  private func planning() -> ConsoleState {
    var state = Samples.state()
    state.press("1g")
    while state.stacks.selected?.stack.name != "registry" { state.press("j") }
    let commands = state.press("D").substantial
    #expect(
      commands == [
        .cluster(state.cluster.id, .plan(Deploy.ID(1), Stack.ID("infrastructure/base/registry")))
      ])
    return state
  }

  private var applying: (ConsoleState) -> Bool {
    { $0.activities.contains(.cluster($0.cluster.id, .apply(Deploy.ID(1)))) }
  }

  @Test func nothingIsAppliedWithoutTheReview() {
    var state = planning()
    #expect(!applying(state))
    state.press("y")
    #expect(!applying(state))
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    #expect(!applying(state))
    #expect(state.press("y").substantial.isEmpty)
    #expect(applying(state))
  }

  @Test func whatHappensIsShownObjectByObject() {
    var state = planning()
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    #expect(state.render().text.contains("~ Deployment registry/registry  change"))
    #expect(state.render().text.contains("- 1"))
    state.press("y")
    state.hear(.deploy(Deploy.ID(1), .started(key)))
    #expect(state.render().text.contains("sending"))
    let changes = ChangeSet(entries: [.init(key: key, outcome: .configured)], ending: .complete)
    state.hear(.deploy(Deploy.ID(1), .finished(changes)))
    #expect(!applying(state))
    #expect(state.render().text.contains("✓ deployed: 0 created, 1 changed, 0 unchanged"))
  }

  @Test func escapeStopsBetweenObjectsAndStaysUntilItIsOver() {
    var state = planning()
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    state.press("y<esc>")
    #expect(!applying(state))
    #expect(!state.overlays.isEmpty)
    let changes = ChangeSet(entries: [.init(key: key, outcome: .notApplied)], ending: .cancelled)
    state.hear(.deploy(Deploy.ID(1), .finished(changes)))
    #expect(state.render().text.contains("‖ stopped"))
    #expect(state.render().text.contains("1 not applied"))
    state.press("<esc>")
    #expect(state.overlays.isEmpty)
  }

  @Test(arguments: [PlannedObject.Verdict.unchanged, .conflict([]), .error(.empty)])
  func aPlanThatCannotBeAppliedCannotBeAgreedTo(verdict: PlannedObject.Verdict) {
    var state = planning()
    state.hear(.planned(Deploy.ID(1), .success(plan(verdict))))
    state.press("y")
    #expect(!applying(state))
    #expect(state.said.count == 1)
  }

  @Test func aDiffIsNoOffer() {
    var state = Samples.state()
    state.press("1")
    while state.stacks.selected?.stack.name != "registry" { state.press("j") }
    state.press("v")
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    state.press("y")
    #expect(!applying(state))
  }

  @Test func aPlanThatNobodyWaitsForIsDropped() {
    var state = planning()
    state.press("<esc>")
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    #expect(state.deploys.isEmpty)
  }

  @Test func aProtectedContextWantsTheStacksName() {
    var state = planning()
    state.settings.protectedContexts = ["homelab"]
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    state.press("y<enter>")
    #expect(!applying(state))
    state.press("y")
    for character in "registry" { _ = state.update(.key(.character(character))) }
    state.press("<enter>")
    #expect(applying(state))
  }

  @Test func brokenAndUnbuiltStacksSayWhyTheyCannotBeDeployed() {
    var state = Samples.state()
    #expect(state.press(":deploy media<enter>").substantial.isEmpty)
    #expect(state.press(":deploy traefik<enter>").substantial.isEmpty)
    #expect(
      state.said == [
        "media: the stack is broken: infrastructure/base/media/plex.yaml:12: a key without a value",
        "traefik: kustomize folders can't be built yet",
      ])
  }

  @Test func aDeployUnderWayHoldsTheContextAndAsksBeforeLeaving() {
    var state = planning()
    state.hear(.planned(Deploy.ID(1), .success(plan())))
    state.press("y")
    state.press(":ctx work<enter>")
    #expect(state.cluster.id.context == "homelab")
    #expect(state.press("<ctrl-r>").substantial.isEmpty)
    #expect(applying(state))
    #expect(state.press("<ctrl-c>").substantial.isEmpty)
    #expect(state.press("<left><enter>").substantial == [.quit])
  }
}
