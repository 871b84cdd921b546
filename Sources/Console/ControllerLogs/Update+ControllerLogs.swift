import GitOps
import Kubernetes

/// The logs of Argo CD's programs.
extension ConsoleState {
  /// Follows the log of one of Argo CD's programs, narrowed to an application where one is meant.
  mutating func followComponent(
    _ component: ArgoComponent, about application: ObjectName?, showsAll: Bool = false
  ) {
    var namespaces: Set<String> = ["argocd"]
    if let application { namespaces.insert(application.namespace) }
    openLogs()
    componentPods = ComponentPods(component, namespaces: namespaces)
    logs.show(component, about: application, showsAll: showsAll)
  }

  /// Brings the pods whose logs are followed up to date.
  mutating func settleLogs() {
    if focus != .logs { componentPods = nil }
    if let componentPods {
      logs.update(pods: componentPods.pods, note: componentPods.note)
    } else if focus != .logs || logs.target == nil, showsPods {
      // Whoever reads a log isn't taken to another because the pods move.
      logs.show(pods.selected)
    } else if focus == .logs, let pod = logs.pod, let row = pods[pod] {
      logs.show(row)
    }
    logs.settle()
  }
}

extension ArgoComponent {
  /// The name in the palette: `repo-server`.
  var shortName: String { String(rawValue.dropFirst("argocd-".count)) }
}
