/// The lines of a store that a filter lets through, by their numbers, as far as they are known.
///
/// Whoever holds it has it look at lines that came since, and hands in what was found in segments
/// that are elsewhere. A bit for each line: what lets millions through takes little room as well.
public struct LogMatches: Equatable, Sendable {
  /// What was found in the first lines of a segment.
  public struct Finding: Equatable, Sendable {
    /// The identity of the segment.
    public var segment: Int
    /// How many of its lines were looked at.
    public var examined: Int
    /// Which of these passed.
    public var lines: LineSet

    /// Makes a finding.
    public init(segment: Int, examined: Int, lines: LineSet) {
      self.segment = segment
      self.examined = examined
      self.lines = lines
    }
  }

  /// The filter.
  public let filter: LogFilter
  /// How many lines are known to pass.
  public private(set) var count = 0

  private var found: [Int: Finding] = [:]
  private var parts: [Part] = []

  /// A segment of the store, as it was when the matches were counted last.
  private struct Part: Equatable, Sendable {
    var id: Int
    var start: Int
    /// How many lines of segments before it pass.
    var before: Int
  }

  /// Knows of nothing yet.
  public init(_ filter: LogFilter) { self.filter = filter }

  /// The number of the line that has so many matches before it.
  public subscript(position: Int) -> Int {
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].before > position { high = middle } else { low = middle + 1 }
    }
    let part = parts[low - 1]
    return part.start + (found[part.id]?.lines.place(after: position - part.before) ?? 0)
  }

  /// The position among the matches of the first one at or after a line; their count if there is none.
  public func position(atOrAfter line: Int) -> Int {
    guard let part = part(of: line) else { return 0 }
    return part.before + (found[part.id]?.lines.count(before: line - part.start) ?? 0)
  }

  /// Whether a line is known to pass.
  public func contains(_ line: Int) -> Bool {
    guard let part = part(of: line) else { return false }
    return found[part.id]?.lines.contains(line - part.start) ?? false
  }

  /// Looks at new lines of segments that are in memory, the newest first, until about so many bytes
  /// were looked at.
  public mutating func examine(_ store: LogStore, budget: Int = .max) {
    var rest = budget
    for segment in store.segments.reversed() where rest > 0 {
      let done = found[segment.id]?.examined ?? 0
      guard done < segment.count, let lines = segment.lines else { continue }
      note(
        Finding(
          segment: segment.id, examined: lines.count, lines: filter.matches(in: lines, from: done)))
      rest -= segment.size * (segment.count - done) / max(1, segment.count)
    }
    arrange(store)
  }

  /// The segments that have lines which nobody looked at, the newest first.
  public func unexamined(in store: LogStore) -> [LogStore.Segment] {
    store.segments.reversed().filter { (found[$0.id]?.examined ?? 0) < $0.count }
  }

  /// Takes in what was found by others.
  public mutating func take(_ findings: [Finding], of store: LogStore) {
    for finding in findings where (found[finding.segment]?.examined ?? 0) < finding.examined {
      found[finding.segment] = finding
    }
    arrange(store)
  }

  /// The segment that a line is in, as far as it was there when the matches were counted.
  private func part(of line: Int) -> Part? {
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].start > line { high = middle } else { low = middle + 1 }
    }
    return low == 0 ? nil : parts[low - 1]
  }

  private mutating func note(_ finding: Finding) {
    if found[finding.segment] == nil {
      found[finding.segment] = finding
    } else {
      found[finding.segment]?.examined = finding.examined
      found[finding.segment]?.lines.formUnion(finding.lines)
    }
  }

  /// Counts anew.
  private mutating func arrange(_ store: LogStore) {
    parts.removeAll(keepingCapacity: true)
    count = 0
    for (index, segment) in store.segments.enumerated() {
      parts.append(Part(id: segment.id, start: store.start(ofSegment: index), before: count))
      count += found[segment.id]?.lines.count ?? 0
    }
    // Segments that are gone are forgotten, now and then.
    if found.count > 2 * parts.count + 16 {
      let ids = Set(parts.map(\.id))
      found = found.filter { ids.contains($0.key) }
    }
  }
}
