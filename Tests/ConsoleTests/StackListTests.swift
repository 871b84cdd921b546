import Console
import DeployEngine
import GitOps
import HTTP
import Kubernetes
import TUI
import TestSupport
import Testing

/// The stacks pane: what it is put together of.
@Suite struct StackListTests {
  private let registry = Stack.ID("infrastructure/base/registry")

  private func cells(_ state: ConsoleState, _ name: String) -> String {
    state.render().text.split(separator: "\n").map(String.init).first { $0.contains(name) } ?? ""
  }

  @Test(arguments: [
    (StackDrift(id: Stack.ID("a"), isComplete: true), "="),
    (StackDrift(id: Stack.ID("a"), changed: 3, missing: 1, extra: 2, isComplete: true), "~3 +1 -2"),
    (StackDrift(id: Stack.ID("a")), "…"),
    (StackDrift(id: Stack.ID("a"), unknown: 2, isComplete: true), "?2"),
    (StackDrift(id: Stack.ID("a"), problem: .empty), "?"),
  ])
  func driftIsAFewCharacters(drift: StackDrift, text: String) {
    var drift = drift
    drift.id = registry
    var state = Samples.state()
    state.press("1z")
    state.hear(.drift(drift))
    #expect(cells(state, "registry").contains(" \(text) "))
  }

  @Test func theHeaderCountsWhatIsWrong() {
    var state = Samples.state()
    state.hearOfStacks()
    let header = state.render().text.split(separator: "\n").first ?? ""
    #expect(header.contains("✖ 1 broken"))
    #expect(header.contains("≠ 1 drifted"))
    #expect(header.contains("✖ 1 degraded"))
  }

  @Test func aStackThatDriftsIsToldOfOnce() {
    var state = Samples.state()
    state.hear(.drift(StackDrift(id: registry, isComplete: true)))
    state.hear(.drift(StackDrift(id: registry, changed: 1, isComplete: true)))
    state.hear(.drift(StackDrift(id: registry, changed: 2, isComplete: true)))
    #expect(state.said == ["stack registry has drifted: ~1"])
  }

  @Test func aClusterThatIsAwayMakesThePaneAndTheTreeStale() {
    var state = Samples.state()
    state.hearOfStacks()
    state.press("1z")
    #expect(!state.render().text.contains("stale"))
    let away = Interruption(.transport(TransportError(.cannotConnect)), retriesAfter: .seconds(1))
    state.hear(.inventories(.interrupted(away)))
    let title = state.render().text.split(separator: "\n").first { $0.contains("1 Stacks 3") } ?? ""
    #expect(title.contains("▲ stale"))
    state.select(stack: "traefik")
    state.press("<enter>")
    let tree = state.render().text.split(separator: "\n").first { $0.contains("╭─ traefik") } ?? ""
    #expect(tree.contains("▲ stale"))
  }

  @Test func aBuildTakesThePlaceOfWhatWasRead() {
    var state = Samples.state()
    guard var stack = state.stackRow(named: "traefik")?.stack else {
      Issue.record("there is no traefik")
      return
    }
    stack.problems = [StackProblem(file: "k.yaml", line: 3, reason: "no such field")]
    _ = state.update(.repository(.built([stack])))
    #expect(state.stackRow(named: "traefik")?.stack.isBroken == true)
    // Reading anew, as after any file is saved, doesn't undo it.
    if case .read(let snapshot) = state.repository {
      _ = state.update(.repository(.read(snapshot)))
    }
    #expect(state.stackRow(named: "traefik")?.stack.isBroken == true)
  }

  @Test func onlyTheContextsEnvironmentIsListedUntilAllAreAskedFor() {
    var state = Samples.state()
    guard case .read(var snapshot) = state.repository else { return }
    var configuration = RepositoryConfiguration()
    configuration.environments["prod"] = .init(context: "homelab")
    configuration.environments["dev"] = .init(context: "work")
    snapshot.configuration = configuration
    for name in ["prod", "dev"] {
      snapshot.stacks.append(
        Stack(
          path: "infrastructure/overlays/\(name)/registry", name: "registry", source: .kustomize,
          environment: name))
    }
    _ = state.update(.repository(.read(snapshot)))
    #expect(state.stacks.visible.map(\.stack.environment) == [nil, "prod", nil])
    state.press("1e")
    #expect(state.stacks.total == 5)
    #expect(state.activities.contains(.builds(environment: "prod")))
    // A stack of another cluster's environment isn't deployed to this one.
    #expect(state.press("1g").isEmpty)
    while state.stacks.selected?.stack.environment != "dev" { state.press("j") }
    #expect(state.press("D").substantial.isEmpty)
    #expect(state.said.last == "deploy: the stack is for dev, which is the context work")
  }

  @Test func theLastDeployIsShownWithCommitAndWho() {
    var state = Samples.state()
    state.press("1z")
    #expect(cells(state, "registry").contains(" ? "))
    state.hearOfStacks()
    #expect(cells(state, "registry").contains("595bc0b* mira 120m"))
    #expect(cells(state, "traefik").contains("never"))
  }
}

/// The record of deploys, and going back to one.
@Suite struct LedgerTests {
  private let registry = Stack.ID("infrastructure/base/registry")

  private func opened() -> ConsoleState {
    var state = Samples.state()
    state.select(stack: "registry")
    let commands = state.press("L").substantial
    #expect(
      commands == [
        .cluster(
          state.cluster.id,
          .ledger(registry, name: "registry", environment: nil, namespace: "duet"))
      ])
    state.hear(.ledger(registry, .success(Samples.ledger)))
    return state
  }

  @Test func enterShowsWhatADeployDid() {
    var state = opened()
    #expect(!state.render().text.contains("Deployment registry/registry  configured"))
    state.press("<enter>")
    #expect(state.render().text.contains("Deployment registry/registry  configured"))
  }

  @Test func aDeployOfCommittedFilesCanBeGoneBackTo() {
    var state = opened()
    let commands = state.press("jR").substantial
    let request = PlanRequest(stack: registry, purpose: .rollback(Samples.ledger[1]))
    #expect(commands == [.cluster(state.cluster.id, .plan(Deploy.ID(1), request))])
    state.hear(.planned(Deploy.ID(1), .success(Plans.one(.change))))
    #expect(state.render().text.contains("Rollback of registry"))
    #expect(state.render().text.contains("as it was at 1111111"))
  }

  @Test func oneOfUncommittedFilesCannot() {
    var state = opened()
    #expect(state.press("R").substantial.isEmpty)
    #expect(state.said == ["roll back: its files differed from their commit"])
  }

  @Test func aLedgerThatIsOpenIsReadAgainWhenAnotherDeployIsOnTheRecord() {
    var state = opened()
    state.hear(.inventories(.began))
    state.hear(.inventories(.listed))
    let row = InventoryRow(name: ObjectName(namespace: "duet", name: "stack-registry"))
    #expect(state.hear(.inventories(.applied([row]))).substantial.count == 1)
  }

  @Test func whyItCannotBeReadIsSaid() {
    var state = opened()
    state.hear(.ledger(registry, .failure(.notFound(Status(code: 404, message: "gone")))))
    #expect(state.render().text.contains("✖"))
  }
}
