extension DemoAPIServer {
  /// Lets time pass, and everything happen that is due on the way, in order.
  public func advance(by duration: Duration) {
    bootstrap()
    let end = now + duration
    drainChanges()
    while let entry = timers.next(by: end) {
      now = max(now, entry.due)
      entry.work(self)
      drainChanges()
    }
    now = max(now, end)
  }

  /// How long until something happens by itself, less what happens over and over (bookmarks,
  /// heartbeats); nil if nothing is going to.
  public func nextDue() -> Duration? {
    timers.nextDue(isRoutine: false).map { max(.zero, $0 - now) }
  }

  /// Has work done once that much time has passed.
  ///
  /// Work that is due at the same time is done in the order in which it was scheduled. What happens
  /// over and over is routine: nobody waits for it to be over.
  @discardableResult
  func schedule(
    after delay: Duration, _ label: String, isRoutine: Bool = false,
    _ work: @escaping (isolated DemoAPIServer) -> Void
  ) -> TimerID {
    timers.add(due: now + max(.zero, delay), label: label, isRoutine: isRoutine, work: work)
  }

  /// Forgets work that was scheduled; nothing happens if it is done already.
  func cancel(_ id: TimerID) {
    timers.cancel(id)
  }

  /// Makes time pass as fast as it does outside, until the task is cancelled.
  public func run() async {
    let clock = ContinuousClock()
    var last = clock.now
    while !Task.isCancelled {
      let current = clock.now
      // Whole milliseconds only, so that the rests don't get lost.
      let elapsed = Duration.milliseconds((current - last).wholeMilliseconds)
      last += elapsed
      advance(by: elapsed)
      // A request can bring something closer than what was next, so never sleep for long.
      let next = timers.nextDue.map { $0 - now } ?? .milliseconds(100)
      let pause = min(next, .milliseconds(100))
      try? await clock.sleep(for: max(pause, .milliseconds(5)))
    }
  }
}
