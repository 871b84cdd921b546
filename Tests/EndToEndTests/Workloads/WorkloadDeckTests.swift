import Console
import ConsoleRuntime
import DemoCluster
import Documents
import Kubernetes
import TUI
import TestSupport
import Testing

/// Workloads, jobs and nodes of the demo cluster, changed from the deck.
@Suite(.timeLimit(.minutes(10)))
struct WorkloadDeckTests {
  private func run(
    _ kind: String, _ filter: String, _ body: (DemoDeck) async throws -> Void
  ) async throws {
    try await DemoDeck.run(.standard) { deck in
      try await deck.loaded()
      try deck.press(":\(kind)<enter>")
      try await deck.driver.wait(for: "the list") { $0.table.isComplete }
      try deck.press("z/\(filter)<enter>")
      try await deck.driver.wait(for: "the row") { $0.table.selected?.name.name == filter }
      try await body(deck)
    }
  }

  @Test func aRestartIsFollowedToItsEnd() async throws {
    try await run("deployments", "sonarr") { deck in
      try deck.press("r")
      try await deck.driver.see("Restart deployment sonarr", "application media-library")
      try deck.press("y")
      try await deck.driver.said("every pod is made anew")
      try await deck.pass(until: "deployment sonarr is rolled out")
    }
  }

  @Test func aDeploymentIsScaled() async throws {
    try await run("deployments", "grafana") { deck in
      try deck.press("s")
      try await deck.driver.see("1 wanted, 1 there")
      try deck.press("2<enter>")
      try await deck.driver.see("1 → 2 replicas", "stack")
      try deck.press("y")
      try await deck.driver.said("1 → 2 replicas")
      try await deck.pass(until: "2/2")
    }
  }

  @Test func anImageIsSetAndTheRevisionBeforeComesBack() async throws {
    try await run("deployments", "grafana") { deck in
      try deck.press("i")
      try await deck.driver.see("Images of deployment grafana", "grafana/grafana:")
      try deck.press("-old<enter>")
      try await deck.driver.see("Set images of deployment grafana", "-old")
      try deck.press("y")
      try await deck.driver.said("-old")
      try deck.press("H")
      try await deck.pass(until: "current")
      try deck.press("Gk")
      try deck.press("R")
      try await deck.driver.see("as in revision")
      try deck.press("y")
      try await deck.driver.said("as in revision")
    }
  }

  @Test func aScheduledJobIsStartedByHand() async throws {
    try await run("cronjobs", "thumbnails") { deck in
      try deck.press("t")
      try await deck.driver.see("job thumbnails-manual-")
      try deck.press("y")
      try await deck.driver.said("started by hand")
      let jobs = try await deck.colleague.list(ResourceQuery(.jobs, namespace: "photos"))
      #expect(
        jobs.contains {
          $0["metadata"]?["name"]?.string?.hasPrefix("thumbnails-manual-") == true
        })
    }
  }

  @Test func aNodeIsCordonedAndUncordoned() async throws {
    try await run("nodes", "talos03") { deck in
      try deck.press("C")
      try await deck.driver.see("takes no new pods")
      try deck.press("y")
      try await deck.driver.see("Ready, cordoned")
      try deck.press("U")
      try await deck.driver.see("Uncordon node talos03")
      try deck.press("y")
      try await deck.driver.waitForScreen("the node to be free") { !$0.contains("cordoned") }
    }
  }

  @Test func aDrainIsHeldUpByABudgetAndStopped() async throws {
    // A budget wants the only pod of jellyfin that there is.
    let pods = try await Client(transport: Scenario.standard.makeServer())
      .list(ResourceQuery(.pods, namespace: "media"))
    let jellyfin = pods.first {
      $0["metadata"]?["name"]?.string?.hasPrefix("jellyfin") == true
    }
    let node = try #require(jellyfin?["spec"]?["nodeName"]?.string)
    try await run("nodes", node) { deck in
      // Data and pods without controllers are in the way otherwise.
      try deck.press("D<down><space><down><space><enter>")
      try await deck.driver.see("Drain node \(node)", "evicted")
      try deck.press("y")
      try await deck.pass(until: "asked again in 5 s")
      try deck.press("<esc>")
      try await deck.driver.see("A drain is under way")
      try deck.press("s")
      try await deck.driver.see("stopped", "is cordoned")
    }
  }
}
