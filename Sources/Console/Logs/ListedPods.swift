import GitOps
import Kubernetes

/// The pods that lists of their own tell of, as they come and go.
struct ListedPods: Equatable, Sendable {
  /// What is looked for, in a few words: `pods of stack monitoring`.
  let words: String
  /// The lists to follow, if one may; the likeliest first.
  private let wanted: [ResourceQuery]
  /// Where to look if one may not look everywhere.
  private let nearby: Set<String>
  /// The pods of the lists that are meant; nil for all of them.
  private var links: PodLinks?
  private var lists: [ResourceQuery: Reflection<PodRow>] = [:]

  /// The pods, each once, the worst first.
  private(set) var pods: [PodRow] = []

  /// Follows lists; of those that tell of all namespaces and are refused, the same in those nearby.
  init(
    _ words: String, _ wanted: [ResourceQuery], nearby: Set<String> = [],
    links: PodLinks? = nil
  ) {
    self.words = words
    self.wanted = wanted
    self.nearby = nearby
    self.links = links
  }

  /// The lists to follow.
  var queries: Set<ResourceQuery> {
    var queries = Set(wanted)
    for query in wanted where query.namespace == nil && error(of: query) != nil {
      for namespace in nearby {
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
    collect()
  }

  /// Other pods of the lists are meant now.
  mutating func narrow(to links: PodLinks) {
    guard links != self.links else { return }
    self.links = links
    collect()
  }

  private mutating func collect() {
    var found: [ObjectName: PodRow] = [:]
    for list in lists.values {
      for (name, row) in list.rows where links?.contains(row) != false { found[name] = row }
    }
    pods = found.values.sorted {
      $0.health == $1.health ? $0.name < $1.name : $0.health > $1.health
    }
  }

  /// Why there are no lines, or not all.
  var note: String? {
    if !pods.isEmpty { return nil }
    let queries = queries
    guard queries.allSatisfy({ lists[$0]?.isComplete == true || error(of: $0) != nil }) else {
      return "looking for the \(words) …"
    }
    let refused = queries.filter { $0.namespace != nil || nearby.isEmpty }
      .compactMap { error(of: $0)?.summary }
    if let reason = refused.sorted().first { return "no \(words): \(reason)" }
    let labels = wanted.compactMap(\.labelSelector).first.map { " (label \($0))" } ?? ""
    return "no \(words) \(place)\(labels)"
  }

  private var place: String {
    let isEverywhere = wanted.contains { $0.namespace == nil && error(of: $0) == nil }
    let namespaces = isEverywhere ? [] : queries.compactMap(\.namespace)
    return namespaces.isEmpty
      ? "in any namespace" : "in \(Set(namespaces).sorted().joined(separator: ", "))"
  }

  /// Why a list never came.
  private func error(of query: ResourceQuery) -> KubernetesError? {
    guard let list = lists[query], !list.isComplete, case .stale(let interruption) = list.state
    else { return nil }
    return interruption.error
  }
}
