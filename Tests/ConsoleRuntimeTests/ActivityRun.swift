import Console
import ConsoleRuntime
import HTTP
import Kubernetes
import TestSupport
import Testing

/// An activity that runs, what it has said, and how long it has slept.
struct ActivityRun {
  let events = Watched<[ClusterEvent]>([])
  let sleeps = Watched<[Duration]>([])
  let task: Task<Void, Never>

  init(
    _ activity: ClusterActivity, on transport: some Transport,
    problem: ConnectionProblem? = nil
  ) {
    let (events, sleeps) = (events, sleeps)
    let id = ClusterID(context: "test")
    let sleep: @Sendable (Duration) async throws -> Void = { duration in
      sleeps.change { $0.append(duration) }
      try Task.checkCancellation()
      await Task.yield()
    }
    let pacing = Pacing(sleep: sleep, random: { 0.5 }, now: { ContinuousClock.now })
    let cluster = LiveWorld.Cluster(
      client: Client(transport: transport, pacing: pacing), address: "https://test",
      warnings: ["mind the gap"])
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in
        if let problem { throw problem }
        return cluster
      }, repository: NoRepository(), sleep: sleep, now: { Timestamp(seconds: 0) })
    task = Task {
      await world.run(.cluster(id, activity)) { event in
        guard case .cluster(id, let event) = event else { return }
        events.change { $0.append(event) }
      }
    }
  }

  /// Waits for what it says, and then ends it.
  func end(after isFulfilled: ([ClusterEvent]) -> Bool) async throws -> [ClusterEvent] {
    let events = try #require(await events.wait(until: isFulfilled), "\(events.value)")
    task.cancel()
    await task.value
    return events
  }

  /// Waits until it ends by itself.
  func toItsEnd() async -> [ClusterEvent] {
    await task.value
    return events.value
  }
}
