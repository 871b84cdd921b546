import DeployEngine
import Documents
import Kubernetes

extension Consequence {
  /// What happens, in one line for a person.
  var words: String {
    let object = key.words
    switch kind {
    case .restarts(let pods, let cause):
      let subject = pods.map { count($0, "pod") + " of \(object)" } ?? "the pods of \(object)"
      let verb = pods == 1 ? "restarts" : "restart"
      return "\(subject) \(verb): \(cause.words)"
    case .recreates(let fields):
      let reason =
        fields.isEmpty ? "" : ": \(SafeText.line(fields.joined(separator: ", "))) can't be changed"
      return "\(object) is deleted and made anew\(reason)"
    case .losesData(let loss): return loss.words(of: object)
    case .takesOver(let conflicts):
      let from = conflicts.map { "\($0.fields.joined(separator: ", ")) from \($0.manager)" }
      return "\(object): takes over \(SafeText.line(from.joined(separator: "; ")))"
    case .adopts(let managers):
      let from = managers.isEmpty ? "" : " from \(SafeText.line(managers.joined(separator: ", ")))"
      return "\(object) becomes the stack's\(from)"
    case .undoesEdits(let fields, let edits):
      let what = SafeText.line(fields.joined(separator: ", "))
      let whose = edits.map { edit in
        " (\(edit.id) of \(edit.user)\(edit.reason.isEmpty ? "" : ": \(edit.reason)"))"
      }
      return "\(object): undoes the change by hand of \(what)\(SafeText.line(whose.joined()))"
    }
  }

  /// The kind of consequence in one word, as JSON has it.
  var word: String {
    switch kind {
    case .restarts: "restart"
    case .recreates: "recreate"
    case .losesData: "dataLoss"
    case .takesOver: "takeOver"
    case .adopts: "adopt"
    case .undoesEdits: "undoEdit"
    }
  }

  /// The consequence as JSON.
  var json: Value {
    var value: Value = [
      "type": .string(word), "object": key.json, "dangerous": .bool(isDangerous),
      "message": .string(words),
    ]
    switch kind {
    case .restarts(let pods, _): value["pods"] = pods.map { .integer(Int64($0)) }
    case .recreates(let fields): value["fields"] = .array(fields.map { .string($0) })
    case .takesOver(let conflicts): value["conflicts"] = .array(conflicts.map(\.json))
    case .adopts(let managers): value["managers"] = .array(managers.map { .string($0) })
    case .undoesEdits(let fields, let edits):
      value["fields"] = .array(fields.map { .string($0) })
      value["edits"] = .array(
        edits.map { ["id": .string($0.id.text), "user": .string("\($0.user)")] })
    case .losesData: break
    }
    return value
  }
}

extension Consequence.Cause {
  fileprivate var words: String {
    switch self {
    case .template: "the template changes"
    case .configuration(let names):
      "new content of \(SafeText.line(names.joined(separator: ", ")))"
    case .recreation: "it is made anew"
    }
  }
}

extension Consequence.Loss {
  fileprivate func words(of object: String) -> String {
    switch self {
    case .claim: return "\(object) goes, and what is on its volume with it"
    case .volume: return "\(object) goes"
    case .namespace(let counts):
      let inside = counts.map { "\($0.count) \($0.kind.kind)" }.joined(separator: ", ")
      return "\(object) goes with everything in it"
        + (inside.isEmpty ? "" : ": \(SafeText.line(inside))")
    case .definition(let instances):
      let all = instances.map { $0 == 1 ? "1 object" : "\($0) objects" } ?? "all objects"
      return "\(object) goes, and \(all) of that kind with it"
    case .statefulSet(let claimsGo):
      return "\(object) goes" + (claimsGo ? ", and the claims of its pods with it" : "")
    }
  }
}

extension FieldConflict {
  /// The conflict as JSON.
  var json: Value {
    ["manager": .string(manager), "fields": .array(fields.map { .string($0) })]
  }
}

extension KeptObject {
  /// Why it stays, in words.
  var words: String {
    switch reason {
    case .annotation(let name): "\(SafeText.line(name)) says so"
    case .owned(let owner): "it belongs to \(SafeText.line(owner))"
    case .holdsInventories: "the records of deploys are in it"
    }
  }
}
