import Kubernetes

/// Which pods the log pane follows, where that isn't just the selected one.
enum FollowedPods: Equatable, Sendable {
  /// Those that lists tell of.
  case listed(ListedPods)
  /// Those that were chosen.
  case chosen(ChosenPods)

  /// The lists to follow.
  var queries: Set<ResourceQuery> {
    if case .listed(let pods) = self { pods.queries } else { [] }
  }

  /// The pods.
  var pods: [PodRow] {
    switch self {
    case .listed(let listed): listed.pods
    case .chosen(let chosen): chosen.pods
    }
  }

  /// Why there are none; nil where there are.
  var note: String? {
    switch self {
    case .listed(let listed): listed.note
    case .chosen(let chosen): chosen.pods.isEmpty ? "the pods are gone" : nil
    }
  }

  /// Takes in what a list of its own says.
  mutating func apply(_ change: Change<PodRow>, from query: ResourceQuery) {
    guard case .listed(var listed) = self else { return }
    listed.apply(change, from: query)
    self = .listed(listed)
  }

  /// Takes in what the deck's list says.
  mutating func offer(_ change: Change<PodRow>) {
    guard case .chosen(var chosen) = self, case .applied(let rows) = change else { return }
    chosen.offer(rows)
    self = .chosen(chosen)
  }
}
