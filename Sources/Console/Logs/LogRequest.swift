import GitOps
import Kubernetes

/// Whose logs a line of the palette asks for.
enum LogRequest: Equatable {
  case component(ArgoComponent)
  /// In these namespaces; nil for those shown.
  case selector(String, namespaces: Set<String>?)
  case namespaces(Set<String>)
  case workload(ResourceKind, name: String, namespace: String?)
}

extension ConsoleState {
  /// Reads what stands after `logs`: `repo-server`, `-l app=web -n shop`, `deployment/web`, `-A`.
  func logRequest(_ words: [String]) throws(PaletteProblem) -> LogRequest {
    var selector: String?
    var chosen: Set<String>?
    var names: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "-l", "--selector":
        guard let text = rest.popFirst() else { throw PaletteProblem("\(word): which labels?") }
        do throws(LabelSelector.ParseError) {
          _ = try LabelSelector(parsing: text)
        } catch {
          throw PaletteProblem("\(text) isn't a label selector: \(error)")
        }
        selector = text
      case "-n", "--namespace":
        guard let text = rest.popFirst() else {
          throw PaletteProblem("\(word): which namespaces?")
        }
        chosen = Set(text.split(separator: ",").map(String.init))
      case "-A", "--all-namespaces": chosen = []
      default: names.append(word)
      }
    }
    if let selector, names.isEmpty { return .selector(selector, namespaces: chosen) }
    guard let name = names.first, names.count == 1, selector == nil else {
      if names.isEmpty, let chosen { return .namespaces(chosen) }
      throw PaletteProblem("logs of what? one object (deployment/web), -l labels, or -n namespaces")
    }
    return try named(name, namespace: chosen)
  }

  private func named(
    _ name: String, namespace chosen: Set<String>?
  ) throws(PaletteProblem) -> LogRequest {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      guard let kind = kind(named: parts[0]) else {
        throw PaletteProblem("\(parts[0]): no kind that this cluster has")
      }
      guard (chosen?.count ?? 1) == 1 else {
        throw PaletteProblem("\(name) is in one namespace: -n says which")
      }
      return .workload(kind, name: parts[1], namespace: chosen?.first)
    }
    let component = ArgoComponent.allCases.first { $0.shortName == name || $0.rawValue == name }
    if let component { return .component(component) }
    throw PaletteProblem(
      "logs of what? deployment/\(name), -l labels, -n namespaces, or one of "
        + ArgoComponent.allCases.map(\.shortName).sorted().joined(separator: ", "))
  }
}

/// Why a line of the palette isn't understood, for a person.
struct PaletteProblem: Error, Equatable {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
