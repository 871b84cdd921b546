import Console
import ConsoleRuntime
import DemoCluster
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What one looks at about an application, on the demo cluster.
@Suite(.timeLimit(.minutes(10)))
struct ResourceTreeTests {
  private func open(_ name: String, _ body: (DemoDeck) async throws -> Void) async throws {
    try await DemoDeck.look { deck in
      try await deck.loaded()
      try await deck.driver.wait(for: "the applications") { $0.applications.isComplete }
      try deck.press("2/^\(name)$<enter>")
      try await deck.driver.wait(for: "the application") {
        $0.applications.selected?.name.name == name
      }
      try await body(deck)
    }
  }

  @Test func theTreeReachesDownToThePods() async throws {
    try await open("catalyst-api") { deck in
      try deck.press("<enter>")
      try await deck.driver.see(
        "argocd/catalyst-api", "Deployment catalyst-api", "└─Pod catalyst-api-", "CrashLoopBackOff",
        "Endpoints catalyst-api")
    }
  }

  @Test func aDiffIsMadeFromALocalCheckout() async throws {
    try await DemoDeck.run(.standard, hasRepository: true, usesGit: true) { deck in
      try await deck.loaded()
      try deck.press("2/^photo-vault$<enter>v")
      try await deck.driver.see(
        "Diff of application argocd/photo-vault", "StatefulSet photos/photo-vault",
        "registry.talos00/photo-vault:1.9.0", "resources are as Git wants")
    }
  }

  @Test func withoutACheckoutADiffSaysHowToNameOne() async throws {
    try await open("catalyst-api") { deck in
      try deck.press("v")
      try await deck.driver.see("no local checkout of", "checkout: ~/src/catalyst-api")
    }
  }

  @Test func whatTheControllerSaysOfAnApplicationIsFollowed() async throws {
    try await DemoDeck.run(.standard) { deck in
      try await deck.loaded()
      try deck.press("2/^catalyst-api$<enter>o")
      let narrowed = try await deck.pass(
        until: "Reconciliation completed", by: .milliseconds(200))
      #expect(narrowed.contains("argocd-application-controller, 1 pod about catalyst-api"))
      try deck.press("a")
      try await deck.driver.see("all lines", "catalyst-ui Reconciliation completed")
    }
  }

  @Test func pagesAboutItAreFound() async throws {
    try await open("catalyst-api") { deck in
      try deck.press("u")
      try await deck.driver.see("Links", "Source", "/tree/")
    }
  }

  @Test func aNodeIsDescribedAndOneComesBackToTheTree() async throws {
    try await open("catalyst-api") { deck in
      try deck.press("<enter>")
      try await deck.driver.see("└─Pod catalyst-api-5")
      try deck.press("/^Pod/catalyst-api-5<enter>G<enter>")
      try await deck.driver.see("Pod catalyst/catalyst-api-5", "Why it isn't ready")
      try deck.press("l")
      try await deck.driver.see("4 Logs catalyst/catalyst-api-5")
      try deck.press("<esc><esc>d")
      try await deck.driver.see("Describe pod catalyst/catalyst-api-5", "Containers")
      try deck.press("<esc><esc>")
      try await deck.driver.see("ConfigMap catalyst-api")
    }
  }
}
