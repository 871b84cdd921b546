internal import GitOps
internal import Kubernetes

/// The one place where failures of deploys become sentences.
extension DeployError {
  /// What happened, in one line, without a full stop.
  ///
  /// Never contains a credential or the value of a Secret.
  public var summary: String {
    switch self {
    case .broken(let problems):
      switch problems.count {
      case 0: "the stack can't be built"
      case 1: problems[0].description
      default: "\(problems[0]) (and \(problems.count - 1) more)"
      }
    case .notBuilt(let source): "\(source) stacks can't be built yet"
    case .empty: "the stack has no objects"
    case .unknownKind(let apiVersion, let kind):
      "the server doesn't know the kind \(kind) of \(apiVersion)"
    case .namespaceMissing(let namespace): "the namespace \(namespace) doesn't exist"
    case .conflict(let conflicts):
      conflicts.map { "\($0.manager) owns \($0.fields.joined(separator: ", "))" }
        .joined(separator: "; ")
    case .server(let error): error.summary
    case .definitionNotEstablished(let reason):
      "the server took the definition and doesn't serve it"
        + (reason.isEmpty ? "" : ": \(reason)")
    case .cancelled: "cancelled"
    }
  }

  /// What a person can do about it; nil where there is nothing to say.
  public var advice: String? {
    switch self {
    case .unknownKind: "install what brings its definition, or check apiVersion and kind"
    case .namespaceMissing: "add the namespace to the stack, or create it first"
    case .conflict: "leave these fields out of the stack, or take them over on purpose"
    case .server(let error): error.advice
    case .broken, .notBuilt, .empty, .definitionNotEstablished, .cancelled: nil
    }
  }
}

extension DeployError: CustomStringConvertible {
  public var description: String { summary }
}
