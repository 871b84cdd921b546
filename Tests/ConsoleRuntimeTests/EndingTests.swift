import Console
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Whatever way the loop ends, nothing of it goes on.
@Suite(.timeLimit(.minutes(2)))
struct EndingTests {
  /// A runtime, and what was still going on when it returned.
  private struct Running {
    let runtime: Runtime
    let terminal = MemoryTerminal()
    let leftover = Watched<[Activity]?>(nil)
    let task: Task<Void, Never>

    init(_ world: ScriptedWorld) {
      let state = ConsoleState(
        size: Size(100, 30), now: Timestamp(seconds: 1_800_000_000), context: "test")
      let runtime = Runtime(state: state, world: world, terminal: terminal)
      let leftover = leftover
      self.runtime = runtime
      task = Task {
        await runtime.run()
        leftover.change { $0 = world.running }
      }
    }

    func press(_ keys: String) {
      for key in KeySequence(keys)?.keys ?? [] { runtime.send(.key(key)) }
    }
  }

  /// A world whose activities take a while to end once they are cancelled.
  private struct SlowWorld {
    /// Those that may end.
    let open = Watched<Set<Activity>>([])
    let ending = Watched<Set<Activity>>([])
    let world: ScriptedWorld

    init() {
      let (open, ending) = (open, ending)
      world = ScriptedWorld(activity: { activity, _ in
        await untilCancelled()
        ending.change { _ = $0.insert(activity) }
        _ = await open.wait { $0.contains(activity) }
      })
    }
  }

  @Test(arguments: ["<ctrl-c>", ":q<enter>", "cancellation"])
  func everyActivityIsEndedAndAwaited(_ way: String) async throws {
    let slow = SlowWorld()
    let running = Running(slow.world)
    let wanted = await running.runtime.state.activities
    try #require(
      await slow.world.happenings.wait { Set($0.running) == wanted } != nil)
    if way == "cancellation" { running.task.cancel() } else { running.press(way) }
    try #require(await slow.ending.wait { $0 == wanted } != nil)
    #expect(running.leftover.value == nil)
    slow.open.change { $0 = wanted }
    await running.task.value
    #expect(running.leftover.value == [])
  }

  @Test func anActivityThatIsUnwantedButNotOverIsAwaited() async throws {
    let slow = SlowWorld()
    let running = Running(slow.world)
    let all = Activity.cluster(ClusterID(context: "test"), .pods(ResourceQuery(.pods)))
    try #require(await slow.world.happenings.wait { $0.running.contains(all) } != nil)
    running.press(":ns shop<enter>")
    try #require(await slow.ending.wait { $0.contains(all) } != nil)
    let wanted = await running.runtime.state.activities
    running.press("<ctrl-c>")
    try #require(await slow.ending.wait { $0.isSuperset(of: wanted) } != nil)
    slow.open.change { $0 = wanted }
    try #require(await slow.world.happenings.wait { $0.running == [all] } != nil)
    for _ in 0..<200 { await Task.yield() }
    #expect(running.leftover.value == nil)
    slow.open.change { _ = $0.insert(all) }
    await running.task.value
    #expect(running.leftover.value == [])
  }

  @Test func aCommandUnderWayIsCancelledAndAwaited() async throws {
    let world = ScriptedWorld(command: { _ in
      await untilCancelled()
      return nil
    })
    let running = Running(world)
    running.press("<ctrl-r>")
    try #require(await world.happenings.wait { $0.contains(.performing(.readRepository)) } != nil)
    running.press("<ctrl-c>")
    await running.task.value
    #expect(
      world.happenings.value.contains(.performed(.readRepository, wasCancelled: true)))
  }

  @Test func thoseWhoWaitForTheLoopAreFreedByItsEnd() async throws {
    // More than the loop is comfortable with, from one that goes on whatever happens.
    let world = ScriptedWorld(activity: { activity, send in
      guard activity == .clock else { return await untilCancelled() }
      for second in 0..<5000 { await send(.ticked(Timestamp(seconds: Int64(second)))) }
    })
    let running = Running(world)
    running.terminal.hold()
    running.press("<ctrl-c>")
    running.terminal.release()
    await running.task.value
    #expect(running.leftover.value == [])
  }

  @Test func whatIsSentAfterTheEndIsDropped() async {
    let world = ScriptedWorld()
    let running = Running(world)
    running.press("<ctrl-c>")
    await running.task.value
    let frames = running.terminal.record.value.frameCount
    running.press(":ns shop<enter>")
    await running.runtime.settle()
    #expect(await running.runtime.state.namespaces.isEmpty)
    #expect(running.terminal.record.value.frameCount == frames)
    #expect(await running.runtime.wait { $0.namespaces == ["shop"] } == false)
  }
}
