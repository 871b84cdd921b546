import HTTP

/// The one place where failures become sentences.
extension KubernetesError {
  /// What happened, in one line, without a full stop.
  ///
  /// Never contains a credential.
  public var summary: String {
    switch self {
    case .unauthorized: "the server doesn't accept these credentials (401)"
    case .forbidden(let denial): denial.summary
    case .notFound(let status), .alreadyExists(let status), .conflict(let status),
      .gone(let status), .invalid(let status), .rejected(let status):
      status.message.isEmpty ? "the server answered \(status.code)" : status.message
    case .tooManyRequests: "the server is overloaded and asks to wait (429)"
    case .server(let status):
      "the server failed (\(status.code))\(status.message.isEmpty ? "" : ": \(status.message)")"
    case .transport(let error): error.summary
    case .undecodable(let what): what.summary
    case .credentials(let error): error.summary
    }
  }

  /// What a person can do about it; nil where there is nothing to say.
  public var advice: String? {
    switch self {
    case .unauthorized: "log in again, or choose another context"
    case .forbidden(let denial):
      denial.verb == nil
        ? nil : "ask whoever manages the cluster's access for that permission"
    case .notFound, .alreadyExists, .invalid, .rejected, .server, .undecodable, .gone: nil
    case .conflict: "look at it again: it has changed, or somebody else owns these fields"
    case .tooManyRequests: "it is tried again by itself"
    case .transport(let error): error.advice
    case .credentials(let error): error.advice
    }
  }
}

extension KubernetesError {
  /// What the disruption budget says that doesn't allow an eviction; nil for any other error.
  ///
  /// Servers name the budget in a cause (`DisruptionBudget`), older ones in the message alone.
  public var disruptionBudget: String? {
    guard case .tooManyRequests(let status) = self else { return nil }
    if let cause = status.causes.first(where: { $0.reason == "DisruptionBudget" }) {
      return cause.message.isEmpty ? status.message : cause.message
    }
    return status.message.contains("disruption budget") ? status.message : nil
  }
}

extension Denial {
  /// Who may not do what, or the server's own words where those couldn't be taken apart.
  var summary: String {
    guard let verb, let resource else {
      return status.message.isEmpty ? "the server doesn't allow this (403)" : status.message
    }
    let qualified = group.map { $0.isEmpty ? resource : "\(resource).\($0)" } ?? resource
    let place = namespace.map { "in namespace \($0)" } ?? "in the whole cluster"
    return "\(user ?? "this user") may not \(verb) \(qualified) \(place)"
  }
}

extension Undecodable {
  var summary: String {
    let what =
      contentType.hasPrefix("text/html") || beginning.hasPrefix("<")
      ? "a web page" : contentType.isEmpty ? "something" : contentType
    return "this doesn't look like a Kubernetes API server: "
      + "it sent \(what) with status \(code) (\(reason)): \(beginning)"
  }
}

extension CredentialError {
  var summary: String {
    switch self {
    case .tokenFile(let path, let reason): "the token file \(path) couldn't be read: \(reason)"
    case .pluginMissing(let command, _): "the credential plug-in \(command) isn't installed"
    case .pluginFailed(let command, let exitCode, let errorText):
      "the credential plug-in \(command) failed with exit code \(exitCode)"
        + (errorText.isEmpty ? "" : ": \(errorText)")
    case .pluginAnswer(let command, let reason):
      "the credential plug-in \(command) printed no credential: \(reason)"
    case .pluginNeedsTerminal(let command):
      "the credential plug-in \(command) needs a terminal of its own"
    }
  }

  var advice: String? {
    switch self {
    case .pluginMissing(_, let hint): hint.isEmpty ? "install it, or put it on PATH" : hint
    case .pluginNeedsTerminal: "log in with it first, in a shell"
    case .tokenFile, .pluginFailed, .pluginAnswer: nil
    }
  }
}

extension TransportError {
  fileprivate var summary: String {
    let words =
      switch reason {
      case .cancelled: "cancelled"
      case .nameNotFound(let host): "the name \(host) has no address"
      case .cannotConnect: "nothing answers at the server's address"
      case .timedOut: "the server didn't answer in time"
      case .certificateExpired: "the server's certificate is out of date"
      case .certificateForOtherName: "the server's certificate is for another name"
      case .certificateNotTrusted: "the server's certificate isn't signed by a trusted authority"
      case .badCredentialMaterial(let what): "the TLS credentials couldn't be used: \(what)"
      case .tlsFailed: "the server ended the TLS handshake"
      case .proxyFailed: "the proxy couldn't be used"
      case .connectionLost: "the connection was lost"
      case .protocolViolation: "what came back isn't HTTP"
      case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
      case .other: "the request failed"
      }
    return detail.isEmpty ? words : "\(words) (\(detail))"
  }

  fileprivate var advice: String? {
    switch reason {
    case .nameNotFound, .cannotConnect: "check the network, a VPN, and the kubeconfig's server"
    case .certificateForOtherName: "set tls-server-name in the kubeconfig if that is intended"
    case .certificateNotTrusted: "check certificate-authority in the kubeconfig"
    case .tlsFailed: "check the client certificate in the kubeconfig"
    case .proxyFailed: "check proxy-url in the kubeconfig"
    case .cancelled, .timedOut, .certificateExpired, .badCredentialMaterial, .connectionLost,
      .protocolViolation, .tooLarge, .other:
      nil
    }
  }
}

extension KubernetesError: CustomStringConvertible {
  public var description: String { summary }
}
