/// The rows of one live list as they are now, kept up by its changes.
///
/// The first list shows its pages as they arrive. A later one is put together aside and takes the
/// place of the old in one step, so that a screen never empties because a connection was lost.
public struct Reflection<R: Row>: Sendable {
  /// How much of the truth this is.
  public enum State: Hashable, Sendable {
    /// Nothing has been heard yet.
    case empty
    /// The first list is arriving; `remaining` objects are still to come, where the server says.
    case listing(remaining: Int?)
    /// Complete and kept up to date.
    case live
    /// Not kept up to date at the moment, and why.
    case stale(Interruption)
  }

  /// The rows, by name.
  public private(set) var rows: [ObjectName: R] = [:]
  /// How much of the truth `rows` is.
  public private(set) var state: State = .empty
  /// Whether a list has been completed, ever; until then absence means nothing.
  public private(set) var isComplete = false
  /// Objects that couldn't be read, with the reason.
  public private(set) var unreadable: [ObjectName: String] = [:]
  /// Counts changes of `rows`, so that what is computed from them can be kept until it changes.
  public private(set) var revision = 0

  private var replacement: [ObjectName: R]?

  /// Makes a reflection of nothing yet.
  public init() {}

  /// The row of that object, if there is one.
  public subscript(name: ObjectName) -> R? { rows[name] }

  /// Takes in what the live list says.
  public mutating func apply(_ change: Change<R>) {
    switch change {
    case .began:
      unreadable = [:]
      if isComplete {
        replacement = [:]
      } else {
        rows = [:]
        revision += 1
        state = .listing(remaining: nil)
      }
    case .page(let page, let remaining):
      if var filling = replacement {
        // Dropping our own reference keeps the dictionary uniquely referenced: no copy.
        replacement = nil
        Self.fill(&filling, page, remaining)
        replacement = filling
      } else {
        Self.fill(&rows, page, remaining)
        revision += 1
        if !isComplete { state = .listing(remaining: remaining) }
      }
    case .listed:
      if let replacement {
        if rows != replacement {
          rows = replacement
          revision += 1
        }
        self.replacement = nil
      }
      isComplete = true
      state = .live
    case .applied(let changed):
      for row in changed {
        rows[row.name] = row
        if replacement != nil { replacement?[row.name] = row }
        if !unreadable.isEmpty { unreadable[row.name] = nil }
      }
      revision += 1
      revive()
    case .deleted(let names):
      for name in names {
        rows[name] = nil
        replacement?[name] = nil
        unreadable[name] = nil
      }
      revision += 1
      revive()
    case .alive:
      revive()
    case .interrupted(let interruption):
      // Half a list is worth nothing; the next one begins anew.
      replacement = nil
      state = .stale(interruption)
    case .unreadable(let name, let reason):
      if let name { unreadable[name] = reason }
    }
  }

  private static func fill(_ rows: inout [ObjectName: R], _ page: [R], _ remaining: Int?) {
    // One allocation for the whole list; what the server claims is believed within reason.
    rows.reserveCapacity(rows.count + page.count + min(remaining ?? 0, 200_000))
    for row in page { rows[row.name] = row }
  }

  private mutating func revive() {
    if isComplete { state = .live }
  }
}

extension Reflection: Equatable {
  // `revision` counts steps, and equal contents may have been reached by different ones.
  public static func == (a: Reflection, b: Reflection) -> Bool {
    a.state == b.state && a.isComplete == b.isComplete && a.rows == b.rows
      && a.unreadable == b.unreadable && a.replacement == b.replacement
  }
}
