public import Kubernetes
import Patterns

/// The lines of the log pane: in the order of their times, bounded in bytes, with those that the
/// filter lets through at hand.
public struct LogBuffer: Equatable, Sendable {
  /// One line, and which container wrote it.
  public struct Line: Hashable, Sendable {
    /// The position of its source in the pane's list of sources.
    public var source: Int
    /// The line.
    public var line: LogLine
    /// Whether it isn't about what the log was opened for.
    public var isAside: Bool

    /// Makes a line.
    public init(source: Int, line: LogLine, isAside: Bool = false) {
      self.source = source
      self.line = line
      self.isAside = isAside
    }
  }

  /// How many bytes of text are kept at the most.
  public let capacity: Int
  /// How many of the oldest lines were dropped to stay within it.
  public private(set) var droppedCount = 0
  /// How many lines there are.
  public var count: Int { lines.count }
  /// How many lines the filter lets through.
  public var shownCount: Int { matching?.count ?? lines.count }

  /// Whether asides are left out.
  public private(set) var hidesAsides = false

  private var lines: [Line] = []
  private var bytes = 0
  private var filter: Filter = .none
  /// Positions in `lines` that the filter lets through; nil where it lets all through.
  private var matching: [Int]?

  /// Lines that come out of order are put in their place among so many of the last ones: containers
  /// write at the same time, and their streams arrive a little apart.
  private static let reorderingWindow = 2000

  /// Makes an empty buffer of so many bytes.
  public init(capacity: Int = 32 << 20) { self.capacity = capacity }

  /// The line at a position among those shown.
  public subscript(shown index: Int) -> Line {
    lines[matching?[index] ?? index]
  }

  /// Adds lines of one source, in the order in which they came; nil says that none is an aside.
  public mutating func append(
    _ new: [LogLine], source: Int, isAside: ((LogLine) -> Bool)? = nil
  ) {
    let admits = matching == nil ? nil : admission()
    var isInOrder = true
    for line in new {
      bytes += line.text.utf8.count + 64
      let entry = Line(source: source, line: line, isAside: isAside?(line) ?? false)
      let position = position(of: line)
      if position == lines.count {
        if let admits, admits(entry) { matching?.append(lines.count) }
        lines.append(entry)
      } else {
        lines.insert(entry, at: position)
        isInOrder = false
      }
    }
    let isOver = bytes > capacity
    if isOver { dropOldest() }
    if !isInOrder || isOver { refilter() }
  }

  /// Shows only lines that the filter lets through; `-l` has no meaning for lines.
  public mutating func setFilter(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    refilter()
  }

  /// Leaves asides out, or shows them too.
  public mutating func setHidesAsides(_ hidesAsides: Bool) {
    guard hidesAsides != self.hidesAsides else { return }
    self.hidesAsides = hidesAsides
    refilter()
  }

  /// Forgets every line.
  public mutating func removeAll() {
    lines = []
    bytes = 0
    droppedCount = 0
    refilter()
  }

  private func position(of line: LogLine) -> Int {
    guard let time = line.time, let last = lines.last?.line.time, time < last else {
      return lines.count
    }
    let lowest = max(0, lines.count - Self.reorderingWindow)
    var low = lowest
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if let other = lines[middle].line.time, other > time {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  private mutating func dropOldest() {
    // An eighth at a time: moving the rest down for every line would cost more than the line.
    var dropped = 0
    while bytes > capacity - capacity / 8, dropped < lines.count {
      bytes -= lines[dropped].line.text.utf8.count + 64
      dropped += 1
    }
    lines.removeFirst(dropped)
    droppedCount += dropped
  }

  private func admission() -> (Line) -> Bool {
    let hidesAsides = hidesAsides
    guard case .text(let pattern, let isInverse) = filter else {
      return { !(hidesAsides && $0.isAside) }
    }
    let matches = pattern.matcher()
    return { !(hidesAsides && $0.isAside) && matches($0.line.text) != isInverse }
  }

  private mutating func refilter() {
    var isNarrowed = hidesAsides
    if case .text = filter { isNarrowed = true }
    guard isNarrowed else {
      matching = nil
      return
    }
    let admits = admission()
    matching = lines.indices.filter { admits(lines[$0]) }
  }
}
