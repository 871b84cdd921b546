/// The lines of a log: always in the order of their times, bounded in bytes.
///
/// They are in segments. The newest of them are in memory; the older ones may be put elsewhere by
/// whoever holds the store, and are asked for when they are looked at. A value, and cheap to copy:
/// what searches it works on a copy while the next lines come in.
public struct LogStore: Equatable, Sendable {
  /// So many lines that stand one after the other.
  public struct Segment: Equatable, Sendable, Identifiable {
    /// Never used twice in one store; lines of one segment never change, but for new ones at its end.
    public let id: Int
    /// How many lines it has.
    public fileprivate(set) var count: Int
    /// How much memory its lines take, or took, in bytes.
    public fileprivate(set) var size: Int
    /// When its first line was written, in nanoseconds since 1970.
    public let first: Int64
    /// When its last line was written.
    public fileprivate(set) var last: Int64
    /// The lines; nil while they are elsewhere.
    public fileprivate(set) var lines: PackedLines?
    /// Which of its lines say what happened, by their places in it.
    public fileprivate(set) var markers: [Int] = []

    // So many lines of one identity are always the same.
    public static func == (a: Segment, b: Segment) -> Bool {
      a.id == b.id && a.count == b.count && (a.lines == nil) == (b.lines == nil)
    }
  }

  /// Where a store keeps what.
  public struct Limits: Hashable, Sendable {
    /// How many bytes of lines are kept in all; the oldest segments go first.
    public var total: Int
    /// How many bytes a segment has before the next one begins.
    public var segment: Int

    /// Sets limits, in bytes.
    public init(total: Int = 1 << 30, segment: Int = 256 << 10) {
      self.total = total
      self.segment = segment
    }
  }

  /// The limits it was made with.
  public let limits: Limits
  /// The segments, in the order of their times.
  public private(set) var segments: [Segment] = []
  /// How many lines there are.
  public private(set) var count = 0
  /// How many bytes they take, wherever they are.
  public private(set) var size = 0
  /// How many of the oldest lines were dropped to stay within the limit.
  public private(set) var droppedCount = 0

  private var lastID = 0
  // The number of the first line of each segment.
  private var starts: [Int] = []

  /// Makes an empty store.
  public init(limits: Limits = Limits()) { self.limits = limits }

  /// Puts lines in their places among the others; lines of one time stay in the order they came in.
  ///
  /// `keeping` are the numbers of lines, and are the numbers of the same lines afterwards; nil where
  /// one was dropped. A line that is older than one whose segment is elsewhere comes right after it.
  public mutating func append(_ new: PackedLines, keeping lines: inout [Int?]) {
    guard let first = new.entries.first?.time, let last = new.entries.last?.time else { return }
    // Segments that are elsewhere, and all before them, stay as they are.
    let firstOpen = (segments.lastIndex { $0.lines == nil } ?? -1) + 1
    let overlap = segments[firstOpen...].firstIndex { $0.last > first } ?? segments.count
    if overlap == segments.count {
      // The common case: newer than everything.
      let done = fillLast(new)
      replace(
        segments.count..<segments.count,
        by: split([(new, done..<new.count)], into: limits.segment))
    } else {
      lines = lines.map { number in
        number.map { number in
          number + (time(of: number).map { new.firstIndex(notBefore: $0) } ?? 0)
        }
      }
      let end = max(
        overlap + 1, segments[overlap...].firstIndex { $0.first > last } ?? segments.count)
      let old = segments[overlap..<end].compactMap(\.lines)
      // Of one size, so that the next lines that are late find room in them.
      let size = old.reduce(new.size) { $0 + $1.size }
      let count = (size + limits.segment - 1) / limits.segment
      replace(overlap..<end, by: split(Self.merge(old, new), into: size / count + 1))
    }
    drop(to: limits.total, keeping: &lines)
  }

  /// Puts lines in their places.
  public mutating func append(_ new: PackedLines) {
    var lines: [Int?] = []
    append(new, keeping: &lines)
  }

  /// Drops the oldest segments, so many bytes of them or a little more.
  public mutating func drop(bytes: Int, keeping lines: inout [Int?]) {
    drop(to: size - bytes, keeping: &lines)
  }

  /// The piece that a line is in, and its place there; nil while it is elsewhere, or isn't at all.
  public func line(_ number: Int) -> (lines: PackedLines, index: Int)? {
    guard (0..<count).contains(number) else { return nil }
    let (segment, index) = place(of: number)
    return segments[segment].lines.map { ($0, index) }
  }

  /// The nearest line before another that says what happened, wherever it is; nil if there is none.
  public func marker(before line: Int) -> Int? {
    guard count > 0, line > 0 else { return nil }
    let (last, index) = place(of: min(line, count) - 1)
    if let found = segments[last].markers.last(where: { $0 <= index }) {
      return starts[last] + found
    }
    guard let segment = segments[..<last].lastIndex(where: { !$0.markers.isEmpty }) else {
      return nil
    }
    return segments[segment].markers.last.map { starts[segment] + $0 }
  }

  /// The nearest line after another that says what happened, wherever it is; nil if there is none.
  public func marker(after line: Int) -> Int? {
    guard line + 1 < count else { return nil }
    let (first, index) = place(of: max(0, line + 1))
    if let found = segments[first].markers.first(where: { $0 >= index }) {
      return starts[first] + found
    }
    guard let segment = segments[(first + 1)...].firstIndex(where: { !$0.markers.isEmpty }) else {
      return nil
    }
    return segments[segment].markers.first.map { starts[segment] + $0 }
  }

