import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
import Kubernetes
import Synchronization
import TUI

/// How long a key takes to the frame that shows it, while events arrive.
struct LatencyBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latency", abstract: "Key to frame, while events arrive.")

  @Option(help: "How many pods there are.")
  var pods = 10_000

  @Option(help: "How many of them change in a second.")
  var events = 500

  @Option(help: "How many keys are pressed.")
  var keys = 500

  func run() async throws {
    let keys = keys
    try await Served.with(nil, scenario: .large(pods: pods, eventsPerSecond: events)) { path in
      let deck = try Deck(kubeconfig: path)
      let running = Task { await deck.runtime.run() }
      _ = await deck.runtime.wait { $0.pods.isComplete }
      deck.runtime.send(.key(.character("3")))
      let clock = ContinuousClock()
      var times: [Duration] = []
      for index in 0..<keys {
        // Down for half of them, up for the rest: each moves the selection by a row.
        let key: Key = index / 40 % 2 == 0 ? Key(.down) : Key(.up)
        let before = await deck.runtime.state.pods.view.selected
        let start = clock.now
        deck.runtime.send(.key(key))
        _ = await deck.runtime.wait { $0.pods.view.selected != before }
        times.append(clock.now - start)
        try await Task.sleep(for: .milliseconds(20))
      }
      times.sort()
      let frames = await deck.terminal.frames
      report(
        "key to frame, \(pods) pods, \(events) events a second",
        "p50 \(Measure.text(Measure.percentile(0.5, of: times))), p99 \(Measure.text(Measure.percentile(0.99, of: times)))",
        "\(keys) keys, \(frames) frames; the server runs in the same process")
      running.cancel()
      await running.value
    }
  }
}

/// How many events a second get through the watch to the screen.
struct EventsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Watch events a second, decoded, sorted in and drawn.")

  @Option(help: "How many pods there are.")
  var pods = 10_000

  @Option(help: "How many events.")
  var events = 100_000

  func run() async throws {
    let rows = Samples.pods(pods)
    let world = FloodWorld(rows: rows, events: events)
    let terminal = DiscardingTerminal()
    let state = ConsoleState(
      size: Size(200, 50), now: Timestamp(seconds: 1_800_000_100), context: "bench")
    let runtime = Runtime(state: state, world: world, terminal: terminal)
    let running = Task { await runtime.run() }
    _ = await runtime.wait { $0.pods.isComplete }
    let clock = ContinuousClock()
    let start = clock.now
    world.begin()
    _ = await runtime.wait { $0.pods.total == 0 }
    let elapsed = clock.now - start
    running.cancel()
    await running.value
    let perSecond = Double(events) / (Measure.milliseconds(elapsed) / 1000)
    report(
      "events through update and frame, \(pods) pods", "\(Int(perSecond)) a second",
      "\(await terminal.frames) frames")
  }
}

/// Changes pods as fast as they are taken.
private final class FloodWorld: World {
  private let rows: [PodRow]
  private let events: Int
  private let gate = AsyncStream.makeStream(of: Void.self)

  init(rows: [PodRow], events: Int) {
    self.rows = rows
    self.events = events
  }

  func begin() { gate.continuation.yield() }

  func perform(_ command: Command) async -> Event? { nil }

  func enter(
    _ session: PodSession, of id: ClusterID, on terminal: any Terminal
  ) async -> PodSessionEnding {
    .noShell
  }

  func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    .failed("", text: nil)
  }

  func run(_ activity: Activity, send: @escaping @Sendable (Event) async -> Void) async {
    guard case .cluster(let id, .pods(let query)) = activity else { return }
    await send(.cluster(id, .pods(query, .began)))
    await send(.cluster(id, .pods(query, .page(rows, remaining: nil))))
    await send(.cluster(id, .pods(query, .listed)))
    for await _ in gate.stream { break }
    for index in 0..<events {
      let old = rows[index &* 7919 % rows.count]
      let row = PodRow(
        name: old.name, uid: old.uid, labels: old.labels, status: "Running",
        restarts: index, created: old.created, node: old.node, ip: old.ip, owner: old.owner,
        workload: old.workload, containers: old.containers)
      await send(.cluster(id, .pods(query, .applied([row]))))
    }
    await send(.cluster(id, .pods(query, .began)))
    await send(.cluster(id, .pods(query, .listed)))
  }
}
