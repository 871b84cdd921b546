public import Logs

/// Some lines of a segment that is elsewhere.
public struct LogExcerpt: Equatable, Sendable {
  /// The identity of the segment.
  public var segment: Int
  /// The places of the lines in it, in order.
  public var places: [Int]
  /// The lines, in the same order.
  public var lines: PackedLines

  /// Makes an excerpt.
  public init(segment: Int, places: [Int], lines: PackedLines) {
    self.segment = segment
    self.places = places
    self.lines = lines
  }
}

/// Something to be done once with lines for which there is no room in memory.
public enum LogStorageCommand: Equatable, Sendable {
  /// Give back the room of the second, which aren't needed any more, and keep the first.
  case store([LogStore.Segment], forgetting: [Int])
  /// Read lines again: of these segments those at these places.
  case load([Int: [Int]])
}

/// What came of it.
public enum LogStorageEvent: Equatable, Sendable {
  /// The first are kept; the others couldn't be, and the text says why.
  case stored([Int], failed: [Int], problem: String?)
  /// Lines that were asked for; segments that couldn't be read aren't among them.
  case loaded([LogExcerpt], problem: String?)
  /// What the search of that number found in some segments.
  case found(search: Int, [LogMatches.Finding])
  /// The search of that number has looked at all it could; these segments couldn't be read.
  case searched(Int, unreadable: [Int])
}

/// Looks through segments for the lines that a filter lets through.
public struct LogSearch: Hashable, Sendable {
  /// Tells it from others.
  public let id: Int
  /// The filter.
  public let filter: LogFilter
  /// The segments, in the order in which they are to be looked at; with their lines, or elsewhere.
  public let segments: [LogStore.Segment]

  /// Makes a search.
  public init(id: Int, filter: LogFilter, segments: [LogStore.Segment]) {
    self.id = id
    self.filter = filter
    self.segments = segments
  }

  // Nothing of a search changes.
  public static func == (a: LogSearch, b: LogSearch) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
