import Kubernetes

/// The pods of several live lists that are meant, and how they change.
struct PodLists {
  /// What became of a pod.
  struct News {
    /// Which.
    var name: ObjectName
    /// What it is like now; nil if it is gone.
    var pod: PodRow?
  }

  private let isMeant: (PodRow) -> Bool
  private var lists: [ResourceQuery: Reflection<PodRow>]

  init(_ selection: PodSelection) {
    isMeant = selection.makeFilter()
    lists = Dictionary(
      selection.queries.map { ($0, Reflection()) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether all lists have been told to their ends.
  var isComplete: Bool { lists.values.allSatisfy(\.isComplete) }

  /// The pods that are meant, by their names.
  var pods: [PodRow] {
    var found: [ObjectName: PodRow] = [:]
    for list in lists.values {
      for pod in list.rows.values where isMeant(pod) { found[pod.name] = pod }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// Takes pods for a list that can't be read.
  mutating func assume(_ pods: [PodRow], of query: ResourceQuery) {
    for change: Change<PodRow> in [.began, .page(pods, remaining: nil), .listed] {
      _ = apply(change, from: query)
    }
  }

  /// Takes in what a list says; returns what that means for pods that are meant.
  mutating func apply(_ change: Change<PodRow>, from query: ResourceQuery) -> [News] {
    guard var list = lists[query] else { return [] }
    // Dropping our own reference keeps the rows uniquely referenced: no copy.
    lists[query] = nil
    defer { lists[query] = list }
    switch change {
    case .applied(let rows):
      list.apply(change)
      return rows.map { News(name: $0.name, pod: isMeant($0) ? $0 : nil) }
    case .deleted(let names):
      list.apply(change)
      return names.map { News(name: $0) }
    case .listed:
      let before = list.rows
      list.apply(change)
      let rows = list.rows
      let gone = before.keys.filter { rows[$0] == nil }.map { News(name: $0) }
      return gone + rows.values.filter(isMeant).map { News(name: $0.name, pod: $0) }
    case .began, .page, .alive, .interrupted, .unreadable:
      list.apply(change)
      return []
    }
  }
}
