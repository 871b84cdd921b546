import Console
import Kubernetes
import TestSupport
import Testing

@testable import ConsoleRuntime

/// The loop keeps going what the state wants, and nothing else.
@Suite(.timeLimit(.minutes(2)))
struct ActivityTests {
  private let all = Activity.cluster(ClusterID(context: "test"), .pods(ResourceQuery(.pods)))
  private let shop = Activity.cluster(
    ClusterID(context: "test"), .pods(ResourceQuery(.pods, namespace: "shop")))

  private func wait(
    _ world: ScriptedWorld, until isFulfilled: ([ScriptedWorld.Happening]) -> Bool
  ) async throws {
    try #require(await world.happenings.wait(until: isFulfilled) != nil)
  }

  @Test func wantedActivitiesStart() async throws {
    let world = ScriptedWorld()
    try await ConsoleDriver.run(world) { driver in
      let wanted = await driver.runtime.state.activities
      #expect(wanted.contains(.clock) && wanted.contains(.repository) && wanted.contains(all))
      try await wait(world) { Set($0.running) == wanted }
    }
  }

  @Test func unwantedActivitiesAreCancelled() async throws {
    let world = ScriptedWorld()
    try await ConsoleDriver.run(world) { driver in
      try driver.press(":ns shop<enter>")
      try await wait(world) { happenings in
        happenings.contains(.ended(all, wasCancelled: true)) && happenings.running.contains(shop)
      }
      #expect(world.happenings.value.starts(of: .clock) == 1)
    }
  }

  @Test func whatSeveralPagesWantStartsOnce() async throws {
    let world = ScriptedWorld()
    try await ConsoleDriver.run(world) { driver in
      driver.hear(.pods(ResourceQuery(.pods), .page([.named("web", in: "shop")], remaining: nil)))
      try driver.press("3d")
      let key = ObjectKey(.pods, namespace: "shop", name: "web")
      let document = Activity.cluster(ClusterID(context: "test"), .document(key))
      try await wait(world) { $0.running.contains(document) }
      // The YAML page takes the place of the description, of the same object.
      try driver.press("y")
      try await driver.see("YAML of pod shop/web")
      #expect(world.happenings.value.starts(of: document) == 1)
      #expect(world.running.contains(document))
    }
  }

  @Test func closingThePageEndsItsActivity() async throws {
    let world = ScriptedWorld()
    try await ConsoleDriver.run(world) { driver in
      driver.hear(.pods(ResourceQuery(.pods), .page([.named("web", in: "shop")], remaining: nil)))
      try driver.press("3d<esc>d<esc>")
      let key = ObjectKey(.pods, namespace: "shop", name: "web")
      try driver.press("d")
      let document = Activity.cluster(ClusterID(context: "test"), .document(key))
      try await wait(world) { $0.running.contains(document) }
      try driver.press("<esc>")
      try await wait(world) { !$0.running.contains(document) }
      #expect(world.happenings.value.contains(.ended(document, wasCancelled: true)))
    }
  }

  @Test func aFinishedActivityIsNotStartedAgain() async throws {
    let connection = Activity.cluster(ClusterID(context: "test"), .connection)
    let world = ScriptedWorld(activity: { activity, _ in
      if activity != connection { await untilCancelled() }
    })
    try await ConsoleDriver.run(world) { driver in
      try await wait(world) { $0.contains(.ended(connection, wasCancelled: false)) }
      for second in 1...3 {
        let time = Timestamp(seconds: 2_000_000_000 + Int64(second))
        driver.runtime.send(.ticked(time))
        try await driver.wait(for: "the tick") { $0.now == time }
      }
      #expect(world.happenings.value.starts(of: connection) == 1)
    }
  }

  @Test func anActivityThatIsWantedAgainStartsAgain() async throws {
    let world = ScriptedWorld()
    try await ConsoleDriver.run(world) { driver in
      try await wait(world) { $0.starts(of: all) == 1 }
      try driver.press(":ns shop<enter>")
      try await wait(world) { $0.contains(.ended(all, wasCancelled: true)) }
      try driver.press(":ns all<enter>")
      try await wait(world) { $0.starts(of: all) == 2 && $0.running.contains(all) }
    }
  }

  @Test func aListThatHasOnlyBegunIsNoWordFromTheServer() async throws {
    try await ConsoleDriver.run(ScriptedWorld()) { driver in
      let query = ResourceQuery(.pods)
      driver.hear(.pods(query, .began))
      await driver.runtime.settle()
      #expect(await driver.runtime.state.cluster.lastHeard == nil)
      driver.hear(.pods(query, .page([.named("web", in: "shop")], remaining: nil)))
      try await driver.wait(for: "the first word") { $0.cluster.lastHeard != nil }
    }
  }

  @Test func whatACancelledActivityStillSaysHarmsNothing() async throws {
    let told = Watched(false)
    let world = ScriptedWorld(activity: { activity, send in
      await untilCancelled()
      guard activity == all else { return }
      await send(
        .cluster(
          ClusterID(context: "test"),
          .pods(ResourceQuery(.pods), .page([.named("news", in: "old")], remaining: nil))))
      told.change { $0 = true }
    })
    try await ConsoleDriver.run(world) { driver in
      try await wait(world) { $0.running.contains(all) }
      try driver.press(":ns shop<enter>")
      try #require(await told.wait { $0 } != nil)
      await driver.runtime.settle()
      #expect(await driver.runtime.state.pods.total == 0)
    }
  }
}

extension ConsoleDriver {
  /// Has the console hear something of its cluster.
  func hear(_ event: ClusterEvent) {
    runtime.send(.cluster(ClusterID(context: "test"), event))
  }
}

extension PodRow {
  /// A pod with nothing but a name.
  static func named(_ name: String, in namespace: String) -> PodRow {
    PodRow(name: ObjectName(namespace: namespace, name: name), created: 0)
  }
}
