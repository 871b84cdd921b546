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
  /// Whether lines that aren't about what the log was opened for are left out.
  public var leavesOutAsides: Bool

  /// Makes a filter; one that lets everything through, if nothing is said.
  public init(
    _ conditions: [Condition] = [], leastLevel: LogLevel = .unknown, sources: Set<UInt16>? = nil,
    leavesOutAsides: Bool = false
  ) {
    self.conditions = conditions
    self.leastLevel = leastLevel
    self.sources = sources
    self.leavesOutAsides = leavesOutAsides
  }

  /// Whether it lets everything through.
  public var isEmpty: Bool {
    conditions.isEmpty && leastLevel == .unknown && sources == nil && !leavesOutAsides
  }

  /// Which lines it lets through, among those after the first `start`.
  ///
  /// Lines that say what happened always are among them. A line's last carriage return isn't
  /// searched: there are systems that end lines with one.
  public func matches(in lines: PackedLines, from start: Int = 0) -> LineSet {
    let matchers = conditions.map { ($0.pattern.matcher(), $0.isInverse) }
    var found = LineSet()
    lines.withTexts { bytes, range in
      for index in start..<max(start, lines.count) {
        let entry = lines.entries[index]
        guard !entry.isMarker else {
          found.insert(index)
          continue
        }
        guard admits(entry) else { continue }
        var range = range(index)
        if let last = range.last, bytes[last] == UInt8(ascii: "\r") { range.removeLast() }
        let text = UnsafeBufferPointer(rebasing: bytes[range])
        let passes = matchers.allSatisfy { matcher, isInverse in matcher.matches(text) != isInverse
        }
        if passes { found.insert(index) }
      }
    }
    return found
  }

  private func admits(_ entry: PackedLines.Entry) -> Bool {
    if let sources, !sources.contains(entry.source) { return false }
    if leavesOutAsides, entry.isAside { return false }
    return entry.level == .unknown ? leastLevel < .warning : entry.level >= leastLevel
  }
}
