/// What lines that tell of trouble say, each kind of message once: how often before a moment, and
/// how often from then on.
public struct ErrorPatterns: Equatable, Sendable {
  /// Lines that say the same but for numbers and names.
  public struct Entry: Equatable, Sendable {
    /// What they say.
    public let template: LogTemplate
    /// How grave they are.
    public let level: LogLevel
    /// How many there were before the moment.
    public fileprivate(set) var countBefore = 0
    /// How many there were from then on.
    public fileprivate(set) var count = 0
    /// When the first of those was written, in nanoseconds since 1970.
    public fileprivate(set) var first: Int64 = 0
    /// When the last of those was written.
    public fileprivate(set) var last: Int64 = 0
    /// Who wrote the first of those, by its number.
    public fileprivate(set) var source: UInt16 = 0
    /// Everybody who wrote one of those.
    public fileprivate(set) var sources: Set<UInt16> = []
    /// The message of the first of those.
    public fileprivate(set) var example = ""
  }

  /// The moment, in nanoseconds since 1970.
  public let moment: Int64
  /// How many lines were looked at: those that are a warning or graver.
  public private(set) var lineCount = 0
  private var leftOutCount = 0

  private struct Key: Hashable, Sendable {
    var template: LogTemplate
    var level: LogLevel
  }

  private var entries: [Key: Entry] = [:]

  /// Programs that never say the same twice don't take the memory.
  private static let mostEntries = 20_000
  /// What a line says is said at its beginning.
  private static let longestLine = 8 << 10

  /// Knows of nothing yet.
  public init(since moment: Int64) { self.moment = moment }

  /// Looks at the lines of a piece, in any order of pieces; a task that is cancelled stops early.
  ///
  /// What says what happened isn't a program's.
  public mutating func add(_ lines: PackedLines) {
    for entry in lines.entries where entry.level >= .warning && !entry.isMarker {
      if lineCount & 0xFF == 0, Task.isCancelled { return }
      lineCount += 1
      add(entry, LogRecord(lines.slice(entry).prefix(Self.longestLine)))
    }
  }

  private mutating func add(_ line: PackedLines.Entry, _ record: LogRecord) {
    let key = Key(template: LogTemplate(record), level: line.level)
    guard entries[key] != nil || entries.count < Self.mostEntries else {
      leftOutCount += 1
      return
    }
    let isAfter = line.time >= moment
    func count(_ entry: inout Entry) {
      guard isAfter else { return entry.countBefore += 1 }
      if entry.count == 0 || line.time < entry.first {
        entry.first = line.time
        entry.source = line.source
        entry.example = record.message
      }
      entry.last = max(entry.last, line.time)
      entry.count += 1
      entry.sources.insert(line.source)
    }
    count(&entries[key, default: Entry(template: key.template, level: key.level)])
  }

  /// What came of it: of the kinds that weren't there before the moment the gravest, then the most
  /// frequent, so many of them at most.
  public func findings(limit: Int = 500) -> Findings {
    let new = entries.values.filter { $0.countBefore == 0 && $0.count > 0 }.sorted { a, b in
      if a.level != b.level { return a.level > b.level }
      if a.count != b.count { return a.count > b.count }
      return (a.first, a.template.text) < (b.first, b.template.text)
    }
    return Findings(
      new: Array(new.prefix(limit)), newCount: new.count,
      newErrorCount: new.count { $0.level >= .error },
      knownCount: entries.values.count { $0.countBefore > 0 && $0.count > 0 },
      goneCount: entries.values.count { $0.count == 0 }, leftOutCount: leftOutCount)
  }

  /// What came of looking through a log.
  public struct Findings: Equatable, Sendable {
    /// The kinds that weren't there before the moment, the gravest first.
    public let new: [Entry]
    /// How many of them there are, whether listed or not.
    public let newCount: Int
    /// How many of them are errors or graver.
    public let newErrorCount: Int
    /// How many kinds were there before the moment, and have come again since.
    public let knownCount: Int
    /// How many kinds have not come since the moment.
    public let goneCount: Int
    /// How many lines were of more kinds than could be told apart.
    public let leftOutCount: Int
  }
}
