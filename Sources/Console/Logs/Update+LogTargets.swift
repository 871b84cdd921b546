import GitOps
import Kubernetes

/// Whose logs are followed.
extension ConsoleState {
  /// Follows the logs of a target that a list tells the pods of, on the whole screen.
  mutating func follow(_ target: LogTarget) {
    guard let pods = listedPods(of: target) else { return }
    openLogs()
    followedPods = .listed(pods)
    logs.show(target)
  }

  /// Follows the logs of pods and of those that replace them, on the whole screen.
  mutating func follow(_ pods: [PodRow], named words: String, isPrevious: Bool = false) {
    guard let first = pods.first else { return }
    openLogs()
    followedPods = .chosen(ChosenPods(pods))
    logs.show(pods.count == 1 ? .pod(first.name) : .pods(words, pods.map(\.name)))
    logs.setPrevious(isPrevious)
  }

  /// Follows the log of one of Argo CD's programs, narrowed to an application where one is meant.
  mutating func followComponent(
    _ component: ArgoComponent, about application: ObjectName?, showsAll: Bool = false
  ) {
    var namespaces: Set<String> = ["argocd"]
    if let application { namespaces.insert(application.namespace) }
    let queries = [component.labelSelector, component.otherLabelSelector].map {
      ResourceQuery(.pods, labelSelector: $0)
    }
    openLogs()
    followedPods = .listed(
      ListedPods("pods of \(component.rawValue)", queries, nearby: namespaces))
    logs.show(component, about: application, showsAll: showsAll)
  }

  /// Follows what a line of the palette names: labels, namespaces, or one object.
  mutating func follow(_ request: LogRequest) {
    switch request {
    case .component(let component):
      followComponent(component, about: targetApplication, showsAll: true)
    case .selector(let selector, let chosen):
      follow(LogTarget.selector(selector, namespaces: chosen ?? namespaces))
    case .namespaces(let chosen): follow(LogTarget.namespaces(chosen))
    case .workload(let kind, let name, let namespace):
      let shown = self.namespaces.count == 1 ? self.namespaces.first : nil
      let place = namespace ?? shown ?? cluster.facts?.defaultNamespace ?? "default"
      follow(
        .workload(
          kind: kind.kind, group: kind.group, ObjectName(namespace: place, name: name)))
    }
  }

  /// Whose logs the focused list's selection means; nil for pods, and where it has none.
  var logTarget: LogTarget? {
    switch focus {
    case .logs: return nil
    case .stacks: return stacks.selected.map { .stack($0.stack.id, name: $0.stack.name) }
    case .applications: return applications.selected.map { .application($0.name) }
    case .resources:
      guard !showsPods, LogTarget.hasPods(resourceKind), let name = table.selected?.name
      else { return nil }
      return .workload(kind: resourceKind.kind, group: resourceKind.group, name)
    }
  }

  /// Whether the logs of what is selected can be read.
  var readingLogs: Availability {
    if focus == .resources, showsPods {
      return pods.selected == nil ? .disabled(because: "no pod is selected") : .enabled
    }
    guard let target = logTarget else {
      return .disabled(because: "nothing with pods is selected")
    }
    if case .application(let name) = target, applications[name]?.destination.isInCluster == false {
      return .disabled(because: "it is in another cluster")
    }
    return listedPods(of: target) == nil
      ? .disabled(because: "it has nothing that makes pods") : .enabled
  }

  /// Brings the pods whose logs are followed up to date.
  mutating func settleLogs() {
    if focus != .logs { followedPods = nil }
    switch followedPods {
    case .chosen(var chosen):
      chosen.settle(in: pods)
      followedPods = .chosen(chosen)
    case .listed(var listed):
      if let target = logs.target, let links = links(of: target) {
        listed.narrow(to: links)
        followedPods = .listed(listed)
      }
    case nil: break
    }
    if let followedPods {
      logs.update(
        pods: followedPods.pods, note: followedPods.note,
        changes: changes(behind: followedPods.pods), now: now)
    } else if focus != .logs || logs.target == nil, showsPods {
      // Whoever reads a log isn't taken to another because the pods move.
      logs.show(pods.selected)
    } else if focus == .logs, let pod = logs.pod, let row = pods[pod] {
      followedPods = .chosen(ChosenPods([row]))
      logs.show(row)
    }
    logs.settle()
    if !logs.isFollowing { logs.settle(in: logView) }
  }

  /// The lists that tell of a target's pods; nil for targets that have others, or none.
  private func listedPods(of target: LogTarget) -> ListedPods? {
    switch target {
    case .pod, .pods, .component: return nil
    case .workload(let kind, _, let name):
      return ListedPods(
        "pods of \(kind.lowercased()) \(name)",
        [ResourceQuery(.pods, namespace: name.namespace)], links: links(of: target))
    case .stack(_, let name): return listedPods("pods of stack \(name)", links(of: target))
    case .application(let name):
      return listedPods("pods of application \(name.name)", links(of: target))
    case .selector(let selector, let chosen):
      return ListedPods(
        "pods with \(selector)", Self.queries(in: chosen, selector: selector), nearby: namespaces)
    case .namespaces(let chosen):
      return ListedPods("pods", Self.queries(in: chosen), nearby: namespaces)
    }
  }

  private func listedPods(_ words: String, _ links: PodLinks?) -> ListedPods? {
    guard let links, !links.isEmpty else { return nil }
    return ListedPods(words, Self.queries(in: links.namespaces), links: links)
  }

  private static func queries(
    in namespaces: Set<String>, selector: String? = nil
  ) -> [ResourceQuery] {
    guard !namespaces.isEmpty else { return [ResourceQuery(.pods, labelSelector: selector)] }
    return namespaces.sorted().map {
      ResourceQuery(.pods, namespace: $0, labelSelector: selector)
    }
  }

  /// Which of the listed pods a target means; nil for all.
  private func links(of target: LogTarget) -> PodLinks? {
    switch target {
    case .workload(let kind, let group, let name): PodLinks(kind: kind, group: group, name)
    case .stack(let id, _):
      stackRow(id).map {
        PodLinks($0.stack, defaultNamespace: cluster.facts?.defaultNamespace ?? "default")
      }
    case .application(let name): applications[name].map { PodLinks($0) }
    case .pod, .pods, .selector, .namespaces, .component: nil
    }
  }
}

extension ArgoComponent {
  /// The name in the palette: `repo-server`.
  var shortName: String { String(rawValue.dropFirst("argocd-".count)) }
}
