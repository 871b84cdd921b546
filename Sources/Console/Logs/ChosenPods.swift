import Kubernetes

/// Pods that a person chose, and those that take their places.
///
/// A pod that is gone or has ended is followed by one of the same owner that is newer. The deck's
/// own list tells of them.
struct ChosenPods: Equatable, Sendable {
  /// The pods: those chosen that are still there, and those that took others' places.
  private(set) var pods: [PodRow]
  /// Those in whose places nobody has come.
  private var vacated: [PodRow] = []
  /// Those that another has taken the place of, or that wait for it, by what they are.
  private var ended: Set<Identity> = []

  private struct Identity: Hashable {
    var name: ObjectName
    var uid: String

    init(_ pod: PodRow) { (name, uid) = (pod.name, pod.uid) }
  }

  /// Follows pods.
  init(_ pods: [PodRow]) { self.pods = pods }

  /// Takes over how the pods are now, and looks for others in the places of those that ended.
  mutating func settle(in list: RowList<PodRow>) {
    for index in pods.indices.reversed() {
      let pod = pods[index]
      let row = list[pod.name]
      if let row { pods[index] = row }
      // Where nobody lists pods, a pod that isn't listed may still be there.
      guard row != nil || Self.lists(list, pod.name.namespace) else { continue }
      if row == nil || row?.hasEnded == true {
        if ended.insert(Identity(pod)).inserted { vacate(pod, in: list) }
        if row == nil { pods.remove(at: index) }
      }
    }
  }

  /// Has new and changed pods take places that are vacant.
  mutating func offer(_ rows: [PodRow]) {
    for row in rows where !vacated.isEmpty {
      guard !pods.contains(where: { $0.name == row.name }),
        let index = vacated.firstIndex(where: { row.replaces($0) })
      else { continue }
      vacated.remove(at: index)
      pods.append(row)
    }
  }

  private mutating func vacate(_ pod: PodRow, in list: RowList<PodRow>) {
    vacated.append(pod)
    offer(
      list.all.filter { $0.replaces(pod) }.sorted { ($0.created ?? 0) < ($1.created ?? 0) })
  }

  private static func lists(_ list: RowList<PodRow>, _ namespace: String) -> Bool {
    list.reflections.contains { query, reflection in
      (query.namespace == nil || query.namespace == namespace) && reflection.isComplete
    }
  }
}

extension PodRow {
  /// Whether it writes nothing any more, or soon won't.
  var hasEnded: Bool { deletion != nil || phase == "Succeeded" || phase == "Failed" }

  /// Whether it may have been made in the place of another.
  func replaces(_ other: PodRow) -> Bool {
    guard let owner = workload, owner == other.workload, name.namespace == other.name.namespace,
      !hasEnded
    else { return false }
    return (created ?? 0) >= (other.created ?? 0) && (name != other.name || uid != other.uid)
  }
}
