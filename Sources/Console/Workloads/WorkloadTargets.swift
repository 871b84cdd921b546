import GitOps
import Kubernetes

/// Which of the keys of workloads and nodes mean something for a kind.
extension ResourceKind {
  /// The context of the keys that change objects of this kind; nil for kinds that have none.
  var changeContext: BindingContext? {
    switch (group, kind) {
    case ("apps", "Deployment"), ("apps", "StatefulSet"), ("apps", "DaemonSet"),
      ("apps", "ReplicaSet"):
      .workloads
    case ("batch", "CronJob"), ("batch", "Job"): .jobs
    case ("", "Node"): .nodes
    default: isScalable ? .scalable : nil
    }
  }

  /// Whether its objects have a number of replicas that can be set, whatever the kind.
  var isScalable: Bool {
    subresources.contains("scale")
      || group == "apps" && ["Deployment", "StatefulSet", "ReplicaSet"].contains(kind)
  }

  /// Why something can't be asked for about objects of this kind at all; nil where it can.
  func obstacle(to action: Action) -> String? {
    switch action {
    case .restart:
      group == "apps" && kind != "ReplicaSet" || isRollouts
        ? nil : "\(plural) can't be restarted; a \(restartable) can"
    case .scale: isScalable ? nil : "\(plural) have no number of replicas to set"
    case .setImages, .setVariable:
      PodTemplate.path(of: self) == nil ? "the pods of \(plural) can't be changed" : nil
    case .showRevisions:
      Revision.keeper(of: self) == nil ? "\(plural) keep no revisions" : nil
    case .triggerJob: kind == "CronJob" ? nil : "only scheduled jobs are started by hand"
    default: nil
    }
  }

  private var restartable: String { kind == "ReplicaSet" ? "deployment" : "workload" }

  /// What somebody has to be allowed to do for an action on objects of this kind.
  func rights(for action: Action, in namespace: String) -> [AccessQuestion] {
    switch action {
    case .restart, .setImages, .setVariable, .rollBackWorkload, .suspendOrResumeJobs,
      .setSchedulable:
      [AccessQuestion(verb: "patch", kind: self, namespace: namespace)]
    case .scale:
      [AccessQuestion(verb: "patch", kind: self, subresource: "scale", namespace: namespace)]
    case .triggerJob: [AccessQuestion(verb: "create", kind: .jobs, namespace: namespace)]
    case .drain:
      [
        AccessQuestion(verb: "patch", kind: self, namespace: namespace),
        AccessQuestion(verb: "create", kind: .pods, subresource: "eviction", namespace: ""),
      ]
    default: []
    }
  }

  /// Everything to ask beforehand about the keys that change objects of this kind.
  func changeRights(in namespace: String) -> [AccessQuestion] {
    let actions: [Action] =
      switch changeContext {
      case .workloads: [.restart, .scale]
      case .jobs: [.suspendOrResumeJobs, .triggerJob]
      case .nodes: [.drain]
      case .scalable: isRollouts ? [.restart, .scale] : [.scale]
      default: []
      }
    return actions.flatMap { rights(for: $0, in: namespace) }
  }
}

extension ConsoleState {
  /// The context of the keys that change what is selected, in a list or a tree; nil for most kinds.
  var changeContext: BindingContext? {
    if let tree { return tree.list.selected?.key?.kind.changeContext }
    guard !hasPage, focus == .resources else { return nil }
    // Rollouts have keys of their own, with those of workloads among them.
    return resourceKind.isRollouts ? nil : resourceKind.changeContext
  }

  /// Whether an action can be taken on the workloads or nodes that are meant.
  func changing(_ action: Action) -> Availability {
    guard !subjects.isEmpty else { return .disabled(because: "nothing is selected") }
    for key in subjects {
      if let obstacle = key.kind.obstacle(to: action) { return .disabled(because: obstacle) }
      for right in key.kind.rights(for: action, in: key.name.namespace) {
        guard case .denied(let reason) = cluster.access[right] else { continue }
        return .disabled(because: right.denial(reason))
      }
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }
}

extension AccessQuestion {
  /// Why something isn't allowed, in a sentence.
  func denial(_ reason: String) -> String {
    let part = subresource.map { "/\($0)" } ?? ""
    let what = kind.group.isEmpty ? kind.plural + part : "\(kind.plural)\(part).\(kind.group)"
    let place = namespace.isEmpty ? "" : " in namespace \(namespace)"
    let why = reason.isEmpty ? "" : " (\(reason))"
    let act = verb == "patch" ? "change" : verb
    return "you aren't allowed to \(act) \(what)\(place)\(why)"
  }
}
