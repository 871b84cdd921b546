import GitOps
import Kubernetes
import TUI

/// A line of one of Argo CD's programs as it is drawn: its level, what it says, and the rest.
struct ControllerLineText {
  let line: ControllerLogLine
  /// Whether it goes without saying which application it is about.
  let isNarrowed: Bool

  private static let applicationFields: Set<String> = [
    "application", "app", "app-name", "appName", "app_name", "app-qualified-name", "app-namespace",
    "appNamespace", "app_namespace",
  ]

  var text: StyledText {
    var text = StyledText()
    if let level = line.level {
      text.append(level.word, level.role)
      text.append(" ")
    }
    let application = line.application
    if !isNarrowed, let application { text.append("\(Self.flat(application.name)) ", .strong) }
    text.append(Self.flat(line.message), line.level?.isBad == true ? .error : .text)
    for field in line.fields
    where application == nil || !Self.applicationFields.contains(field.name) {
      text.append("  \(Self.flat(field.name))=", .muted)
      text.append(Self.flat(field.value), field.name == "error" ? .error : .muted)
    }
    return text
  }

  /// Line ends within values would break the line.
  private static func flat(_ text: String) -> String {
    text.contains(where: \.isNewline)
      ? String(text.map { $0.isNewline ? "⏎" : $0 }) : text
  }
}

extension ControllerLogLine.Level {
  fileprivate var isBad: Bool { self == .error || self == .fatal }

  /// Five columns that stand for it.
  fileprivate var word: String {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info "
    case .warning: "warn "
    case .error: "error"
    case .fatal: "fatal"
    }
  }

  /// The role that colours it.
  fileprivate var role: Role {
    switch self {
    case .trace, .debug: .muted
    case .info: .info
    case .warning: .warning
    case .error, .fatal: .error
    }
  }
}
