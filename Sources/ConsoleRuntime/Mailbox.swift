import Console
import Synchronization

/// Where events wait for the runtime: many send, one takes.
///
/// What a person waits for (keys, another size of the terminal) wakes the runtime at once; the rest
/// may pile up until the next frame is due, and is then one batch.
final class Mailbox: Sendable {
  private struct State {
    var events: [Event] = []
    var weight = 0
    var hasUrgent = false
    var waiter: CheckedContinuation<Void, Never>?
    var waitsForUrgent = false
    var isClosed = false
    var inHand = 0
  }

  private let state = Mutex(State())

  /// Puts an event in.
  ///
  /// After `close` it is dropped.
  func send(_ event: Event) {
    let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.events.append(event)
      state.weight += event.weight
      if event.isInput { state.hasUrgent = true }
      guard !state.waitsForUrgent || state.hasUrgent else { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Takes everything there is, in the order in which it came; waits while there is nothing.
  ///
  /// With `urgentOnly` it waits for something urgent, or for `wake`, even if there are other events.
  /// One task takes at a time, and says with `finish` when it is done with what it took.
  func take(urgentOnly: Bool = false) async -> [Event] {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        let isReady =
          state.isClosed || state.hasUrgent || (!urgentOnly && !state.events.isEmpty)
        if !isReady {
          state.waiter = continuation
          state.waitsForUrgent = urgentOnly
        }
        return isReady
      }
      if isReady { continuation.resume() }
    }
    return state.withLock { state in
      defer {
        state.events.removeAll(keepingCapacity: true)
        state.weight = 0
        state.hasUrgent = false
        state.waitsForUrgent = false
      }
      state.inHand += state.events.count
      return state.events
    }
  }

  /// Says that what was taken has had its effect.
  func finish() { state.withLock { $0.inHand = 0 } }

  /// Ends a wait, though there may be nothing.
  func wake() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Takes no more events.
  func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  /// Whether it takes no more events.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// How many events wait here.
  var count: Int { state.withLock { $0.events.count } }

  /// What the events that wait here weigh together.
  var weight: Int { state.withLock { $0.weight } }

  /// How many events haven't had their effect: those that wait, and those that were taken last.
  var pendingCount: Int { state.withLock { $0.events.count + $0.inHand } }
}
