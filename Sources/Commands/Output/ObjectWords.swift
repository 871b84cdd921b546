import DeployEngine
import Documents
import GitOps
import Kubernetes
import YAML

extension ObjectKey {
  /// As people name objects: `Deployment monitoring/grafana`.
  var words: String {
    SafeText.line(
      name.namespace.isEmpty ? "\(kind.kind) \(name.name)" : "\(kind.kind) \(name)")
  }

  /// The object as JSON.
  var json: Value {
    var value: Value = [
      "apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind),
      "name": .string(name.name),
    ]
    if !name.namespace.isEmpty { value["namespace"] = .string(name.namespace) }
    return value
  }
}

extension GitStatus {
  /// Where the files come from, as a deploy tells: the commit, and what it hasn't got.
  var words: String {
    switch self {
    case .noRepository: return "files that aren't in Git"
    case .gitMissing: return "files, git not being installed"
    case .failed(let reason): return "files; git says \(SafeText.line(reason))"
    case .repository(let state):
      var words = [state.branch, state.shortCommit].compactMap { $0 }.joined(separator: " ")
      if words.isEmpty { words = "files before the first commit" }
      if state.isDirty { words += ", \(count(state.changes.count, "change")) not committed" }
      if let ahead = state.ahead, ahead > 0 { words += ", \(count(ahead, "commit")) not pushed" }
      if let behind = state.behind, behind > 0 {
        words += ", \(count(behind, "commit")) behind \(state.upstream ?? "its upstream")"
      }
      return SafeText.line(words)
    }
  }

  /// The same as JSON; null where there is no repository.
  var json: Value {
    guard let state else { return .null }
    var value: Value = ["dirty": .bool(state.isDirty)]
    value["commit"] = state.commit.map { .string($0) }
    value["branch"] = state.branch.map { .string($0) }
    value["ahead"] = state.ahead.map { .integer(Int64($0)) }
    value["behind"] = state.behind.map { .integer(Int64($0)) }
    if state.isDirty { value["changes"] = .array(state.changes.map { .string($0.path) }) }
    return value
  }
}

/// A number of things, in words: `1 change`, `2 changes`.
func count(_ number: Int, _ thing: String) -> String {
  if number == 1 { return "1 \(thing)" }
  let plural =
    thing.hasSuffix("y") && !thing.hasSuffix("ey") ? "\(thing.dropLast())ies" : "\(thing)s"
  return "\(number) \(plural)"
}

extension Value {
  /// The value in lines for a person, without anything a terminal could take for a command.
  var shownLines: [String] {
    switch self {
    case .string(let text):
      text.unicodeScalars.contains("\n")
        ? SafeText.lines(Self.trimmed(text)) : [SafeText.line(text)]
    case .array(let elements) where !elements.isEmpty: SafeText.lines(Self.trimmed(yaml))
    case .object(let fields) where !fields.isEmpty: SafeText.lines(Self.trimmed(yaml))
    default: [SafeText.line(Self.trimmed(yaml))]
    }
  }

  private static func trimmed(_ yaml: String) -> String {
    yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml
  }
}
