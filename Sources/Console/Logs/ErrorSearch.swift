public import Logs

/// What to look through for kinds of errors that are new.
public struct ErrorRequest: Hashable, Sendable {
  /// Tells it apart from those before it.
  public let id: Int
  /// The moment, in nanoseconds since 1970.
  public let moment: Int64
  /// The lines, as they were when it was asked for.
  public let store: LogStore

  public static func == (a: ErrorRequest, b: ErrorRequest) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// A search for the kinds of errors that are new since a moment.
public struct ErrorSearch: Equatable, Sendable {
  /// Tells it apart from those before it.
  public let id: Int
  /// The moment, in nanoseconds since 1970.
  public let moment: Int64
  /// What happened at that moment, for a person.
  public let reason: String
  /// Whether the log begins after the moment.
  public let isBeginning: Bool
  /// How many lines there are to look through.
  public let lineCount: Int
  /// What is to be looked through; nil once that is done.
  public private(set) var request: ErrorRequest?
  /// What was found; nil until it is done.
  public private(set) var found: ErrorPatterns.Findings?

  /// Has still to be done.
  init(request: ErrorRequest, reason: String, isBeginning: Bool, lineCount: Int) {
    id = request.id
    moment = request.moment
    self.reason = reason
    self.isBeginning = isBeginning
    self.lineCount = lineCount
    self.request = request
  }

  /// Takes in what was found; the lines aren't held on to any longer.
  mutating func take(_ findings: ErrorPatterns.Findings) {
    found = findings
    request = nil
  }
}
