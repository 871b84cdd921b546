internal import Documents
internal import Kubernetes

extension Inventory {
  /// Duet's own notes on a parent.
  static let pathAnnotation = "duet/path"
  static let lastDeployAnnotation = "duet/last-deploy"

  /// Reads a parent.
  init(_ object: Value, name: ObjectName) {
    let metadata = object["metadata"]
    func annotation(_ key: String) -> String { metadata?["annotations"]?[key]?.string ?? "" }
    func list(_ key: String) -> [String] {
      annotation(key).split(separator: ",").map(String.init)
    }
    self.init(
      name: name, kinds: Set(list(ApplySet.kinds).map(GroupKind.init(parsing:))),
      namespaces: Set(list(ApplySet.namespaces) + [name.namespace]),
      version: metadata?["resourceVersion"]?.string, path: annotation(Self.pathAnnotation),
      lastDeploy: LastDeploy(annotation(Self.lastDeployAnnotation)))
    let tool = annotation(ApplySet.tooling).split(separator: "/").first.map(String.init) ?? ""
    if metadata?["labels"]?[ApplySet.idLabel]?.string != id || !Self.tools.contains(tool) {
      foreignTool = tool
    }
  }

  // kubectl refuses sets that aren't its own, so Duet's say that they are: either may go on with
  // what the other did.
  private static let tools: Set = ["kubectl", "duet"]
}

extension Inventory.GroupKind {
  /// Reads `Deployment.apps`.
  init(parsing text: String) {
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    self.init(group: parts.count > 1 ? parts[1] : "", kind: parts.first ?? "")
  }
}

extension LastDeploy {
  /// Reads the note; nil where it can't be read.
  init?(_ text: String) {
    guard let value = try? Value(json: Array(text.utf8)), let entry = value["entry"]?.string,
      let user = value["user"]?.string, let time = value["time"]?.string.flatMap({ Timestamp($0) }),
      let result = value["result"]?.string.flatMap(LedgerEntry.Result.init(rawValue:))
    else { return nil }
    self.init(
      entry: LedgerEntry.ID(entry), commit: value["commit"]?.string,
      isDirty: value["dirty"]?.bool ?? false, user: user, time: time, result: result)
  }

  /// The note as it is kept.
  var text: String {
    var value: Value = [
      "entry": .string(entry.text), "user": .string(user), "time": .string(time.rfc3339),
      "result": .string(result.rawValue),
    ]
    value["commit"] = commit.map { .string($0) }
    if isDirty { value["dirty"] = true }
    return String(decoding: JSONWriter().bytes(value), as: UTF8.self)
  }
}
