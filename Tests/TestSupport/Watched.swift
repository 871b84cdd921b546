import Synchronization

/// A value that tests wait on: a condition is looked at again whenever the value changes, so that
/// no test sleeps.
public final class Watched<Value: Sendable>: Sendable {
  private struct State {
    var value: Value
    var version = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var lastWaiter = 0
    /// Those who have waited too long.
    var impatient: Set<Int> = []
  }

  private let state: Mutex<State>

  /// Makes a value that is watched.
  public init(_ value: Value) { state = Mutex(State(value: value)) }

  /// The value as it is now.
  public var value: Value { state.withLock { $0.value } }

  /// Changes the value, and has everybody who waits look at it again.
  @discardableResult
  public func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    let (result, waiters) = state.withLock { state in
      let result = body(&state.value)
      state.version += 1
      defer { state.waiters = [:] }
      return (result, state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
    return result
  }

  /// Returns the first value seen that fulfils a condition; nil once that has taken too long.
  public func wait(
    patience: Duration = .patience, until isFulfilled: (Value) -> Bool
  ) async -> Value? {
    let first = value
    if isFulfilled(first) { return first }
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let timer = Task {
      try await Task.sleep(for: patience)
      losePatience(id)
    }
    defer { timer.cancel() }
    while true {
      let (value, version) = state.withLock { ($0.value, $0.version) }
      if isFulfilled(value) { return value }
      if state.withLock({ $0.impatient.contains(id) }) { return nil }
      await withCheckedContinuation { continuation in
        let isChanged = state.withLock { state in
          if state.version != version || state.impatient.contains(id) { return true }
          state.waiters[id] = continuation
          return false
        }
        if isChanged { continuation.resume() }
      }
    }
  }

  private func losePatience(_ id: Int) {
    let waiter = state.withLock { state in
      state.impatient.insert(id)
      return state.waiters.removeValue(forKey: id)
    }
    waiter?.resume()
  }
}

extension Duration {
  /// No test waits longer for one thing: what takes so long doesn't come.
  public static var patience: Duration { .seconds(120) }
}
