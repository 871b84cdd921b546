internal import Documents
internal import GitOps
internal import Kubernetes

/// Who has set the fields of an object, as the server notes it.
struct FieldManagers {
  /// What one of them has set.
  struct Entry {
    var name: String
    /// Whether it says what is to be, as a whole: by applying on the server's side.
    var isApply: Bool
    var time: Timestamp?
    var fields: Value
    /// Whether it is about the status alone.
    var isStatus: Bool
  }

  let entries: [Entry]

  init(of object: Value) {
    entries = (object["metadata"]?["managedFields"]?.array ?? []).map { entry in
      Entry(
        name: entry["manager"]?.string ?? "", isApply: entry["operation"] == "Apply",
        time: entry["time"]?.string.flatMap { Timestamp($0) }, fields: entry["fieldsV1"] ?? [:],
        isStatus: entry["subresource"] == "status")
    }
  }

  /// Those who have set a field, or something in it, the latest first.
  func entries(of path: FieldPath) -> [Entry] {
    entries.filter { $0.names(path) }
      .sorted { ($0.time ?? Timestamp(seconds: 0)) > ($1.time ?? Timestamp(seconds: 0)) }
  }

  /// Whoever was the last to change anything but the status, at or after a time; nil where nobody
  /// did but Duet's own edits.
  ///
  /// For fields that aren't there any more, which nobody's name stands beside.
  func last(since time: Timestamp) -> Entry? {
    entries.filter {
      !$0.isStatus && $0.name != EditPreparer.fieldManager
        && ($0.time.map { $0.seconds >= time.seconds } ?? false)
    }
    .max { ($0.time ?? time) < ($1.time ?? time) }
  }
}

extension FieldManagers.Entry {
  func names(_ path: FieldPath) -> Bool {
    var node = fields
    for name in path.names {
      guard let next = node[name] else {
        // A list or map that is one value is noted as a whole.
        return node.object?.isEmpty == true && node != fields
      }
      node = next
    }
    return true
  }
}
