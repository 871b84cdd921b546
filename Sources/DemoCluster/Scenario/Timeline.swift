/// What happened when in the past of a scenario.
///
/// The past is lived through: each step is taken at its time, and the controllers answer it, so
/// that ages, revisions and histories fit together.
struct Timeline {
  typealias Step = @Sendable (isolated DemoAPIServer) -> Void

  private var steps: [(time: DemoTime, step: Step)] = []

  mutating func add(at time: DemoTime, _ step: @escaping Step) {
    steps.append((time, step))
  }

  /// A step so many seconds after 1970, as commits are dated.
  mutating func add(at seconds: Int64, _ step: @escaping Step) {
    add(at: DemoTime(milliseconds: seconds * 1000), step)
  }

  /// Takes all steps that are due by then, in the order of their times.
  mutating func play(through end: DemoTime, on server: isolated DemoAPIServer) {
    let due = steps.filter { $0.time <= end }.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    steps.removeAll { $0.time <= end }
    for (_, entry) in due {
      server.advance(to: entry.time)
      entry.step(server)
      server.drainChanges()
    }
    server.advance(to: end)
  }
}
