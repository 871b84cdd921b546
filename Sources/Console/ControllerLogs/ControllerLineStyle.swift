import GitOps
import Kubernetes
import Logs

/// How a line of one of Argo CD's programs says which application it is about.
struct ControllerLineStyle {
  /// Whether it goes without saying.
  let isNarrowed: Bool

  private static let names: Set<String> = [
    "application", "app", "app-name", "appName", "app_name", "app-qualified-name", "app-namespace",
    "appNamespace", "app_namespace",
  ]

  /// What stands before the message; nil for nothing.
  func lead(of record: LogRecord) -> String? { isNarrowed ? nil : record.application?.name }

  /// The fields that still have something to say.
  func fields(of record: LogRecord) -> [LogField] {
    guard record.application != nil else { return record.fields }
    return record.fields.filter { !Self.names.contains($0.name) }
  }
}
