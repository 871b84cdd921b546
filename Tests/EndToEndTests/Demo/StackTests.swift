import Console
import ConsoleRuntime
import DemoCluster
import DeployEngine
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The left half of the deck on the demo cluster: drift, trees, the ledger, the script.
@Suite(.timeLimit(.minutes(10)))
struct StackTests {
  private func run(
    usesGit: Bool = false, size: Size = Size(140, 40), _ body: (DemoDeck) async throws -> Void
  ) async throws {
    try await DemoDeck.run(.standard, hasRepository: true, usesGit: usesGit, size: size) { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the stacks") { $0.stacks.total > 0 }
      try await body(deck)
    }
  }

  /// Lets time pass until something is known of a stack.
  private func pass(
    _ deck: DemoDeck, _ name: String, until isKnown: @escaping @Sendable (StackRow) -> Bool
  ) async throws {
    let end = ContinuousClock.now + .patience
    while ContinuousClock.now < end {
      let state = await deck.driver.runtime.state
      if let row = state.stacks.all.first(where: { $0.stack.name == name }), isKnown(row) { return }
      let frames = deck.driver.terminal.record.value.frameCount
      await deck.driver.advance(by: .milliseconds(200))
      _ = await deck.driver.terminal.record.wait { $0.frameCount > frames }
    }
    Issue.record("\(name) didn't come to it:\n\(deck.driver.terminal.text)")
  }

  private func select(_ deck: DemoDeck, _ name: String) async throws {
    try deck.press("1/^\(name)$<enter>")
    try await deck.driver.wait(for: "the stack") { $0.stacks.selected?.stack.name == name }
  }

  @Test func everyStackSaysHowItDiffers() async throws {
    try await run { deck in
      try await pass(deck, "registry") { $0.drift?.changed == 1 && $0.drift?.isComplete == true }
      try await pass(deck, "network-policies") { ($0.drift?.missing ?? 0) > 0 }
      try await pass(deck, "media") { $0.stack.isBroken }
      try await pass(deck, "storage") { $0.drift?.isInSync == true }
    }
  }

  @Test func aTreeGoesDownToThePods() async throws {
    try await run { deck in
      try await pass(deck, "registry") { $0.drift?.isComplete == true }
      try await select(deck, "registry")
      try deck.press("<enter>")
      try await deck.driver.see(
        "Deployment registry/docker-registry", "ReplicaSet docker-registry-",
        "Pod docker-registry-")
      try deck.press("/Deployment<enter>v")
      try await deck.driver.see("Drift of deployment registry/docker-registry", "512Mi")
    }
  }

  @Test func whatIsDeployedIsOnTheRecordAndNoLongerDrifts() async throws {
    try await run(usesGit: true) { deck in
      try await pass(deck, "registry") { $0.drift?.isComplete == true }
      try deck.press(":deploy registry<enter>")
      try await deck.driver.see("Plan of registry", "y applies exactly this")
      try deck.press("y")
      try await deck.pass(until: "✓ deployed", by: .milliseconds(500))
      try await pass(deck, "registry") { $0.drift?.changed == 0 && $0.drift?.isComplete == true }
      try await select(deck, "registry")
      try deck.press("L")
      try await deck.driver.see("Ledger of registry", "✓ succeeded")
    }
  }

  @Test func anEarlierDeployIsGoneBackTo() async throws {
    try await run(usesGit: true) { deck in
      try await pass(deck, "registry") { $0.drift?.isComplete == true }
      try await select(deck, "registry")
      try deck.press("L")
      try await deck.driver.wait(for: "the ledger") { state in
        state.ledgers.values.contains { if case .entries = $0 { true } else { false } }
      }
      try await deck.driver.see("✓ succeeded")
      try deck.press("R")
      try await deck.driver.see("Rollback of registry", "as it was at")
    }
  }

  @Test func theScriptsOutputIsShownAsItComes() async throws {
    try await run(usesGit: true) { deck in
      try await select(deck, "media")
      try deck.press("!")
      try await deck.driver.see("./scripts/deploy-stack.sh media")
      try deck.press("y")
      // It calls kubectl, which has no cluster here, or isn't even installed.
      try await deck.driver.see("exit code")
    }
  }
}
