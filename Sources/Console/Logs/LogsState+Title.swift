import GitOps
import Kubernetes

extension LogsState {
  /// Whose lines are shown, for the title of the pane; nil while nothing is selected.
  public var title: String? {
    let part = container.map { "/\($0)" } ?? ""
    let followed = Set(sources.filter { !$0.isGone }.map(\.pod)).count
    let pods =
      podCount > followed
      ? "\(followed) of \(podCount) pods" : followed == 1 ? "1 pod" : "\(followed) pods"
    switch target {
    case nil: return nil
    case .pod(let name): return "\(name)\(part)"
    case .pods(let words, _): return "\(words)\(part)"
    case .workload(let kind, _, let name):
      return "\(kind.lowercased()) \(name)\(part), \(pods)"
    case .stack(_, let name): return "stack \(name)\(part), \(pods)"
    case .application(let name): return "application \(name.name)\(part), \(pods)"
    case .selector(let selector, let namespaces):
      return "\(selector)\(Self.place(namespaces))\(part), \(pods)"
    case .namespaces(let namespaces):
      return namespaces.isEmpty
        ? "all namespaces\(part), \(pods)"
        : "\(namespaces.sorted().joined(separator: ", "))\(part), \(pods)"
    case .component(let component): return "\(component.rawValue)\(part), \(pods)"
    }
  }

  private static func place(_ namespaces: Set<String>) -> String {
    namespaces.isEmpty ? "" : " in \(namespaces.sorted().joined(separator: ", "))"
  }

  /// Whether lines of several pods are mixed.
  var hasSeveralPods: Bool { sources.contains { $0.pod != sources.first?.pod } }
}
