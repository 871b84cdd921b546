/// Names a piece of work that is due at some time.
struct TimerID: Hashable, Sendable {
  fileprivate let number: UInt64
}

/// Work that is due later, in the order in which it is due; first scheduled first among equals.
struct TimerQueue {
  struct Entry {
    let id: TimerID
    let due: DemoTime
    /// What it is, for a person who looks at what is pending.
    let label: String
    /// Whether it happens over and over, and nobody waits for it to be over.
    let isRoutine: Bool
    let work: (isolated DemoAPIServer) -> Void
  }

  // Latest first, so that the next one due is taken from the end.
  private var entries: [Entry] = []
  private var lastNumber: UInt64 = 0

  /// When the next piece of work is due.
  var nextDue: DemoTime? { entries.last?.due }

  /// When the next piece of work is due that is routine, or isn't.
  func nextDue(isRoutine: Bool) -> DemoTime? {
    entries.last { $0.isRoutine == isRoutine }?.due
  }

  mutating func add(
    due: DemoTime, label: String, isRoutine: Bool = false,
    work: @escaping (isolated DemoAPIServer) -> Void
  ) -> TimerID {
    lastNumber += 1
    let id = TimerID(number: lastNumber)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].due > due { low = middle + 1 } else { high = middle }
    }
    // Everything at the same time that was there before is due before it, so it stands behind.
    entries.insert(Entry(id: id, due: due, label: label, isRoutine: isRoutine, work: work), at: low)
    return id
  }

  mutating func cancel(_ id: TimerID) {
    entries.removeAll { $0.id == id }
  }

  /// Takes out the next piece of work if it is due by then.
  mutating func next(by end: DemoTime) -> Entry? {
    guard let last = entries.last, last.due <= end else { return nil }
    return entries.removeLast()
  }
}
