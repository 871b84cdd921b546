public import Kubernetes
public import Logs

/// The lines of the log pane: in the order of their times, bounded in bytes, with those that the
/// filter lets through at hand.
///
/// A line has a number among all (0 is the oldest) and, if it is shown, a position among those shown.
/// Numbers change when lines come that are older, and when the oldest are dropped; `settle` says what
/// became of a number. Lines that came in one batch of events are put in together.
public struct LogContents: Equatable, Sendable {
  /// The lines.
  public private(set) var store: LogStore
  /// Those that the filter lets through; nil where it lets all through.
  public private(set) var matches: LogMatches?

  // What came since `settle`.
  private var gathered = PackedLines()

  /// Makes an empty one.
  public init(limits: LogStore.Limits = LogStore.Limits(total: 24 << 20)) {
    store = LogStore(limits: limits)
  }

  /// How many lines there are.
  public var count: Int { store.count }
  /// How many lines the filter lets through, as far as is known.
  public var shownCount: Int { matches?.count ?? store.count }
  /// How many of the oldest lines were dropped to stay within the limit.
  public var droppedCount: Int { store.droppedCount }

  /// The number of the line at a position among those shown.
  public func number(at position: Int) -> Int { matches?[position] ?? position }

  /// The position among those shown of the first one at or after a line; their count if there is none.
  public func position(atOrAfter number: Int) -> Int {
    matches?.position(atOrAfter: number) ?? min(number, store.count)
  }

  /// A line: the piece it is in, and its place there.
  ///
  /// nil while its segment is elsewhere: draw its place empty. Segments of the lines around the
  /// bottom of the pane are fetched by themselves.
  public func line(_ number: Int) -> (lines: PackedLines, index: Int)? { store.line(number) }

  // MARK: - Changes

  /// Takes in lines of a source; they are put in their places by `settle`.
  public mutating func gather(
    _ lines: PackedLines, source: Int, isAside: ((ArraySlice<UInt8>) -> Bool)? = nil
  ) {
    gathered.append(lines, source: UInt16(truncatingIfNeeded: source), isAside: isAside)
  }

  /// Takes in a line that says what happened.
  public mutating func mark(_ text: String, at time: Timestamp, level: LogLevel = .unknown) {
    gathered.append(marker: text, time: time.sinceEpoch, level: level)
  }

  /// Puts what was gathered in its place; `keeping` are the numbers of lines, and are those of the
  /// same lines afterwards, or nil where one was dropped.
  public mutating func settle(keeping numbers: inout [Int?]) {
    guard !gathered.isEmpty else { return }
    gathered.sort()
    store.append(gathered, keeping: &numbers)
    gathered = PackedLines()
    matches?.examine(store)
  }

  /// Shows only lines that the filter lets through.
  public mutating func setFilter(_ filter: LogFilter) {
    guard filter != matches?.filter ?? LogFilter() else { return }
    matches = filter.isEmpty ? nil : LogMatches(filter)
    matches?.examine(store)
  }

  /// Forgets every line.
  public mutating func removeAll() {
    gathered = PackedLines()
    store.removeAll()
    matches?.examine(store)
  }
}