  /// Where a line is, by its number among all.
  public func place(of line: Int) -> (segment: Int, index: Int) {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] > line { high = middle } else { low = middle + 1 }
    }
    return (low - 1, line - starts[max(0, low - 1)])
  }

  /// The number of a segment's first line.
  public func start(ofSegment index: Int) -> Int { starts[index] }

  /// The first line that wasn't written before a time, in nanoseconds since 1970; as far as segments
  /// that are elsewhere are concerned, the first line of the segment.
  public func firstLine(notBefore time: Int64) -> Int {
    guard let index = segments.firstIndex(where: { $0.last >= time }) else { return count }
    guard let lines = segments[index].lines, time > .min else { return starts[index] }
    return starts[index] + lines.firstIndex(after: time - 1)
  }

  /// Takes note that the lines of segments are elsewhere now.
  public mutating func release(_ ids: Set<Int>) {
    for index in segments.indices where ids.contains(segments[index].id) {
      segments[index].lines = nil
    }
  }

  /// The oldest segments that are in memory, if the newest take more than so many bytes.
  ///
  /// The last one is still being written, and never among them.
  public func excess(over budget: Int) -> [Segment] {
    var rest = budget
    var found: [Segment] = []
    for segment in segments.dropLast().reversed() where segment.lines != nil {
      rest -= segment.size
      if rest < 0 { found.append(segment) }
    }
    return found.reversed()
  }

  /// Forgets every line.
  public mutating func removeAll() {
    segments = []
    starts = []
    (count, size, droppedCount) = (0, 0, 0)
  }

  /// When a line was written; nil where it is elsewhere or isn't.
  private func time(of line: Int) -> Int64? {
    self.line(line).map { $0.lines.entries[$0.index].time }
  }

  // MARK: Parts

  private typealias Run = (lines: PackedLines, range: Range<Int>)

  /// The old lines and the new ones as runs, in the order of their times.
  private static func merge(_ old: [PackedLines], _ new: PackedLines) -> [Run] {
    var runs: [Run] = []
    var next = 0
    for (position, lines) in old.enumerated() {
      var index = 0
      while index < lines.count {
        // What comes at one time comes after what was there.
        let limit = next < new.count ? lines.firstIndex(after: new.entries[next].time) : lines.count
        if limit > index {
          runs.append((lines, index..<limit))
          index = limit
        }
        guard index < lines.count, next < new.count else { continue }
        let stop = new.firstIndex(notBefore: lines.entries[index].time)
        runs.append((new, next..<max(next + 1, stop)))
        next = max(next + 1, stop)
      }
      if position == old.count - 1, next < new.count { runs.append((new, next..<new.count)) }
    }
    return runs
  }

  /// Puts as many lines as there is room for at the end of the last segment; returns how many.
  private mutating func fillLast(_ new: PackedLines) -> Int {
    guard let index = segments.indices.last, segments[index].lines != nil else { return 0 }
    var done = 0
    var room = limits.segment - segments[index].size
    while done < new.count, room > 0 {
      room -= new.size(of: done)
      done += 1
    }
    guard done > 0 else { return 0 }
    let before = segments[index].size
    segments[index].lines?.append(new, 0..<done)
    segments[index].markers += (0..<done).filter { new.entries[$0].isMarker }
      .map { $0 + segments[index].count }
    if room <= 0 { segments[index].lines?.shrink() }
    segments[index].count += done
    segments[index].size = segments[index].lines?.size ?? before
    segments[index].last = new.entries[done - 1].time
    count += done
    size += segments[index].size - before
    return done
  }

  /// Puts runs together into segments of so many bytes, or a little more.
  private mutating func split(_ runs: [Run], into size: Int) -> [Segment] {
    var made: [Segment] = []
    var lines = PackedLines()
    for (source, range) in runs {
      var start = range.lowerBound
      while start < range.upperBound {
        if lines.size >= size {
          lines.shrink()
          made.append(segment(lines))
          lines = PackedLines()
        }
        var end = start
        var room = size - lines.size
        while end < range.upperBound, room > 0 {
          room -= source.size(of: end)
          end += 1
        }
        lines.append(source, start..<end)
        start = end
      }
    }
    if !lines.isEmpty { made.append(segment(lines)) }
    return made
  }

  private mutating func segment(_ lines: PackedLines) -> Segment {
    lastID += 1
    return Segment(
      id: lastID, count: lines.count, size: lines.size, first: lines.entries.first?.time ?? 0,
      last: lines.entries.last?.time ?? 0, lines: lines,
      markers: lines.entries.indices.filter { lines.entries[$0].isMarker })
  }

  private mutating func replace(_ range: Range<Int>, by new: [Segment]) {
    for segment in segments[range] {
      count -= segment.count
      size -= segment.size
    }
    segments.replaceSubrange(range, with: new)
    for segment in new {
      count += segment.count
      size += segment.size
    }
    starts.removeSubrange(range.lowerBound...)
    var start = range.lowerBound == 0 ? 0 : starts[range.lowerBound - 1]
    if range.lowerBound > 0 { start += segments[range.lowerBound - 1].count }
    for segment in segments[range.lowerBound...] {
      starts.append(start)
      start += segment.count
    }
  }

  private mutating func drop(to limit: Int, keeping numbers: inout [Int?]) {
    var gone = 0
    while size > limit, segments.count > gone + 1 {
      size -= segments[gone].size
      count -= segments[gone].count
      gone += 1
    }
    guard gone > 0 else { return }
    let lines = segments[..<gone].reduce(0) { $0 + $1.count }
    droppedCount += lines
    segments.removeFirst(gone)
    starts = starts.dropFirst(gone).map { $0 - lines }
    numbers = numbers.map { number in number.flatMap { $0 >= lines ? $0 - lines : nil } }
  }
}
