internal import HTTP
public import Kubernetes

extension KubernetesError {
  /// Whether the same request may well succeed in a moment.
  var mayPass: Bool {
    switch self {
    case .tooManyRequests, .server: true
    case .transport(let error):
      switch error.reason {
      case .cannotConnect, .timedOut, .connectionLost: true
      default: false
      }
    default: false
    }
  }

  /// Whether the request may have been carried out nevertheless.
  public var leavesDoubt: Bool {
    switch self {
    case .server: true
    case .transport(let error):
      switch error.reason {
      case .timedOut, .connectionLost, .protocolViolation, .tooLarge, .cancelled, .other: true
      default: false
      }
    default: false
    }
  }
}
