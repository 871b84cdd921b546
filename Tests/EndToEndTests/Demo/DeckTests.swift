import Console
import DemoCluster
import Kubernetes
import TUI
import TestSupport
import Testing

/// The deck on the demo cluster: what is there is seen, and found.
@Suite(.timeLimit(.minutes(10)))
struct DeckTests {
  @Test func thePanesShowStacksApplicationsAndPods() async throws {
    try await DemoDeck.run(.standard, hasRepository: true) { deck in
      try await deck.driver.see(
        "1 Stacks", "registry", "network-policies", "2 Applications", "catalyst-api", "Degraded",
        "3 Pods", "argocd-application-controller-0", "4 Logs", "last event")
    }
  }

  @Test(arguments: [Size(80, 24), Size(200, 50), Size(40, 10)])
  func everySizeShowsThePaneInFocus(_ size: Size) async throws {
    try await DemoDeck.run(.crashLoop, size: size) { deck in
      try deck.press("3")
      try await deck.driver.waitForScreen("a pod of the API") { $0.contains("api-") }
    }
  }

  @Test func aSmallTerminalIsToldWhatIsNeeded() async throws {
    try await DemoDeck.run(.empty) { deck in
      deck.driver.resize(39, 9)
      try await deck.driver.see("Duet needs 40×10")
      deck.driver.resize(80, 24)
      try await deck.driver.see("Pods")
    }
  }

  @Test func aFilterLeavesMatchingRows() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try deck.press("3/catalyst-ui<enter>")
      let state = try await deck.driver.wait(for: "the filtered pods") { state in
        !state.pods.visible.isEmpty && state.pods.visible.count < state.pods.total
      }
      #expect(state.pods.visible.allSatisfy { "\($0.name) \($0.why)".contains("catalyst-ui") })
      try await deck.driver.see("/catalyst-ui")
      try deck.press("<esc>")
      try await deck.driver.wait(for: "all pods") { $0.pods.visible.count == $0.pods.total }
    }
  }

  @Test func theNamespacePickerNarrowsToOne() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the namespaces") { $0.cluster.namespaces.isComplete }
      try deck.press("n")
      try await deck.driver.see("argocd", "monitoring", "namespaces")
      try deck.press("observ<enter>")
      let state = try await deck.driver.wait(for: "the namespace's pods") { state in
        state.namespaces == ["observability"] && state.pods.isComplete && state.pods.total > 0
      }
      #expect(state.pods.visible.allSatisfy { $0.name.namespace == "observability" })
      try await deck.driver.see("ns observability")
    }
  }

  @Test func otherKindsHaveTheColumnsOfTheServer() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try deck.press(":svc<enter>")
      try await deck.driver.see("3 Services", "CLUSTER-IP", "TYPE")
    }
  }

  @Test func aCustomResourceIsShownByItsKind() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try deck.press(":ingressroutes<enter>")
      let state = try await deck.driver.wait(for: "the routes") { state in
        state.resourceKind.group == "traefik.io" && !state.table.visible.isEmpty
      }
      #expect(state.resourceKind.plural == "ingressroutes")
      try await deck.driver.see("3 Ingressroutes")
    }
  }

  @Test func anUnknownKindIsSaidToBeUnknown() async throws {
    try await DemoDeck.run(.empty) { deck in
      try await deck.driver.wait(for: "the kinds") { !$0.cluster.kinds.isEmpty }
      try deck.press(":gizmos<enter>")
      try await deck.driver.said("gizmos: neither a command nor a kind that this cluster has")
    }
  }

  @Test func choosingAnApplicationNarrowsThePods() async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the applications") { $0.applications.isComplete }
      try deck.press("2/photo-vault<enter><enter>")
      let state = try await deck.driver.wait(for: "the application's pods") { state in
        state.pods.scope?.title == "application photo-vault" && !state.pods.visible.isEmpty
      }
      #expect(Set(state.pods.visible.map(\.name.namespace)) == ["photos"])
      #expect(state.pods.visible.count < state.pods.total)
    }
  }
}
