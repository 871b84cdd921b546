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
    /// Who wrote it, by the number that the source was given; `markers` for those of Duet itself.
    public var source: UInt16
    // Numbers, and not an enumeration and Booleans: whatever is read back from a file is an entry.
    private var levelNumber: UInt8
    private var flags: UInt8

    init(
      time: Int64, offset: Int, length: Int, source: UInt16, level: LogLevel, isCut: Bool,
      isAside: Bool
    ) {
      self.time = time
      self.offset = UInt32(truncatingIfNeeded: offset)
      self.length = UInt32(truncatingIfNeeded: length)
      self.source = source
      levelNumber = level.rawValue
      flags = (isCut ? 1 : 0) | (isAside ? 2 : 0)
    }

    /// How grave it is.
    public var level: LogLevel { LogLevel(rawValue: levelNumber) ?? .unknown }
    /// Whether it was cut here because it is longer than the reader allows: the next line of its
    /// source is the rest of it.
    public var isCut: Bool { flags & 1 != 0 }
    /// Whether it isn't about what the log was opened for.
    public internal(set) var isAside: Bool {
      get { flags & 2 != 0 }
      set { flags = newValue ? flags | 2 : flags & ~2 }
    }
    /// Whether nobody wrote it: it says what happened at that time.
    public var isMarker: Bool { source == PackedLines.markers }
  }

  /// The number of the source whose lines say what happened: a deploy, a restart, a gap.
  ///
  /// They stand among the others in the order of their times, and no filter leaves them out.
  public static let markers = UInt16.max

  /// One after the other, in the order of their times.
  public private(set) var entries: [Entry] = []
  private var bytes: [UInt8] = []

  /// Makes an empty piece.
  public init() {}

  /// Packs lines of one source; one without a time gets that of the line before, and the first one
  /// `time`, in nanoseconds since 1970.
  public init(_ lines: some Sequence<LogLine>, source: UInt16 = 0, time: Int64 = 0) {
    append(lines, source: source, time: time)
    sort()
  }

  /// Makes a piece of lines that were stored: `read` is asked to fill in the entries, and then the
  /// texts, each in the form in which `withParts` handed them out.
  public init(
    count: Int, textSize: Int, reading read: (UnsafeMutableRawBufferPointer) throws -> Void
  ) rethrows {
    entries = try [Entry](unsafeUninitializedCapacity: count) { buffer, initialized in
      try read(UnsafeMutableRawBufferPointer(buffer))
      initialized = count
    }
    bytes = try [UInt8](unsafeUninitializedCapacity: textSize) { buffer, initialized in
      try read(UnsafeMutableRawBufferPointer(buffer))
      initialized = textSize
    }
    // What is read back must not lead out of the texts, whatever became of it.
    for index in entries.indices
    where Int(entries[index].offset) + Int(entries[index].length) > textSize {
      (entries[index].offset, entries[index].length) = (0, 0)
    }
  }

  /// How many lines there are.
  public var count: Int { entries.count }
  /// Whether there are none.
  public var isEmpty: Bool { entries.isEmpty }
  /// How many bytes their texts have.
  public var textSize: Int { bytes.count }
  /// How much memory they take, in bytes.
  public var size: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride }

  /// How much memory a line takes, in bytes.
  func size(of index: Int) -> Int {
    Int(entries[index].length) + MemoryLayout<Entry>.stride
  }

  /// Hands out what is to be stored: the entries, and the texts.
  public func withParts<R>(
    _ body: (_ entries: UnsafeRawBufferPointer, _ texts: UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R {
    try entries.withUnsafeBytes { entries in try bytes.withUnsafeBytes { try body(entries, $0) } }
  }

  /// Adds a line at the end, whatever its time; `sort` puts it in its place.
  public mutating func append(
    _ text: some Collection<UInt8>, time: Int64, source: UInt16, level: LogLevel,
    isCut: Bool = false, isAside: Bool = false
  ) {
    entries.append(
      Entry(
        time: time, offset: bytes.count, length: text.count, source: source, level: level,
        isCut: isCut, isAside: isAside))
    bytes.append(contentsOf: text)
  }

  /// Adds a line that says what happened.
  public mutating func append(marker text: String, time: Int64, level: LogLevel = .unknown) {
    append(text.utf8, time: time, source: Self.markers, level: level)
  }

  /// Adds lines as they came from a server, at the end; each has its level recognised.
  ///
  /// A line without a time gets that of the line before, and the first one `time`.
  public mutating func append(_ lines: some Sequence<LogLine>, source: UInt16, time: Int64) {
    var time = time
    for line in lines {
      time = line.time?.sinceEpoch ?? time
      line.bytes.withUnsafeBufferPointer { text in
        entries.append(
          Entry(
            time: time, offset: bytes.count, length: text.count, source: source,
            level: LogLevel(recognizing: text), isCut: line.ending == .cut, isAside: false))
        bytes.append(contentsOf: text)
      }
    }
  }

  /// Adds all lines of another piece at the end, whatever their times, as those of a source; nil
  /// leaves their sources as they are.
  ///
  /// `isAside` says which of them aren't about what the log was opened for.
  public mutating func append(
    _ other: PackedLines, source: UInt16?, isAside: ((ArraySlice<UInt8>) -> Bool)? = nil
  ) {
    let first = entries.count
    append(other, 0..<other.count)
    for index in first..<entries.count {
      if let source { entries[index].source = source }
      if let isAside { entries[index].isAside = isAside(slice(entries[index])) }
    }
  }

  /// Some of the lines, in this order.
  public func excerpt(_ places: [Int]) -> PackedLines {
    var found = PackedLines()
    for place in places { found.append(self, place..<(place + 1)) }
    return found
  }

  /// Adds lines of another piece.
  mutating func append(_ other: PackedLines, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    // Room for exactly these would copy everything anew each time.
    if entries.isEmpty { entries.reserveCapacity(range.count) }
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
    for var entry in other.entries[range] {
      let text = other.bytes[Int(entry.offset)..<Int(entry.offset + entry.length)]
      entry.offset = UInt32(truncatingIfNeeded: bytes.count)
      entries.append(entry)
      bytes.append(contentsOf: text)
    }
  }

  /// Gives back memory that is kept for lines that won't come.
  mutating func shrink() {
    entries = Self.exact(entries)
    bytes = Self.exact(bytes)
  }

  private static func exact<Element>(_ array: [Element]) -> [Element] {
    guard array.capacity > array.count + array.count / 8 else { return array }
    return [Element](unsafeUninitializedCapacity: array.count) { buffer, initialized in
      initialized = buffer.initialize(fromContentsOf: array)
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
    for index in entries.indices.dropFirst() where entries[index].time < entries[index - 1].time {
      // The texts are where they were added, which tells the order of lines of one time.
      entries.sort { ($0.time, $0.offset, $0.length) < ($1.time, $1.offset, $1.length) }
      return
    }
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
