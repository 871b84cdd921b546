import Kubernetes
import Logs
import Patterns

/// What is printed of the lines of one log: those that the command line asks for, up to a limit.
struct LogSieve {
  /// Which lines are printed; of one that comes in pieces, each is judged by itself.
  let filter: LogFilter
  /// How many bytes may still be printed; nil for any number.
  private var rest: Int?
  /// How many bytes of a line are printed besides its text.
  private let overhead: Int

  /// Makes a sieve; the limit counts what kubectl's counts: the line, its end, and its time where
  /// that is printed.
  init(_ filter: LogFilter, limit: Int? = nil, hasTimes: Bool = false) {
    self.filter = filter
    rest = limit
    overhead = hasTimes ? "2006-01-02T15:04:05.000000000Z ".utf8.count : 0
  }

  /// Whether nothing more can pass.
  var isFull: Bool { rest == 0 }

  /// The lines that pass.
  mutating func pass(_ lines: PackedLines) -> PackedLines {
    if filter.isEmpty, rest == nil { return lines }
    let limited = limited(lines)
    guard !filter.isEmpty else { return limited }
    let passing = filter.matches(in: limited)
    guard passing.count < limited.count else { return limited }
    var passed = PackedLines()
    for place in passing.places {
      let entry = limited.entries[place]
      passed.append(
        limited.slice(entry), time: entry.time, source: entry.source, level: entry.level,
        isCut: entry.isCut)
    }
    return passed
  }

  private mutating func limited(_ lines: PackedLines) -> PackedLines {
    guard var rest else { return lines }
    defer { self.rest = rest }
    var passed = PackedLines()
    for entry in lines.entries {
      guard rest > overhead else {
        rest = 0
        break
      }
      let text = lines.slice(entry)
      let size = overhead + text.count + (entry.isCut ? 0 : 1)
      let kept = text.prefix(rest - overhead)
      // A line that isn't printed whole doesn't end, as when a server cuts it.
      passed.append(
        kept, time: entry.time, source: entry.source, level: entry.level,
        isCut: entry.isCut || size > rest)
      rest = max(0, rest - size)
      if rest == 0 { break }
    }
    return passed
  }
}

extension LogFilter {
  /// The filter of a command line, as stern has it: a line has to match one of the first, and none of
  /// the others.
  init(including: [String], excluding: [String], leastLevel: LogLevel) {
    var conditions = excluding.map {
      Condition(Pattern(caseSensitive: $0), isInverse: true)
    }
    if !including.isEmpty {
      let alternatives = including.map { "(?:\($0))" }.joined(separator: "|")
      conditions.append(Condition(Pattern(caseSensitive: alternatives)))
    }
    self.init(conditions, leastLevel: leastLevel)
  }
}
