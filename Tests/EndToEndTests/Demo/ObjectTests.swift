import Console
import ConsoleRuntime
import DemoCluster
import Documents
import Kubernetes
import TUI
import TestSupport
import Testing

/// What one looks at and does with single objects of the demo cluster.
@Suite(.timeLimit(.minutes(10)))
struct ObjectTests {
  @Test func aCrashLoopIsSeen() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try deck.press("3")
      try await deck.pass(until: "CrashLoopBackOff", by: .seconds(5))
      try await deck.driver.see("✖ 1 pod")
    }
  }

  @Test func theLogOfTheRunBeforeIsShown() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3/^api-<enter>p")
      let screen = try await deck.pass(until: "Caused by: ", by: .milliseconds(200))
      #expect(screen.contains("previous"))
    }
  }

  @Test func theLogIsFollowed() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3/^web-<enter>l")
      let before = try await count(deck, atLeast: 1)
      _ = try await count(deck, atLeast: before + 5)
    }
  }

  private func count(_ deck: DemoDeck, atLeast wanted: Int) async throws -> Int {
    let end = ContinuousClock.now + .patience
    while ContinuousClock.now < end {
      let count = await deck.driver.runtime.state.logs.contents.count
      if count >= wanted { return count }
      let frames = deck.driver.terminal.record.value.frameCount
      await deck.driver.advance(by: .milliseconds(500))
      _ = await deck.driver.terminal.record.wait { $0.frameCount > frames }
    }
    Issue.record("there are no \(wanted) lines:\n\(deck.driver.terminal.text)")
    return 0
  }

  @Test func aDescriptionHasTheEvents() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3/^api-<enter>d")
      try await deck.driver.see("Describe pod demo/api-", "Containers")
      try deck.press("G")
      try await deck.driver.see("Back-off restarting failed container")
    }
  }

  @Test func aSecretIsMaskedUntilItIsAskedFor() async throws {
    try await DemoDeck.run(.empty) { deck in
      let kind = ResourceKind(plural: "secrets", kind: "Secret")
      _ = try await deck.colleague.create(
        kind, namespace: "default",
        [
          "apiVersion": "v1", "kind": "Secret",
          "metadata": ["name": "door", "namespace": "default"],
          "data": ["code": "c2VzYW1l"],
        ])
      try await deck.driver.wait(for: "the kinds") { !$0.cluster.kinds.isEmpty }
      try deck.press(":secrets default<enter>")
      try await deck.driver.see("door")
      try deck.press("y")
      let masked = try await deck.driver.see("YAML of secret default/door", "code: ••••••••")
      #expect(!masked.contains("c2VzYW1l"))
      try deck.press("x")
      try await deck.driver.see("code: c2VzYW1l")
    }
  }

  @Test func aDeletedPodIsReplaced() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3/^web-<enter>")
      let before = try await deck.driver.wait(for: "the web pods") { $0.pods.visible.count == 2 }
      let names = Set(before.pods.visible.map(\.name))
      let doomed = try #require(before.pods.selected?.name)
      try deck.press("<ctrl-d>")
      try await deck.driver.see(doomed.name, "Delete")
      try deck.press("y")
      try await deck.driver.waitForScreen("the replacement", passing: .seconds(1)) { screen in
        !screen.contains(doomed.name) && screen.contains("web-")
      }
      let after = try await deck.driver.wait(for: "two pods") { $0.pods.visible.count == 2 }
      #expect(!Set(after.pods.visible.map(\.name)).isSubset(of: names))
    }
  }

  @Test func nothingIsDeletedUnlessSomebodySaysYes() async throws {
    try await DemoDeck.run(.crashLoop) { deck in
      try await deck.loaded()
      try deck.press("3/^web-<enter><ctrl-d>")
      try await deck.driver.see("Delete")
      try deck.press("<enter>")
      try await deck.driver.wait(for: "the question to go") { $0.overlays.isEmpty }
      await deck.driver.runtime.settle()
      let pods = try await deck.colleague.list(ResourceQuery(.pods, namespace: "demo"))
      #expect(pods.count == 3)
      #expect(pods.allSatisfy { $0["metadata"]?["deletionTimestamp"] == nil })
    }
  }
}
