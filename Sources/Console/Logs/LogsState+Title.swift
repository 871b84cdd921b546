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
