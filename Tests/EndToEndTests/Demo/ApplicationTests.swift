import Console
import ConsoleRuntime
import DemoCluster
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What is asked of the demo cluster's Argo CD from the deck.
@Suite(.timeLimit(.minutes(10)))
struct ApplicationTests {
  private func run(
    _ name: String, _ body: (DemoDeck) async throws -> Void
  ) async throws {
    try await DemoDeck.run(.standard) { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the applications") { $0.applications.isComplete }
      try deck.press("2/^\(name)$<enter>")
      try await deck.driver.wait(for: "the application") {
        $0.applications.selected?.name.name == name
      }
      try await body(deck)
    }
  }

  private func read(_ deck: DemoDeck, _ name: String) async throws -> Application {
    Application(
      try await deck.colleague.get(ObjectKey(.applications, namespace: "argocd", name: name)))
  }

  @Test func aSyncIsCheckedAgreedToAndFollowedToItsEnd() async throws {
    try await run("weather-station") { deck in
      try deck.press("S")
      try await deck.driver.see("Sync weather-station", "makes the cluster as Git says")
      try deck.press("y")
      try await deck.driver.see("Operation of argocd/weather-station")
      try await deck.pass(until: "✓ succeeded after", by: .milliseconds(250))
      try await deck.driver.see("Deployment weather/collector  synced")
    }
  }

  @Test func aSecondSyncIsRefusedWhileOneIsUnderWay() async throws {
    try await run("weather-station") { deck in
      try deck.press("S")
      try await deck.driver.see("makes the cluster as Git says")
      try deck.press("y")
      try await deck.driver.said("sync of weather-station asked for")
      try deck.press("S")
      try await deck.driver.said("sync of weather-station not asked for: another operation")
    }
  }

  @Test func aDryRunOfChosenResourcesChangesNothing() async throws {
    try await run("weather-station") { deck in
      try deck.press("<alt-s><down><down><space><ctrl-o><enter>")
      try await deck.driver.see("Dry run of weather-station", "Of 3 resources alone")
      try deck.press("y")
      try await deck.pass(until: "✓ succeeded after", by: .milliseconds(250))
      try await deck.driver.see("dry run, 3 chosen resources")
      #expect(try await read(deck, "weather-station").status.sync == .outOfSync)
    }
  }

  @Test func aRefreshIsAskedForAtOnce() async throws {
    try await run("weather-station") { deck in
      try deck.press("R")
      try await deck.driver.said("hard refresh of weather-station asked for")
    }
  }

  @Test func aPauseKeepsTheSettingsAndAllowsARollback() async throws {
    try await run("catalyst-ui") { deck in
      let before = try await read(deck, "catalyst-ui")
      try deck.press("H")
      try await deck.driver.see("History of argocd/catalyst-ui", "P pauses it first")
      try deck.press("P")
      try await deck.driver.see("Pause catalyst-ui", "until I say")
      try deck.press("<enter>")
      try await deck.driver.see("Argo CD syncs nothing by itself")
      try deck.press("y")
      try await deck.driver.said("pause of catalyst-ui asked for")
      try await deck.driver.wait(for: "the pause") { $0.applications.selected?.isPaused == true }
      let paused = try await read(deck, "catalyst-ui")
      #expect(paused.policy.automation?.selfHeals == before.policy.automation?.selfHeals)

      try deck.press("j<enter><enter>")
      try await deck.driver.see("Roll back catalyst-ui")
      try deck.press("y")
      try await deck.pass(until: "✓ succeeded after", by: .milliseconds(250))
      let rolledBack = try await read(deck, "catalyst-ui")
      #expect(
        rolledBack.status.operation?.revisions == before.status.history.dropLast().last?.revisions)

      try deck.press("<esc>P")
      try await deck.driver.see("Resume catalyst-ui")
      try deck.press("y")
      try await deck.driver.wait(for: "the end of the pause") {
        $0.applications.selected?.isPaused == false
      }
      #expect(try await read(deck, "catalyst-ui").policy == before.policy)
    }
  }

  @Test func anApplicationIsDeletedWithoutItsResources() async throws {
    try await run("weather-station") { deck in
      try deck.press("<ctrl-d>")
      try await deck.driver.see("Delete weather-station", "foreground")
      try deck.press("<left><enter>")
      try await deck.driver.see("stay and belong to nobody")
      try deck.press("y")
      try await deck.driver.wait(for: "the end") { state in
        !state.applications.all.contains { $0.name.name == "weather-station" }
      }
    }
  }
}
