internal import Documents
internal import GitOps
internal import Kubernetes

extension EmergencyState {
  /// Reads what a record says; nil for what is no state.
  init?(_ value: Value) {
    let by = value["by"]?.string
    let time = value["at"]?.string.flatMap { Timestamp($0) }
    switch value["word"]?.string {
    case "pending": self = .pending
    case "live": self = .live
    case "partly":
      let paths = (value["fields"]?.array ?? []).compactMap { names in
        FieldPath(names: (names.array ?? []).compactMap(\.string))
      }
      self = .partly(paths)
    case "reverted": self = .reverted(by: by, at: time)
    case "inGit": self = .inGit
    case "superseded": self = .superseded(by: by, at: time)
    case "undone": self = .undone
    case "gone": self = .gone
    case "failed": self = .failed(value["reason"]?.string ?? "")
    default: return nil
    }
  }

  /// As records keep it.
  var value: Value {
    var value: Value = ["word": .string(word)]
    switch self {
    case .partly(let paths):
      value["fields"] = .array(paths.map { .array($0.names.map { .string($0) }) })
    case .reverted(let name, let time), .superseded(let name, let time):
      value["by"] = name.map { .string($0) }
      value["at"] = time.map { .string($0.rfc3339) }
    case .failed(let reason): value["reason"] = .string(reason)
    case .pending, .live, .inGit, .undone, .gone: break
    }
    return value
  }
}
