import Console
import ConsoleRuntime
import DemoCluster
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// Stacks and applications of the demo cluster: what is deployed on purpose, and what by itself.
@Suite(.timeLimit(.minutes(10)))
struct DeployTests {
  private func run(_ body: (DemoDeck) async throws -> Void) async throws {
    try await DemoDeck.run(.standard, hasRepository: true) { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the stacks") { $0.stacks.total > 0 }
      try await body(deck)
    }
  }

  @Test func aStackIsPlannedAndDeployedAndThenThereIsNothingToDo() async throws {
    try await run { deck in
      try deck.press(":deploy network-policies<enter>")
      try await deck.driver.see("Plan of network-policies", "create", "y applies exactly this")
      try deck.press("y")
      try await deck.pass(until: "✓ deployed", by: .milliseconds(100))
      try await deck.driver.said("network-policies is deployed")
      try deck.press("<esc>:deploy network-policies<enter>")
      try await deck.driver.see("nothing to deploy")
    }
  }

  @Test func leavingThePlanChangesNothing() async throws {
    try await run { deck in
      let kind = ResourceKind(
        group: "networking.k8s.io", plural: "networkpolicies", kind: "NetworkPolicy")
      let before = try await deck.colleague.list(ResourceQuery(kind))
      try deck.press(":deploy network-policies<enter>")
      try await deck.driver.see("y applies exactly this")
      try deck.press("<esc>")
      try await deck.driver.wait(for: "the plan to close") { $0.overlays.isEmpty }
      await deck.driver.runtime.settle()
      #expect(try await deck.colleague.list(ResourceQuery(kind)) == before)
    }
  }

  @Test func aDriftedStackShowsItsDifference() async throws {
    try await run { deck in
      try deck.press(":diff registry<enter>")
      let screen = try await deck.driver.see("Diff of registry", "~ 1 change", "LIVE", "RESULT")
      let row = screen.split(separator: "\n").first { $0.contains("512Mi") }
      #expect(row?.contains("256Mi") == true)
      try deck.press("y")
      try await deck.driver.said("this only shows the difference")
    }
  }

  @Test func aBrokenStackSaysWhereItIsBroken() async throws {
    try await run { deck in
      try deck.press(":deploy media<enter>")
      try await deck.driver.said("the stack is broken: infrastructure/base/media/overseerr.yaml")
    }
  }

  @Test func selfHealIsSeen() async throws {
    try await run { deck in
      let name = ObjectName(namespace: "argocd", name: "catalyst-ui")
      try await deck.driver.wait(for: "the applications") { state in
        state.applications[name]?.sync == .synced
      }
      let key = ObjectKey(.deployments, namespace: "catalyst", name: "catalyst-ui")
      let replicas = try await deck.colleague.get(key)["spec"]?["replicas"]
      try await deck.colleague.scale(key, to: 7)
      try await deck.pass(until: "application catalyst-ui is out of sync", by: .milliseconds(100))
      try deck.press("2")
      try await deck.driver.waitForScreen("the healed application", passing: .milliseconds(500)) {
        // The controller's lines in the log pane speak of it too.
        $0.split(separator: "│").contains {
          $0.hasPrefix("catalyst-ui ") && $0.contains("= Synced")
        }
      }
      #expect(try await deck.colleague.get(key)["spec"]?["replicas"] == replicas)
    }
  }
}
