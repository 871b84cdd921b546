import Console
import ConsoleRuntime
import DemoCluster
import TUI
import TestSupport
import Testing

/// What is asked of the demo cluster's Argo Rollouts and Flux from the deck.
@Suite(.timeLimit(.minutes(10)))
struct DeliveryDeckTests {
  private func run(_ kind: String, _ body: (DemoDeck) async throws -> Void) async throws {
    try await DemoDeck.run(.delivery) { deck in
      try await deck.loaded()
      try deck.press(":\(kind)<enter>")
      try await deck.driver.wait(for: "the list") { $0.table.isComplete }
      try await body(deck)
    }
  }

  @Test func aRolloutIsPromotedAfterAQuestion() async throws {
    try await run("rollouts") { deck in
      try deck.press("z/storefront<enter>")
      try await deck.driver.see("storefront", "1/6", "20%")
      try deck.press("P")
      try await deck.driver.see("goes on to its next step")
      try deck.press("y")
      try await deck.driver.said("promotion of storefront asked for")
      try await deck.pass(until: "50%")
    }
  }

  @Test func fluxIsSuspendedAndThenRefusesToReconcile() async throws {
    try await run("kustomizations") { deck in
      try deck.press("/apps<enter>P")
      try await deck.driver.see("Pause apps")
      try deck.press("<enter>")
      try await deck.driver.see("Flux leaves it alone for 15m")
      try deck.press("y")
      try await deck.driver.said("pause of apps asked for")
      try deck.press("r")
      try await deck.driver.said("reconciliation of apps not asked for: it is suspended")
    }
  }
}
