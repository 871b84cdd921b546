/// How the lines of the log pane are shown.
public struct LogDisplay: Hashable, Sendable {
  /// What of a line stands where.
  public var format: LogFormat = .message
  /// Which time stands before each line.
  public var times: LogTimeForm = .none
  /// Whether long lines are wrapped.
  public var isWrapping = false
  /// How many columns long lines are scrolled to the left.
  public var firstColumn = 0
  /// How many of the lines around those that pass the filter are shown with them.
  public var context: LogContext = .none

  /// Shows messages first, without times.
  public init() {}
}

/// What of a line stands where.
public enum LogFormat: String, Hashable, Sendable, CaseIterable {
  /// The level and what the line says; everything else behind it, fainter.
  case message
  /// Time, level and who says it, each in a column of its own.
  case columns
  /// Each field of a structured line in a row of its own.
  case pretty
  /// As it was written.
  case raw

  /// For the title of the pane.
  var title: String {
    switch self {
    case .message: "message first"
    case .columns, .pretty, .raw: rawValue
    }
  }
}

/// Which time stands before each line.
public enum LogTimeForm: String, Hashable, Sendable, CaseIterable {
  case none
  /// The time of day at Greenwich.
  case utc
  /// The time of day where the console runs.
  case local
  /// How long ago it was.
  case relative

  /// For the status of the pane.
  var title: String {
    switch self {
    case .none: "no times"
    case .utc: "UTC"
    case .local: "local time"
    case .relative: "ages"
    }
  }
}

/// How many of the lines around those that pass the filter are shown with them.
public enum LogContext: Hashable, Sendable, CaseIterable {
  /// None: the filter leaves everything else out.
  case none
  /// Three before and three after.
  case near
  /// Ten before and ten after.
  case wide
  /// All of them: the filter is a search.
  case everything

  /// How many lines before and after; nil for all.
  var reach: Int? {
    switch self {
    case .none: 0
    case .near: 3
    case .wide: 10
    case .everything: nil
    }
  }

  /// For the title of the pane; nil where nothing is added.
  var title: String? {
    switch self {
    case .none: nil
    case .near: "±3"
    case .wide: "±10"
    case .everything: "search"
    }
  }
}

extension CaseIterable where Self: Equatable {
  /// The one after this; after the last comes the first.
  var next: Self {
    let all = Array(Self.allCases)
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + 1) % all.count]
  }
}
