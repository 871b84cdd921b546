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
    case .immutable(let fields):
      fields.isEmpty
        ? "some of its fields can't be changed"
        : "\(fields.joined(separator: ", ")) can't be changed"
    case .belongsElsewhere(let name): "it belongs to \(name)"
    case .locked(let holder):
      "\(holder.name) is deploying this stack"
        + (holder.since.map { ", since \($0.rfc3339)" } ?? "")
    case .leaseLost(let holder): "\(holder.name) took the stack over"
    case .outdated(let deploy):
      "\(deploy.user) deployed this stack at \(deploy.time.rfc3339), after the plan was made"
    case .notRecorded(let error): "the deploy can't be put on the record: \(error.summary)"
    case .foreignInventory(let tool):
      "the stack's inventory belongs to \(tool.isEmpty ? "nobody known" : tool)"
    case .notGone(let finalizers):
      "it was deleted and isn't gone"
        + (finalizers.isEmpty ? "" : ": \(finalizers.joined(separator: ", ")) holds it")
    case .unhealthy(let statuses):
      statuses.first.map { first in
        "\(first.key) isn't healthy"
          + (first.message.isEmpty ? "" : ": \(first.message)")
          + (statuses.count > 1 ? " (and \(statuses.count - 1) more)" : "")
      } ?? "not everything is healthy"
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
    case .immutable: "agree to have it deleted and made anew, or leave these fields as they are"
    case .belongsElsewhere: "take it out of one of the two stacks, or take it over on purpose"
    case .locked: "wait until they are done; a lease that isn't renewed is free within a minute"
    case .outdated: "plan again"
    case .notRecorded(let error): error.advice ?? "the namespace of inventories is configurable"
    case .foreignInventory: "remove the ConfigMap, or let that tool deploy the stack"
    case .notGone: "see to what holds it, and deploy again"
    case .broken, .notBuilt, .empty, .definitionNotEstablished, .leaseLost, .unhealthy, .cancelled:
      nil
    }
  }
}

extension DeployError: CustomStringConvertible {
  public var description: String { summary }
}
