internal import DeployEngine
public import Documents
internal import GitOps
internal import Kubernetes

extension EditDraft {
  /// Reads a draft that was kept; nil for what is none.
  public init?(_ value: Value) {
    guard let key = value["object"].flatMap(ObjectKey.init(record:)),
      let aim = value["aim"].flatMap(Aim.init)
    else { return nil }
    self.init(
      key, opened: value["opened"], aim, action: value["action"]?.string ?? "",
      undoes: value["undoes"]?.string.map { LedgerEntry.ID($0) })
    for choice in value["choices"]?.array ?? [] {
      let names = (choice["path"]?.array ?? []).compactMap(\.string)
      guard let path = FieldPath(names: names), let isMine = choice["mine"]?.bool else { continue }
      choices[path] = isMine ? .mine : .theirs
    }
  }

  /// The draft as it is kept, with everything that a Secret says.
  public var value: Value {
    var value: Value = [
      "object": key.record, "aim": aim.value, "action": .string(action),
    ]
    value["opened"] = opened
    value["undoes"] = undoes.map { .string($0.text) }
    let choices = choices.sorted { "\($0.key)" < "\($1.key)" }.map { path, side -> Value in
      ["path": .array(path.names.map { .string($0) }), "mine": .bool(side == .mine)]
    }
    if !choices.isEmpty { value["choices"] = .array(choices) }
    return value
  }
}

extension EditDraft.Aim {
  fileprivate init?(_ value: Value) {
    switch value["word"]?.string {
    case "change": self = .change(to: value["object"] ?? .null)
    case "scale": self = .scale(to: Int(clamping: value["replicas"]?.integer ?? 0))
    case "creation": self = .creation(of: value["object"] ?? .null)
    case "deletion":
      self = .deletion(value["propagation"]?.string.flatMap { .init(rawValue: $0) })
    default: return nil
    }
  }

  fileprivate var value: Value {
    switch self {
    case .change(let object): return ["word": "change", "object": object]
    case .scale(let replicas): return ["word": "scale", "replicas": .integer(Int64(replicas))]
    case .creation(let object): return ["word": "creation", "object": object]
    case .deletion(let propagation):
      var value: Value = ["word": "deletion"]
      value["propagation"] = propagation.map { .string($0.rawValue) }
      return value
    }
  }
}

extension OpenedObject {
  /// Reads an object that was kept; nil for what is none.
  public init?(_ value: Value) {
    guard let key = value["object"].flatMap(ObjectKey.init(record:)),
      let document = value["document"]
    else { return nil }
    self.init(key, document, owners: (value["owners"]?.array ?? []).compactMap(\.string))
  }

  /// The object as it is kept, with everything that a Secret says.
  public var value: Value {
    [
      "object": key.record, "document": document,
      "owners": .array(owners.map { .string($0) }),
    ]
  }
}
