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
  /// How many kinds of messages weren't told apart, because there were so many.
  public private(set) var leftOutCount = 0

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
  /// Lines of `passedOver` aren't a program's.
  public mutating func add(_ lines: PackedLines, passingOver passedOver: UInt16? = nil) {
    for entry in lines.entries
    where entry.level >= .warning && entry.source != passedOver {
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

  /// Those that weren't there before the moment: the gravest first, then the most frequent.
  public var new: [Entry] {
    entries.values.filter { $0.countBefore == 0 && $0.count > 0 }.sorted { a, b in
      if a.level != b.level { return a.level > b.level }
      if a.count != b.count { return a.count > b.count }
      return (a.first, a.template.text) < (b.first, b.template.text)
    }
  }

  /// How many kinds of messages were there before the moment, and have come again since.
  public var knownCount: Int { entries.values.count { $0.countBefore > 0 && $0.count > 0 } }

  /// How many kinds of messages have not come since the moment.
  public var goneCount: Int { entries.values.count { $0.count == 0 } }
}
