import Console
import DemoCluster
import Kubernetes
import TestSupport
import Testing

/// The list of pods and their pages, on the demo cluster.
@Suite(.timeLimit(.minutes(10)))
struct PodTests {
  @Test func aPodsPageSaysWhyItCrashesAndWhatItWroteLast() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3")
      try await deck.pass(until: "CrashLoopBackOff", by: .seconds(5))
      try deck.press("/^api-<enter><enter>")
      try await deck.driver.see(
        "Pod demo/api-", "Why it isn't ready", "with exit code 1", "it starts again in",
        "Last lines of", "maximumPoolSize cannot be less than 1")
    }
  }

  @Test func whatPodsUseIsSeen() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try deck.press("3z/^opensearch-0<enter>")
      try await deck.driver.waitForScreen("usage", passing: .milliseconds(200)) { screen in
        screen.contains("MEM") && screen.contains("Mi ")
      }
      try deck.press("<ctrl-w>")
      try await deck.driver.see("%CPU/R", "%MEM/L")
    }
  }

  @Test func nodesSayWhatTheyUse() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try deck.press(":nodes<enter>z")
      try await deck.driver.waitForScreen("usage", passing: .milliseconds(200)) { screen in
        screen.contains("%CPU") && screen.contains("% ") && screen.contains("Mi ")
      }
    }
  }

  @Test func everyFaultOfTheDemoHasItsWords() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try deck.press("3f")
      let state = try await deck.driver.wait(for: "the faults") { $0.pods.showsFaultsOnly }
      let silent = state.pods.visible.filter(\.why.isEmpty).map(\.name.name)
      #expect(silent.isEmpty)
      #expect(state.pods.visible.count > 5)
    }
  }
}
