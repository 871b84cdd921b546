public import Kubernetes

/// Lines of logs, their texts one after the other in one piece of memory.
///
/// A hundred thousand lines a second are a few such pieces, and not a hundred thousand strings. The
/// lines are in the order of their times.
public struct PackedLines: Equatable, Sendable {
  /// What is known of a line beside its text.
  public struct Entry: Hashable, Sendable {
    /// When it was written, in nanoseconds since 1970.
    public var time: Int64
    /// Where its text begins among the bytes.
    var offset: UInt32
    /// How many bytes its text has.
    var length: UInt32
    /// Who wrote it, by the number that the source was given.
    public var source: UInt16
    /// How grave it is.
    public var level: LogLevel
    /// Whether it is only the beginning of a line that was longer than the reader allows.
    public var isCut: Bool
  }

  /// One after the other, in the order of their times.
  public private(set) var entries: [Entry] = []
  private var bytes: [UInt8] = []

  /// Makes an empty piece.
  public init() {}

  /// How many lines there are.
  public var count: Int { entries.count }
  /// Whether there are none.
  public var isEmpty: Bool { entries.isEmpty }
  /// How much memory they take, in bytes.
  public var size: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

  /// How much memory a line takes, in bytes.
  func size(of index: Int) -> Int {
    Int(entries[index].length) + MemoryLayout<Entry>.stride
  }

  /// Adds a line at the end, whatever its time; `sort` puts it in its place.
  public mutating func append(
    _ text: some Collection<UInt8>, time: Int64, source: UInt16, level: LogLevel,
    isCut: Bool = false
  ) {
    entries.append(
      Entry(
        time: time, offset: UInt32(truncatingIfNeeded: bytes.count),
        length: UInt32(truncatingIfNeeded: text.count), source: source, level: level,
        isCut: isCut))
    bytes.append(contentsOf: text)
  }

  /// Adds lines of another piece.
  mutating func append(_ other: PackedLines, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    entries.reserveCapacity(entries.count + range.count)
    if other.isContiguous(range) {
      let first = other.entries[range.lowerBound].offset
      let last = other.entries[range.upperBound - 1]
      let shift = UInt32(truncatingIfNeeded: bytes.count) &- first
      bytes.append(contentsOf: other.bytes[Int(first)..<Int(last.offset + last.length)])
      for var entry in other.entries[range] {
        entry.offset &+= shift
        entries.append(entry)
      }
      return
    }
    for entry in other.entries[range] {
      append(
        other.bytes[Int(entry.offset)..<Int(entry.offset + entry.length)], time: entry.time,
        source: entry.source, level: entry.level, isCut: entry.isCut)
    }
  }

  /// The text of a line.
  ///
  /// Invalid UTF-8 is replaced. Control characters are still in it, and are for whoever draws it to
  /// make visible.
  public func text(_ index: Int) -> String {
    String(decoding: slice(entries[index]), as: UTF8.self)
  }

  /// The bytes of a line.
  public func slice(_ entry: Entry) -> ArraySlice<UInt8> {
    bytes[Int(entry.offset)..<Int(entry.offset + entry.length)]
  }

  /// Hands out all texts in one piece of memory, with where each line is in it.
  public func withTexts<R>(
    _ body: (UnsafeBufferPointer<UInt8>, (Int) -> Range<Int>) throws -> R
  ) rethrows -> R {
    try bytes.withUnsafeBufferPointer { buffer in
      try body(buffer) { index in
        let entry = entries[index]
        return Int(entry.offset)..<Int(entry.offset + entry.length)
      }
    }
  }

  /// Puts the lines in the order of their times; those of one time stay as they are.
  public mutating func sort() {
    guard zip(entries, entries.dropFirst()).contains(where: { $0.time > $1.time }) else { return }
    // `sort` of the standard library keeps the order of equals, without having promised to.
    entries = entries.enumerated()
      .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  /// The first line that was written after a time.
  func firstIndex(after time: Int64) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].time > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The first line that wasn't written before a time.
  func firstIndex(notBefore time: Int64) -> Int {
    time == .min ? 0 : firstIndex(after: time - 1)
  }

  /// Whether the texts of lines stand one after the other without a gap, in their order.
  private func isContiguous(_ range: Range<Int>) -> Bool {
    for index in range.dropLast() {
      let entry = entries[index]
      if entry.offset + entry.length != entries[index + 1].offset { return false }
    }
    return true
  }
}

extension Timestamp {
  /// Nanoseconds since 1970; times that don't fit are the nearest that do.
  public var sinceEpoch: Int64 {
    let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflows else { return seconds < 0 ? .min : .max }
    let (sum, isOver) = product.addingReportingOverflow(Int64(nanoseconds))
    return isOver ? .max : sum
  }

  /// The moment so many nanoseconds after 1970 began.
  public init(sinceEpoch nanoseconds: Int64) {
    let seconds =
      nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : (nanoseconds - 999_999_999) / 1_000_000_000
    self.init(seconds: seconds, nanoseconds: Int32(nanoseconds - seconds * 1_000_000_000))
  }
}
