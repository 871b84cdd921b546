/// How the lines of a container look, and how many there are.
enum LogStyle: String, Equatable, Sendable, CaseIterable {
  /// An access log in nginx's combined format.
  case nginx
  /// A Go service that writes `key=value`.
  case go
  /// A service that writes a JSON object on each line.
  case json
  /// A Kubernetes component that writes klog's headers.
  case klog
  /// A Java service that is well.
  case java
  /// A Java service whose start fails.
  case javaCrash
  /// A program that does one thing and says how far it is.
  case task
  /// A database.
  case database
  /// A program that says little.
  case quiet
  /// A Python service, with tracebacks of several lines.
  case python
  /// A service that colours its lines with escape sequences.
  case coloured
  /// A program that numbers its lines, so that it shows when one is lost or told twice.
  case counter
  /// Nothing of its own: a controller writes what it does.
  case recorded

  /// How many lines a minute it writes when it is up, some of which are several.
  var linesPerMinute: Double {
    switch self {
    case .nginx: 90
    case .go: 24
    case .json: 40
    case .klog: 10
    case .java: 16
    case .javaCrash, .recorded: 0
    case .task: 20
    case .database: 6
    case .quiet: 0.5
    case .python: 20
    case .coloured: 30
    case .counter: 60
    }
  }
}
