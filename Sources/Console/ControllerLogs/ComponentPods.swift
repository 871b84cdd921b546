public import GitOps
import Kubernetes

/// The pods of one of Argo CD's programs, in whichever namespace Argo CD runs.
public struct ComponentPods: Equatable, Sendable {
  /// The program.
  public let component: ArgoComponent
  /// Where to look if one may not look everywhere.
  let namespaces: Set<String>
  private var lists: [ResourceQuery: Reflection<PodRow>] = [:]

  /// Looks for the pods of a program.
  init(_ component: ArgoComponent, namespaces: Set<String>) {
    self.component = component
    self.namespaces = namespaces
  }

  private var everywhere: [ResourceQuery] {
    [component.labelSelector, component.otherLabelSelector].map {
      ResourceQuery(.pods, labelSelector: $0)
    }
  }

  /// The lists to follow: everywhere, or where that isn't allowed, in the namespaces that are known.
  var queries: Set<ResourceQuery> {
    var queries = Set(everywhere)
    for query in everywhere where error(of: query) != nil {
      for namespace in namespaces {
        queries.insert(
          ResourceQuery(.pods, namespace: namespace, labelSelector: query.labelSelector))
      }
    }
    return queries
  }

  /// Takes in what a list says.
  mutating func apply(_ change: Change<PodRow>, from query: ResourceQuery) {
    guard queries.contains(query) else { return }
    lists[query, default: Reflection()].apply(change)
  }

  /// The pods, each once, by name.
  var pods: [PodRow] {
    var found: [ObjectName: PodRow] = [:]
    for list in lists.values { found.merge(list.rows) { first, _ in first } }
    return found.values.sorted { $0.name < $1.name }
  }

  /// Why there are no lines, or not all.
  var note: String? {
    if !pods.isEmpty { return nil }
    let wanted = queries
    guard wanted.allSatisfy({ lists[$0]?.isComplete == true || error(of: $0) != nil }) else {
      return "looking for the pods of \(component.rawValue) …"
    }
    let place =
      everywhere.contains { error(of: $0) == nil }
      ? "in any namespace" : "in \(namespaces.sorted().joined(separator: ", "))"
    let refused = wanted.compactMap { query in
      query.namespace == nil ? nil : error(of: query)?.summary
    }
    if let reason = refused.sorted().first { return "\(component.rawValue) isn't found: \(reason)" }
    return "\(component.rawValue) isn't found: no pod \(place) has the label "
      + component.labelSelector
  }

  /// Why a list never came.
  private func error(of query: ResourceQuery) -> KubernetesError? {
    guard let list = lists[query], !list.isComplete, case .stale(let interruption) = list.state
    else { return nil }
    return interruption.error
  }
}
