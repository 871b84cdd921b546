import GitOps
import Kubernetes

extension LogsState {
  /// Whose lines are shown, for the title of the pane; nil while nothing is selected.
  var title: String? {
    let part = container.map { "/\($0)" } ?? ""
    let followed = Set(sources.filter { !$0.isGone }.map(\.pod)).count
    let pods =
      podCount > followed
      ? "\(followed) of \(podCount) pods" : followed == 1 ? "1 pod" : "\(followed) pods"
    switch target {
    case nil: return nil
    case .pod(let name): return "\(name)\(part)"
    case .workload(let kind, let name): return "\(kind) \(name)\(part), \(pods)"
    case .component(let component): return "\(component.rawValue)\(part), \(pods)"
    }
  }

  /// Whether lines of several pods are mixed.
  var hasSeveralPods: Bool { sources.contains { $0.pod != sources.first?.pod } }

  /// How many characters the names of all pods begin with, up to a dash.
  var sharedNameLength: Int {
    guard var shared = sources.first.map({ $0.pod.name[...] }) else { return 0 }
    for source in sources.dropFirst() {
      shared = shared.commonPrefix(with: source.pod.name)
    }
    return (shared.lastIndex(of: "-").map { shared[...$0] } ?? "").count
  }
}

extension Substring {
  fileprivate func commonPrefix(with other: String) -> Substring {
    var (index, theirs) = (startIndex, other.startIndex)
    while index < endIndex, theirs < other.endIndex, self[index] == other[theirs] {
      index = self.index(after: index)
      theirs = other.index(after: theirs)
    }
    return self[..<index]
  }
}
