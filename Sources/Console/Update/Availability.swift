import GitOps
import Kubernetes

extension ConsoleState {
  /// Whether what a key does can be done now, and if not, why.
  public func availability(of binding: Binding) -> Availability {
    if binding.isDestructive, settings.isReadOnly {
      return .disabled(because: "this console is read-only")
    }
    switch binding.action {
    case .describe, .showYAML, .copyName, .open:
      if document == nil, focus == .stacks {
        return stacks.selected == nil ? .disabled(because: "no stack is selected") : .enabled
      }
      if document != nil, document?.object == nil {
        return .disabled(because: "this page isn't about one object")
      }
      return subject == nil ? .disabled(because: "nothing is selected") : .enabled
    case .delete: return deletion
    case .showLogs, .showPreviousLogs:
      guard showsPods else { return .disabled(because: "only pods have logs here") }
      return pods.selected == nil ? .disabled(because: "no pod is selected") : .enabled
    case .deploy, .showDifference: return planning
    case .confirm:
      guard case .deploy(let id) = document?.content else { return .enabled }
      return confirmation(of: id)
    case .pickContext:
      return settings.contexts.isEmpty
        ? .disabled(because: "there is no kubeconfig to choose from") : .enabled
    case .pickContainer, .togglePrevious:
      return logs.pod == nil ? .disabled(because: "no pod is selected") : .enabled
    case .toggleSecrets:
      return showsSecret ? .enabled : .disabled(because: "this isn't a Secret")
    case .showAllPods:
      return narrowing == .none ? .disabled(because: "nothing narrows the list") : .enabled
    case .findNext, .findPrevious:
      return document?.view.pattern == nil
        ? .disabled(because: "nothing is searched for; / does that") : .enabled
    default: return .enabled
    }
  }

  private var deletion: Availability {
    let keys = subjects
    guard !keys.isEmpty else { return .disabled(because: "nothing is selected") }
    for key in keys {
      let question = AccessQuestion(verb: "delete", kind: key.kind, namespace: key.name.namespace)
      if case .denied(let reason) = cluster.access[question] {
        let place = key.name.namespace.isEmpty ? "" : " in namespace \(key.name.namespace)"
        let why = reason.isEmpty ? "" : " (\(reason))"
        return .disabled(
          because: "you aren't allowed to delete \(key.kind.qualifiedName)\(place)\(why)")
      }
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  private var planning: Availability {
    guard let row = stacks.selected else { return .disabled(because: "no stack is selected") }
    return planning(of: row)
  }

  /// Whether a stack can be planned.
  func planning(of row: StackRow) -> Availability {
    if let problem = row.stack.problems.first {
      return .disabled(because: "the stack is broken: \(problem)")
    }
    switch row.stack.source {
    case .plain: break
    case .kustomize: return .disabled(because: "kustomize folders can't be built yet")
    case .helm: return .disabled(because: "Helm charts can't be built yet")
    }
    if deploys.values.contains(where: { $0.stack == row.stack.id && $0.isUnderWay }) {
      return .disabled(because: "the stack is being deployed")
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  private var showsSecret: Bool {
    document?.object.map { $0.kind.group.isEmpty && $0.kind.kind == "Secret" } ?? false
  }
}
