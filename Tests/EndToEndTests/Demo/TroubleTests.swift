import Console
import ConsoleRuntime
import DemoCluster
import Kubernetes
import TUI
import TestSupport
import Testing

/// What goes wrong is said, and gets well by itself.
@Suite(.timeLimit(.minutes(10)))
struct TroubleTests {
  @Test func aForgottenHistoryKeepsTheSelection() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3G")
      let before = try await deck.driver.wait(for: "the last pod") { $0.pods.view.selected == 2 }
      let selected = try #require(before.pods.selected?.name)
      // One of those above it goes while nobody listens, and the server forgets that it was there.
      let gone = try #require(before.pods.visible.first?.name)
      await deck.server.dropStreams()
      try await deck.colleague.delete(
        ObjectKey(.pods, gone), DeleteOptions(gracePeriodSeconds: 0))
      await deck.server.compactHistory()
      try await deck.driver.waitForScreen("the new list", passing: .milliseconds(500)) { screen in
        !screen.contains(gone.name)
      }
      let after = try await deck.driver.wait(for: "the list") { $0.pods[gone] == nil }
      #expect(after.pods.selected?.name == selected)
    }
  }

  @Test func aServerThatGoesAwayMakesThePanesStaleUntilItIsBack() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      await deck.server.setReachable(false)
      let screen = try await deck.pass(until: "▲ stale", by: .milliseconds(200))
      // What was known stays.
      #expect(screen.contains("web-"))
      await deck.server.setReachable(true)
      try await deck.driver.waitForScreen("the recovery", passing: .seconds(1)) { screen in
        screen.contains("last event") && !screen.contains("stale")
      }
    }
  }

  @Test func aServerThatIsBusyIsAskedAgain() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      await deck.server.failNext(
        3, with: Refusal(code: 500, reason: "InternalError", message: "etcd has no leader"))
      await deck.server.dropStreams()
      try await deck.pass(until: "etcd has no leader", by: .milliseconds(200))
      try await deck.driver.waitForScreen("the recovery", passing: .seconds(1)) { screen in
        screen.contains("last event") && !screen.contains("stale")
      }
    }
  }

  @Test func whoMayNotLookIsToldSoInThePane() async throws {
    try await DemoDeck.run(.forbidden) { deck in
      try await deck.driver.see(
        "guest@talos00 may not list pods", "guest@talos00 may not list",
        "n chooses a namespace")
      try deck.press(":ns catalyst<enter>")
      try await deck.driver.wait(for: "the pods that may be seen") { $0.pods.total > 0 }
      try await deck.driver.see("catalyst-ui-")
    }
  }

  @Test func whoMayNotDeleteIsToldBeforehand() async throws {
    try await DemoDeck.run(.forbidden, namespaces: ["catalyst"]) { deck in
      try await deck.driver.wait(for: "the pods") { $0.pods.total > 0 }
      try deck.press("3")
      try await deck.driver.wait(for: "the review") { !$0.cluster.access.isEmpty }
      try deck.press("<ctrl-d>")
      try await deck.driver.said("you aren't allowed to delete pods in namespace catalyst")
    }
  }

  @Test func aClusterWithoutArgoCDSaysSo() async throws {
    try await DemoDeck.run(.noArgoCD) { deck in
      try await deck.driver.see("This cluster has no Argo CD", "shop-")
    }
  }

  @Test func aContextWithoutAServerSaysSo() async throws {
    let server = Scenario.empty.makeServer()
    await server.setReachable(false)
    try await ConsoleDriver.run(server) { driver in
      try await driver.see("▲ stale: nothing answers at the server's address")
      // Whoever mends it needn't do anything else.
      await server.setReachable(true)
      try await driver.waitForScreen("the recovery", passing: .seconds(1)) { screen in
        screen.contains("last event") && !screen.contains("stale")
      }
    }
  }
}
