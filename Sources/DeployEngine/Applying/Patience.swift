internal import Kubernetes

/// Decides whether an object is sent again after a failure, and when.
///
/// Every kind of failure has its own patience; none of it is without end.
struct Patience {
  private var tries: [Reason: Int] = [:]

  private enum Reason {
    case connection
    case webhook
    case server
    case race
    case newKind
    case newNamespace
  }

  /// How long to wait before the next attempt; nil for no more.
  mutating func pause(after error: KubernetesError, isNewKind: Bool) -> Duration? {
    guard let reason = Self.reason(error, isNewKind) else { return nil }
    let count = tries[reason, default: 0]
    tries[reason] = count + 1
    let doubling = Duration.milliseconds(250 << min(count, 5))
    switch reason {
    // A server that starts anew, or a webhook's pods that do, may take most of a minute.
    case .connection, .webhook: return count < 14 ? min(doubling, .seconds(5)) : nil
    case .server: return count < 3 ? doubling * 2 : nil
    case .race: return count < 5 ? .milliseconds(50 << count) : nil
    case .newKind: return count < 40 ? .milliseconds(250) : nil
    case .newNamespace: return count < 20 ? .milliseconds(250) : nil
    }
  }

  private static func reason(_ error: KubernetesError, _ isNewKind: Bool) -> Reason? {
    switch error {
    case .notFound where isNewKind: return .newKind
    case .tooManyRequests: return .server
    case .server(let status):
      return error.webhook != nil && status.message.contains("failed calling") ? .webhook : .server
    case .transport: return error.mayPass ? .connection : nil
    // Somebody wrote at the same moment; conflicts about fields are another thing.
    case .conflict(let status): return FieldConflict.read(status).isEmpty ? .race : nil
    case .alreadyExists: return .race
    // A namespace's own account is made a moment after it.
    case .forbidden(let denial):
      let message = denial.status.message
      return message.contains("serviceaccount \"default\" not found") ? .newNamespace : nil
    default: return nil
    }
  }
}
