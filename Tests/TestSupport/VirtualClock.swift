public import DemoCluster
public import Kubernetes
import Synchronization

/// Time that passes only when a test says so, for the console and for a demo cluster alike.
public final class VirtualClock: Sendable {
  private struct Sleeper {
    var due: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var elapsed: Duration = .zero
    var sleepers: [Int: Sleeper] = [:]
    var lastSleeper = 0
    var cancelled: Set<Int> = []
  }

  private let start: DemoTime
  private let origin = ContinuousClock.now
  private let state = Mutex(State())

  /// Makes a clock that stands at a time.
  public init(startingAt start: DemoTime = .example) { self.start = start }

  /// What time it is.
  public var now: Timestamp {
    let milliseconds = (start + elapsed).milliseconds
    return Timestamp(
      seconds: milliseconds / 1000, nanoseconds: Int32(milliseconds % 1000) * 1_000_000)
  }

  /// How much time has passed.
  public var elapsed: Duration { state.withLock { $0.elapsed } }

  /// Lets time pass: whoever has slept long enough goes on.
  public func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.elapsed += duration
      let due = state.sleepers.filter { $0.value.due <= state.elapsed }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values
    }
    for sleeper in due { sleeper.continuation.resume() }
  }

  /// Sleeps until so much time has passed; throws when the task is cancelled.
  public func sleep(for duration: Duration) async throws {
    guard duration > .zero else { return try Task.checkCancellation() }
    let id = state.withLock { state in
      state.lastSleeper += 1
      return state.lastSleeper
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          if state.cancelled.remove(id) != nil { return true }
          state.sleepers[id] = Sleeper(
            due: state.elapsed + duration, continuation: continuation)
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleepers.removeValue(forKey: id)
        if sleeper == nil { state.cancelled.insert(id) }
        return sleeper
      }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Time and chance for a client: this time, and no chance.
  public var pacing: Pacing {
    Pacing(
      sleep: { try await self.sleep(for: $0) }, random: { 0.5 },
      now: { self.origin + self.elapsed })
  }
}
