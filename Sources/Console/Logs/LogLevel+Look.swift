import Logs
import TUI

extension LogLevel {
  /// Five columns that stand for it; nil where it isn't known.
  var word: String? {
    switch self {
    case .unknown: nil
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info "
    case .warning: "warn "
    case .error: "error"
    case .fatal: "fatal"
    }
  }

  /// What it is called, for a title or a sentence.
  var title: String {
    switch self {
    case .unknown: "all levels"
    case .trace, .debug, .info, .warning, .error, .fatal: "\(self)"
    }
  }

  /// How its word looks.
  var style: Style {
    switch self {
    case .unknown: Style()
    case .trace, .debug: Style(.muted)
    case .info: Style(.info)
    case .warning: Style(.warning)
    case .error: Style(.error)
    case .fatal: Style(.error).with(.bold)
    }
  }

  /// How what it says looks.
  var messageStyle: Style {
    switch self {
    case .unknown, .info, .warning: Style()
    case .trace, .debug: Style(.muted)
    case .error, .fatal: Style(.error)
    }
  }
}
