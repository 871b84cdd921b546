import DemoCluster
import Kubernetes
import Logs
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Streams that read history come along together.
// One after the other: each of them keeps a thread busy while it lets time pass.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct LogPacerTests {
  private let clock = VirtualClock()
  private let fast = LogQuery(namespace: "shop", pod: "fast")
  private let slow = LogQuery(namespace: "shop", pod: "slow")

  private func pacer() -> LogPacer {
    let clock = clock
    return LogPacer(sleep: { try await clock.sleep(for: $0) }, now: { clock.now })
  }

  /// Lines that were written so many seconds before now.
  private func lines(_ ago: Int64...) -> PackedLines {
    PackedLines(
      ago.map { LogLine(time: Timestamp(seconds: clock.now.seconds - $0), text: "line") })
  }

  /// Lets time pass until a task is done; returns how much it was.
  private func time(until task: Task<Void, Never>) async -> Duration {
    let start = clock.elapsed
    let isDone = Watched(false)
    let watch = Task {
      await task.value
      isDone.change { $0 = true }
    }
    while !isDone.value {
      for _ in 0..<200 where !isDone.value { await Task.yield() }
      if !isDone.value { clock.advance(by: .milliseconds(20)) }
    }
    await watch.value
    return clock.elapsed - start
  }

  /// How long a stream waits until it may tell lines that were written so many seconds before now.
  private func wait(_ pacer: LogPacer, _ id: LogQuery, ago: Int64) async -> Duration {
    let lines = lines(ago)
    return await time(until: Task { await pacer.turn(of: id, to: lines) })
  }

  // Time passes only where a test says so: a turn that is awaited has come without a wait.

  private func opened() async -> LogPacer {
    let pacer = pacer()
    await pacer.opened(fast)
    await pacer.opened(slow)
    return pacer
  }

  @Test func oneThatIsAheadWaitsForTheOtherWithinReason() async {
    let pacer = await opened()
    _ = await wait(pacer, slow, ago: 100)
    // The other says nothing more, and is given up on.
    let waited = await wait(pacer, fast, ago: 50)
    #expect(waited >= .milliseconds(280))
  }

  @Test func oneThatIsBehindNeverWaits() async {
    let pacer = await opened()
    _ = await wait(pacer, fast, ago: 50)
    await pacer.turn(of: slow, to: lines(100))
    await pacer.turn(of: slow, to: lines(90))
  }

  @Test func oneThatIsAheadGoesOnOnceTheOtherHasCome() async {
    let pacer = await opened()
    _ = await wait(pacer, slow, ago: 100)
    let ahead = lines(50)
    let turn = Task { await pacer.turn(of: fast, to: ahead) }
    _ = await wait(pacer, slow, ago: 50)
    // Looks again at its next step, and not only when the other is given up on.
    #expect(await time(until: turn) < .milliseconds(280))
  }

  @Test func whatIsWrittenNowIsNotHeldUp() async {
    let pacer = await opened()
    _ = await wait(pacer, slow, ago: 100)
    await pacer.turn(of: fast, to: lines(0))
  }

  @Test func oneThatHasEndedIsNotWaitedFor() async {
    let pacer = await opened()
    _ = await wait(pacer, slow, ago: 100)
    await pacer.closed(slow)
    await pacer.turn(of: fast, to: lines(50))
  }

  @Test func oneThatHasCaughtUpIsNotWaitedFor() async {
    let pacer = await opened()
    _ = await wait(pacer, slow, ago: 0)
    await pacer.turn(of: fast, to: lines(50))
  }
}
