internal import DeployEngine
public import Documents
internal import GitOps
internal import Kubernetes

extension Emergency {
  /// Reads an emergency from a record; nil where what it can't do without isn't there.
  public init?(_ value: Value) {
    guard let id = value["id"]?.string, let key = value["object"].flatMap(ObjectKey.init(record:)),
      let time = value["time"]?.string.flatMap({ Timestamp($0) }),
      let state = value["state"].flatMap(EmergencyState.init)
    else { return nil }
    func texts(_ name: String) -> [String] {
      (value[name]?.array ?? []).compactMap(\.string)
    }
    self.init(
      id: LedgerEntry.ID(id), key: key, uid: value["object"]?["uid"]?.string ?? "",
      kind: value["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .change,
      action: value["action"]?.string ?? "",
      edits: (value["edits"]?.array ?? []).compactMap { FieldEdit($0) },
      user: Operator(user: value["user"]?.string ?? "", host: value["host"]?.string ?? ""),
      time: time, reason: value["reason"]?.string ?? "", owners: texts("owners"),
      forecast: texts("forecast"), isPassing: value["passing"]?.bool ?? false,
      undoes: value["undoes"]?.string.map(LedgerEntry.ID.init),
      state: state)
    if let whose = value["pause"]?["of"]?.string {
      pause = Pause(
        whose: whose, until: value["pause"]?["until"]?.string.flatMap { Timestamp($0) })
    }
    if let branch = value["git"]?["branch"]?.string {
      commit = Commit(
        branch: branch, commit: value["git"]?["commit"]?.string ?? "",
        repository: value["git"]?["repository"]?.string ?? "")
    }
  }

  /// The emergency as JSON: what the cluster and the journal keep, and what `-o json` prints.
  public var value: Value {
    var object = key.record
    object["uid"] = uid.isEmpty ? nil : .string(uid)
    var value: Value = [
      "id": .string(id.text), "object": object, "kind": .string(kind.rawValue),
      "action": .string(action), "edits": .array(edits.map(\.value)),
      "user": .string(user.user), "host": .string(user.host), "time": .string(time.rfc3339),
      "state": state.value,
    ]
    if !reason.isEmpty { value["reason"] = .string(reason) }
    if !owners.isEmpty { value["owners"] = .array(owners.map { .string($0) }) }
    if !forecast.isEmpty { value["forecast"] = .array(forecast.map { .string($0) }) }
    if isPassing { value["passing"] = true }
    value["undoes"] = undoes.map { .string($0.text) }
    if let pause {
      var note: Value = ["of": .string(pause.whose)]
      note["until"] = pause.until.map { .string($0.rfc3339) }
      value["pause"] = note
    }
    if let commit {
      value["git"] = [
        "branch": .string(commit.branch), "commit": .string(commit.commit),
        "repository": .string(commit.repository),
      ]
    }
    return value
  }
}

extension ObjectKey {
  /// Reads the address of an object from a record.
  init?(record value: Value) {
    guard let plural = value["plural"]?.string, let kind = value["kind"]?.string,
      let name = value["name"]?.string, let version = value["version"]?.string
    else { return nil }
    let namespace = value["namespace"]?.string ?? ""
    self.init(
      ResourceKind(
        group: value["group"]?.string ?? "", version: version, plural: plural, kind: kind,
        isNamespaced: !namespace.isEmpty),
      namespace: namespace, name: name)
  }

  /// The address, with everything that asking for the object takes.
  var record: Value {
    var value: Value = [
      "version": .string(kind.version), "plural": .string(kind.plural),
      "kind": .string(kind.kind), "name": .string(name.name),
    ]
    if !kind.group.isEmpty { value["group"] = .string(kind.group) }
    if !name.namespace.isEmpty { value["namespace"] = .string(name.namespace) }
    return value
  }
}
