public import Documents
internal import Kubernetes

extension LedgerEntry {
  /// Reads an entry; nil where what it can't do without isn't there.
  public init?(_ value: Value) {
    guard let id = value["id"]?.string, let stack = value["stack"]?.string,
      let start = value["start"]?.string.flatMap({ Timestamp($0) }),
      let result = value["result"]?.string.flatMap(Result.init(rawValue:))
    else { return nil }
    self.init(
      id: ID(id), stack: stack, path: value["path"]?.string ?? "",
      environment: value["environment"]?.string, commit: value["commit"]?.string,
      branch: value["branch"]?.string, isDirty: value["dirty"]?.bool ?? false,
      user: Operator(
        user: value["user"]?.string ?? "", host: value["host"]?.string ?? ""),
      start: start, duration: .milliseconds(value["milliseconds"]?.integer ?? 0), result: result,
      reason: value["reason"]?.string ?? "",
      counts: (value["counts"]?.object ?? [:]).compactMapValues {
        $0.integer.map { Int(clamping: $0) }
      },
      objects: (value["objects"]?.array ?? []).compactMap(Object.init),
      omitted: Int(clamping: value["omitted"]?.integer ?? 0),
      rollbackOf: value["rollbackOf"]?.string.map(ID.init),
      isPruningAlone: value["pruningAlone"]?.bool ?? false)
  }

  /// The entry as JSON: what the cluster keeps, the journal, and what `-o json` prints.
  public var value: Value {
    var value: Value = [
      "id": .string(id.text), "stack": .string(stack), "path": .string(path),
      "user": .string(user.user), "host": .string(user.host), "start": .string(start.rfc3339),
      "milliseconds": .integer(duration.milliseconds), "result": .string(result.rawValue),
      "counts": .object(counts.mapValues { .integer(Int64($0)) }),
    ]
    value["environment"] = environment.map { .string($0) }
    value["commit"] = commit.map { .string($0) }
    value["branch"] = branch.map { .string($0) }
    if isDirty { value["dirty"] = true }
    if !reason.isEmpty { value["reason"] = .string(reason) }
    if !objects.isEmpty { value["objects"] = .array(objects.map(\.value)) }
    if omitted > 0 { value["omitted"] = .integer(Int64(omitted)) }
    value["rollbackOf"] = rollbackOf.map { .string($0.text) }
    if isPruningAlone { value["pruningAlone"] = true }
    return value
  }
}

extension LedgerEntry.Object {
  fileprivate init?(_ value: Value) {
    guard let kind = value["kind"]?.string, let name = value["name"]?.string,
      let outcome = value["outcome"]?.string
    else { return nil }
    self.init(
      kind: Inventory.GroupKind(parsing: kind),
      name: ObjectName(namespace: value["namespace"]?.string ?? "", name: name), outcome: outcome,
      message: value["message"]?.string ?? "")
  }

  fileprivate var value: Value {
    var value: Value = [
      "kind": .string(kind.description), "name": .string(name.name), "outcome": .string(outcome),
    ]
    if !name.namespace.isEmpty { value["namespace"] = .string(name.namespace) }
    if !message.isEmpty { value["message"] = .string(message) }
    return value
  }
}

extension Duration {
  /// In whole milliseconds.
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
