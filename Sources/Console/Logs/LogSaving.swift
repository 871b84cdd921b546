public import Logs

/// Lines of a log to be written to a file.
public struct LogSaving: Hashable, Sendable {
  /// Where to; `~/` is the person's own folder.
  public var path: String
  /// Whether a file that is there already is replaced.
  public var overwrites = false
  /// The log as it was when it was asked for.
  public var store: LogStore
  /// Which of its lines.
  public var filter: LogFilter
  /// What stands before the lines of each source; empty for nothing.
  public var names: [String]
  /// Whether the time stands before each line.
  public var hasTimes: Bool

  /// Makes one.
  public init(
    path: String, store: LogStore, filter: LogFilter, names: [String], hasTimes: Bool
  ) {
    self.path = path
    self.store = store
    self.filter = filter
    self.names = names
    self.hasTimes = hasTimes
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

/// What became of lines that were to be written to a file.
public enum LogSavingResult: Hashable, Sendable {
  /// They are there; so many of the oldest lines of the log were dropped before they were reached.
  case saved(lines: Int, bytes: Int, lost: Int)
  /// There is such a file already; nothing was written.
  case exists
  /// They couldn't be written, and nothing was left behind; the text says why.
  case failed(String)
}
