public import Patterns

/// Which lines of a log to show.
public struct LogFilter: Hashable, Sendable {
  /// What has to stand in a line, or mustn't.
  public struct Condition: Hashable, Sendable {
    /// What is looked for.
    public var pattern: Pattern
    /// Whether it mustn't be there.
    public var isInverse: Bool

    /// Makes a condition.
    public init(_ pattern: Pattern, isInverse: Bool = false) {
      self.pattern = pattern
      self.isInverse = isInverse
    }
  }

  /// What has to hold of the text; all of them.
  public var conditions: [Condition]
  /// The least grave lines that are shown; those that don't say how grave they are always are, unless
  /// this is a warning or graver.
  public var leastLevel: LogLevel
  /// Whose lines are shown, by their numbers; nil for everybody's.
  public var sources: Set<UInt16>?

  /// Makes a filter; one that lets everything through, if nothing is said.
  public init(
    _ conditions: [Condition] = [], leastLevel: LogLevel = .unknown, sources: Set<UInt16>? = nil
  ) {
    self.conditions = conditions
    self.leastLevel = leastLevel
    self.sources = sources
  }

  /// Whether it lets everything through.
  public var isEmpty: Bool { conditions.isEmpty && leastLevel == .unknown && sources == nil }

  /// The numbers of lines that it lets through, among those after the first `start`.
  ///
  /// Many thousands of lines take milliseconds; a task that is cancelled gets what was found so far.
  public func matches(in lines: PackedLines, from start: Int = 0) -> [UInt32] {
    let matchers = conditions.map { ($0.pattern.matcher(), $0.isInverse) }
    var found: [UInt32] = []
    lines.withTexts { bytes, range in
      for index in start..<max(start, lines.count) {
        let entry = lines.entries[index]
        guard admits(entry) else { continue }
        let text = UnsafeBufferPointer(rebasing: bytes[range(index)])
        let passes = matchers.allSatisfy { matcher, isInverse in matcher.matches(text) != isInverse
        }
        if passes { found.append(UInt32(truncatingIfNeeded: index)) }
      }
    }
    return found
  }

  private func admits(_ entry: PackedLines.Entry) -> Bool {
    if let sources, !sources.contains(entry.source) { return false }
    return entry.level == .unknown ? leastLevel < .warning : entry.level >= leastLevel
  }
}
