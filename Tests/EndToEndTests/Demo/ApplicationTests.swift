import Console
import ConsoleRuntime
import DemoCluster
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What the applications pane does, on the demo cluster's Argo CD.
@Suite(.timeLimit(.minutes(4)))
struct ApplicationTests {
  private func run(_ body: (DemoDeck) async throws -> Void) async throws {
    try await DemoDeck.run(.standard) { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the applications") { $0.applications.isComplete }
      try await body(deck)
    }
  }

  private func select(_ deck: DemoDeck, _ name: String) async throws {
    try deck.press("2/^\(name)$<enter>")
    try await deck.driver.wait(for: "the application") {
      $0.applications.selected?.name.name == name
    }
  }

  @Test func aSyncIsCheckedAgreedToAndRunsToItsEnd() async throws {
    try await run { deck in
      try await select(deck, "weather-station")
      try deck.press("S")
      try await deck.driver.see("Sync weather-station", "makes the cluster as Git says")
      try deck.press("y")
      try await deck.driver.said("sync of weather-station asked for")
      try await deck.driver.waitForScreen("the sync's end", passing: .milliseconds(250)) {
        $0.contains("= Synced")
      }
    }
  }

  @Test func aSecondSyncIsRefusedWhileOneIsUnderWay() async throws {
    try await run { deck in
      try await select(deck, "weather-station")
      try deck.press("S")
      try await deck.driver.see("makes the cluster as Git says")
      try deck.press("y")
      try await deck.driver.said("sync of weather-station asked for")
      try deck.press("S")
      try await deck.driver.said("weather-station can't be synced")
    }
  }

  @Test func aRefreshIsAskedForAtOnce() async throws {
    try await run { deck in
      try await select(deck, "weather-station")
      try deck.press("R")
      try await deck.driver.said("hard refresh of weather-station asked for")
    }
  }
}
