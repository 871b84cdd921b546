import Documents
import Kubernetes

/// Which fields of an object somebody has set, as the server notes it.
struct FieldManagerSummary: Hashable, Sendable {
  /// Who: `argocd-controller`, `kubectl-edit`.
  var name: String
  /// How: `Apply`, or `Update`; with the part of the object where that isn't the object itself.
  var operation: String
  /// When last, in seconds since 1970.
  var time: Int64?
  /// The fields, as people write them; elements of lists by what tells them apart.
  var fields: [String]

  /// All that set fields of an object, the last first.
  static func all(of object: Value) -> [FieldManagerSummary] {
    (object["metadata"]?["managedFields"]?.array ?? []).map { entry in
      let part = entry["subresource"]?.string ?? ""
      let operation = entry["operation"]?.string ?? ""
      var fields: [String] = []
      collect(entry["fieldsV1"] ?? [:], "", &fields)
      return FieldManagerSummary(
        name: entry["manager"]?.string ?? "",
        operation: part.isEmpty ? operation : "\(operation) of \(part)",
        time: entry["time"]?.string.flatMap { Timestamp($0)?.seconds }, fields: fields)
    }
    .sorted { ($0.time ?? 0, $1.name) > ($1.time ?? 0, $0.name) }
  }

  /// The fields below a node: those in which nothing more is noted.
  private static func collect(_ node: Value, _ path: String, _ fields: inout [String]) {
    let parts = (node.object ?? [:]).filter { $0.key != "." }.sorted { $0.key < $1.key }
    guard !parts.isEmpty else {
      if !path.isEmpty { fields.append(path) }
      return
    }
    for (key, below) in parts {
      if key.hasPrefix("f:") {
        collect(below, path + (path.isEmpty ? "" : ".") + key.dropFirst(2), &fields)
      } else {
        collect(below, "\(path)[\(element(key))]", &fields)
      }
    }
  }

  /// What tells an element apart, from `k:{"name":"web"}`, `v:"x"` or `i:0`.
  private static func element(_ key: String) -> String {
    let text = String(key.dropFirst(2))
    guard key.hasPrefix("k:"), let keys = try? Value(json: Array(text.utf8)).object else {
      return text
    }
    return keys.sorted { $0.key < $1.key }.map { $0.value.string ?? $0.value.json }
      .joined(separator: ",")
  }

  /// The summary as JSON.
  var json: Value {
    var value: Value = [
      "manager": .string(name), "operation": .string(operation),
      "fields": .array(fields.map { .string($0) }),
    ]
    value["time"] = time.map { .string(Timestamp(seconds: $0).rfc3339) }
    return value
  }
}
