import Console
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import ConsoleRuntime

/// When frames are drawn, and who waits for them.
@Suite(.timeLimit(.minutes(2)))
struct FrameTests {
  private func time(_ second: Int) -> Timestamp {
    Timestamp(seconds: 1_900_000_000 + Int64(second))
  }

  @Test func aThousandEventsAreOneFrame() async throws {
    try await ConsoleDriver.run(ScriptedWorld()) { driver in
      driver.terminal.hold()
      driver.resize(100, 30)
      let before = try #require(await driver.terminal.record.wait { $0.drawing == 1 })
      for second in 1...1000 { driver.runtime.send(.ticked(time(second))) }
      driver.terminal.release()
      try await driver.wait(for: "the last tick") { $0.now == time(1000) }
      // The one that was held, and one for all the rest.
      #expect(driver.terminal.record.value.frameCount <= before.frameCount + 2)
    }
  }

  @Test func aKeyIsAnsweredByAFrame() async throws {
    try await ConsoleDriver.run(ScriptedWorld()) { driver in
      try driver.press("?")
      try await driver.see("Keys", "Open the command palette")
    }
  }

  @Test func anotherSizeIsDrawnAtOnce() async throws {
    try await ConsoleDriver.run(ScriptedWorld()) { driver in
      driver.resize(30, 8)
      try await driver.see("Duet needs 40×10", "here: 30×8")
      #expect(driver.terminal.record.value.frame.size == Size(30, 8))
    }
  }

  @Test func whoSendsFasterThanTheLoopIsHeldBack() async throws {
    let count = 6000
    let sent = Watched(0)
    let world = ScriptedWorld(activity: { activity, send in
      guard activity == .clock else { return await untilCancelled() }
      for second in 1...count {
        await send(.ticked(time(second)))
        sent.change { $0 += 1 }
      }
      await untilCancelled()
    })
    let terminal = MemoryTerminal()
    terminal.hold()
    let state = ConsoleState(size: Size(80, 24), now: time(0), context: "test")
    let runtime = Runtime(state: state, world: world, terminal: terminal)
    let task = Task { await runtime.run() }
    // The first frame is held up, so nothing is taken.
    try #require(await sent.wait { $0 >= 1024 } != nil)
    for _ in 0..<200 { await Task.yield() }
    #expect(sent.value <= 1025)
    terminal.release()
    #expect(await runtime.wait { $0.now == time(count) })
    try #require(await sent.wait { $0 == count } != nil)
    task.cancel()
    await task.value
  }
}
