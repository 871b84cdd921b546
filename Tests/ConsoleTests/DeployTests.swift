import Console
import DeployEngine
import Documents
import GitOps
import HTTP
import Kubernetes
import TUI
import Testing

@Suite struct DeployTests {
  private let key = ObjectKey(.deployments, namespace: "registry", name: "registry")
  private let stack = Stack.ID("infrastructure/base/registry")

  /// A console whose registry stack is being planned.
  private func planning(_ key: String = "D") -> ConsoleState {
    var state = Samples.state()
    state.select(stack: "registry")
    let commands = state.press(key).substantial
    let purpose: Deploy.Purpose = key == "D" ? .deploy : .prune
    #expect(
      commands == [
        .cluster(state.cluster.id, .plan(Deploy.ID(1), PlanRequest(stack: stack, purpose: purpose)))
      ])
    return state
  }

  private func hasPlan(_ verdict: PlannedObject.Verdict = .change) -> ConsoleState {
    var state = planning()
    state.hear(.planned(Deploy.ID(1), .success(Plans.one(verdict))))
    return state
  }

  private func isApplying(_ state: ConsoleState) -> Bool {
    state.activities.contains {
      if case .cluster(_, .apply(Deploy.ID(1), _)) = $0 { true } else { false }
    }
  }

  private func options(_ state: ConsoleState) -> Deployer.Options? {
    for activity in state.activities {
      if case .cluster(_, .apply(_, let options)) = activity { return options }
    }
    return nil
  }

  // MARK: The review

  @Test func nothingIsAppliedWithoutTheReview() {
    var state = planning()
    #expect(!isApplying(state))
    state.press("y")
    #expect(!isApplying(state))
    state.hear(.planned(Deploy.ID(1), .success(Plans.one(.change))))
    #expect(!isApplying(state))
    #expect(state.press("y").substantial.isEmpty)
    #expect(isApplying(state))
  }

  @Test func aPlanShowsLiveGitAndResultBesideEachOther() {
    let text = hasPlan().render().text
    #expect(text.contains("~ Deployment registry/registry  2 fields"))
    #expect(text.contains("FIELD"))
    let row = text.split(separator: "\n").first { $0.contains("/spec/replicas") }
    #expect(row?.split(separator: " ").filter { $0 != "│" } == ["/spec/replicas", "1", "2", "2"])
  }

  @Test func aNarrowScreenHasTheValuesBelowEachOther() {
    var state = Samples.state(80, 24)
    state.select(stack: "registry")
    state.press("D")
    state.hear(.planned(Deploy.ID(1), .success(Plans.one(.change))))
    let text = state.render().text
    #expect(text.contains("- 1"))
    #expect(text.contains("+ 2"))
  }

  @Test(arguments: [
    PlannedObject.Verdict.unchanged, .conflict([FieldConflict(manager: "kubectl", fields: [".a"])]),
    .error(.empty),
  ])
  func aPlanThatCannotBeAppliedCannotBeAgreedTo(verdict: PlannedObject.Verdict) {
    var state = hasPlan(verdict)
    state.press("y")
    #expect(!isApplying(state))
    #expect(state.said.count == 1)
  }

  @Test func takingOverFieldsIsChosenAndThenWantsTheName() {
    var state = hasPlan(.conflict([FieldConflict(manager: "kubectl", fields: [".spec.replicas"])]))
    state.press("Fy<enter>")
    #expect(!isApplying(state))
    state.press("y")
    state.type("registry")
    state.press("<enter>")
    #expect(options(state)?.forcesConflicts == true)
  }

  @Test func whatHasToBeMadeAnewWantsTheName() {
    var state = hasPlan(.recreate(fields: ["spec.selector"]))
    state.press("y<left><enter>")
    #expect(!isApplying(state))
    state.type("registry")
    state.press("<enter>")
    #expect(options(state)?.recreates == true)
  }

  @Test func pruningIsOffUntilItIsChosen() {
    var state = planning()
    state.hear(.planned(Deploy.ID(1), .success(Plans.large)))
    #expect(state.render().text.contains("[ ] prune 1"))
    state.press("P")
    #expect(state.render().text.contains("[x] prune 1"))
    state.press("y")
    state.type("registry")
    state.press("<enter>")
    #expect(options(state)?.prunes == true)
  }

  @Test func theWaitCanBeLeftOut() {
    var state = hasPlan()
    state.press("Wy")
    #expect(options(state)?.wait == nil)
    #expect(options(state) != nil)
  }

  @Test func xPlansToPrune() {
    var state = planning("X")
    state.hear(.planned(Deploy.ID(1), .success(Plans.pruning)))
    #expect(state.render().text.contains("Pruning of registry"))
    state.press("y")
    state.type("registry")
    state.press("<enter>")
    #expect(options(state)?.prunes == true)
  }

  @Test func aDiffIsNoOffer() {
    var state = Samples.state()
    state.select(stack: "registry")
    state.press("v")
    state.hear(.planned(Deploy.ID(1), .success(Plans.one(.change))))
    state.press("yPFW")
    #expect(!isApplying(state))
    #expect(state.said.last?.contains("only shows the difference") == true)
  }

  @Test func aPlanThatNobodyWaitsForIsDropped() {
    var state = planning()
    state.press("<esc>")
    state.hear(.planned(Deploy.ID(1), .success(Plans.one(.change))))
    #expect(state.deploys.isEmpty)
  }

  @Test func aProtectedContextWantsTheStacksName() {
    var state = hasPlan()
    state.settings.protectedContexts = ["homelab"]
    state.press("y<enter>")
    #expect(!isApplying(state))
    state.press("y")
    state.type("registry")
    state.press("<enter>")
    #expect(isApplying(state))
  }

  @Test func aReadOnlyConsoleShowsThePlanAndRefusesIt() {
    var state = hasPlan()
    state.settings.isReadOnly = true
    state.press("y")
    #expect(!isApplying(state))
    #expect(state.said == ["deploy: this console is read-only"])
  }

  @Test func brokenStacksSayWhyTheyCannotBeDeployed() {
    var state = Samples.state()
    #expect(state.press(":deploy media<enter>").substantial.isEmpty)
    #expect(
      state.said == [
        "media: the stack is broken: infrastructure/base/media/plex.yaml:12: a key without a value"
      ])
  }

  // MARK: The deploy

  @Test func whatHappensIsShownObjectByObject() {
    var state = hasPlan()
    state.press("y")
    state.hear(.deploy(Deploy.ID(1), .entered(.applying)))
    state.hear(.deploy(Deploy.ID(1), .started(key)))
    #expect(state.render().text.contains("sending"))
    #expect(state.render().text.contains("Deploying registry"))
    let changes = ChangeSet(entries: [.init(key: key, outcome: .configured)], ending: .complete)
    state.hear(.deploy(Deploy.ID(1), .finished(changes)))
    #expect(!isApplying(state))
    #expect(state.render().text.contains("✓ deployed: 1 changed"))
  }

  @Test func whoeverIsWaitedForSaysWhy() {
    var state = hasPlan()
    state.press("y")
    state.hear(.deploy(Deploy.ID(1), .entered(.waiting)))
    state.hear(.deploy(Deploy.ID(1), .health(.began([Plans.waiting(for: key)]))))
    let text = state.render().text
    #expect(text.contains("waiting     ························ 0/1"))
    #expect(text.contains("Back-off restarting failed container (7×)"))
    #expect(text.contains("panic: no configuration"))
    #expect(state.stackRow(named: "registry")?.work == .waiting(healthy: 0, of: 1))
  }

  @Test func escapeAsksAndThenStopsBetweenObjects() {
    var state = hasPlan()
    state.press("y<esc>")
    #expect(isApplying(state))
    state.press("<enter>")
    #expect(isApplying(state))
    state.press("<esc>s")
    #expect(!isApplying(state))
    #expect(state.render().text.contains("stopping after the object in hand"))
    let changes = ChangeSet(entries: [.init(key: key, outcome: .notApplied)], ending: .cancelled)
    state.hear(.deploy(Deploy.ID(1), .finished(changes)))
    #expect(state.render().text.contains("‖ stopped: 1 not applied"))
    state.press("<esc>")
    #expect(state.overlays.isEmpty)
  }

  @Test func aDeployGoesOnWhileSomethingElseIsLookedAt() {
    var state = hasPlan()
    state.press("y<esc>r")
    #expect(state.overlays.isEmpty)
    #expect(isApplying(state))
    #expect(state.render().text.contains("◐ 1 deploy"))
    state.press("1D")
    #expect(state.render().text.contains("Deploying registry"))
    #expect(state.deploys.count == 1)
  }

  @Test func severalDeploysAreListed() {
    var state = hasPlan()
    state.press("y<esc>r")
    state.select(stack: "traefik")
    state.press("D")
    state.hear(.planned(Deploy.ID(2), .success(Plans.one(.change))))
    state.press("y<esc>r:deploys<enter>")
    let text = state.render().text
    #expect(text.contains("◐ registry"))
    #expect(text.contains("◐ traefik"))
    state.press("j<enter>")
    #expect(state.render().text.contains("Deploying registry"))
  }

  @Test func planningAgainGoesOnWithWhatWasNotDone() {
    var state = hasPlan()
    state.press("y")
    let changes = ChangeSet(entries: [.init(key: key, outcome: .notApplied)], ending: .cancelled)
    state.hear(.deploy(Deploy.ID(1), .finished(changes)))
    let commands = state.press("D").substantial
    #expect(
      commands == [
        .cluster(state.cluster.id, .plan(Deploy.ID(2), PlanRequest(stack: stack, purpose: .deploy)))
      ])
    #expect(state.overlays.count == 1)
  }

  @Test func aDeployUnderWayHoldsTheContextAndAsksBeforeLeaving() {
    var state = hasPlan()
    state.press("y")
    state.press(":ctx work<enter>")
    #expect(state.cluster.id.context == "homelab")
    #expect(state.press("<ctrl-r>").substantial.isEmpty)
    #expect(isApplying(state))
    #expect(state.press("<ctrl-c>").substantial.isEmpty)
    #expect(state.press("<left><enter>").substantial == [.quit])
  }
}

extension ConsoleState {
  /// Selects a stack by its name.
  mutating func select(stack name: String) {
    press("1g")
    for _ in 0..<stacks.total where stacks.selected?.stack.name != name { press("j") }
  }

  /// Types a text.
  mutating func type(_ text: String) {
    for character in text { _ = update(.key(.character(character))) }
  }

  func stackRow(named name: String) -> StackRow? { stacks.all.first { $0.stack.name == name } }
}
