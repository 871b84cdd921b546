public import GitOps
public import Kubernetes

/// Everything that can go wrong between a stack's files and the cluster.
///
/// The words for a person are in `DeployError+Words.swift`, and nowhere else.
public enum DeployError: Error, Hashable, Sendable {
  /// The stack can't be built; nothing was sent.
  case broken([StackProblem])
  /// Stacks of this source can't be built yet; nothing was sent.
  case notBuilt(Stack.Source)
  /// The stack has no objects.
  case empty
  /// The server doesn't know this kind, and no definition in the stack adds it.
  case unknownKind(apiVersion: String, kind: String)
  /// The namespace isn't there, and the stack doesn't make it.
  case namespaceMissing(String)
  /// Other managers own fields that the stack wants to have otherwise.
  case conflict([FieldConflict])
  /// The server refused, or didn't answer.
  case server(KubernetesError)
  /// The server took the definition and didn't get to serving it; with its reason, if it gave one.
  case definitionNotEstablished(reason: String)
  /// Fields that can't be changed, and nobody agreed to making the object anew.
  case immutable(fields: [String])
  /// The object belongs to another stack's inventory, by its name if that is known.
  case belongsElsewhere(String)
  /// Somebody else is deploying the stack.
  case locked(LeaseHolder)
  /// Somebody else took the lease over, so the deploy was stopped.
  case leaseLost(LeaseHolder)
  /// The stack was deployed since the plan was made.
  case outdated(LastDeploy)
  /// The lease or the inventory couldn't be written, and nothing was sent.
  case notRecorded(KubernetesError)
  /// The inventory's ConfigMap is there and belongs to another tool.
  case foreignInventory(tool: String)
  /// It was deleted and doesn't go; what holds it.
  case notGone(finalizers: [String])
  /// Everything was applied, and these aren't healthy.
  case unhealthy([WaitStatus])
  /// The task was cancelled before anything was found out.
  case cancelled
}

/// Fields that another manager owns.
public struct FieldConflict: Hashable, Sendable {
  /// Who owns them: `kubectl-client-side-apply`.
  public var manager: String
  /// The fields, as the server writes them: `.spec.replicas`.
  public var fields: [String]

  /// Describes a conflict.
  public init(manager: String, fields: [String]) {
    self.manager = manager
    self.fields = fields
  }

  /// What a refused apply says, by manager, in the order the server names them.
  static func read(_ status: Status) -> [FieldConflict] {
    var conflicts: [FieldConflict] = []
    for cause in status.causes where cause.reason == "FieldManagerConflict" {
      // conflict with "kubectl" using apps/v1 at 2026-…
      let parts = cause.message.split(separator: "\"", omittingEmptySubsequences: false)
      let manager = parts.count > 2 ? String(parts[1]) : cause.message
      if let index = conflicts.firstIndex(where: { $0.manager == manager }) {
        conflicts[index].fields.append(cause.field)
      } else {
        conflicts.append(FieldConflict(manager: manager, fields: [cause.field]))
      }
    }
    return conflicts
  }
}
