import Documents

/// Who owns which fields of an object: one entry of `metadata.managedFields`.
struct FieldManager: Hashable, Sendable {
  enum Operation: String, Hashable, Sendable {
    case apply = "Apply"
    case update = "Update"
  }

  var name: String
  var operation: Operation
  /// The version of the API that the fields are named in.
  var apiVersion: String
  /// The subresource it wrote through; empty for the object itself.
  var subresource: String = ""
  var time: String = ""
  var fields: FieldSet

  /// Whether the other entry is this same manager, whatever it owns.
  ///
  /// An applier stays the same through versions of the API, an updater doesn't.
  func isSame(as other: FieldManager) -> Bool {
    name == other.name && operation == other.operation && subresource == other.subresource
      && (operation == .apply || apiVersion == other.apiVersion)
  }
}

extension FieldManager {
  /// Reads an entry; nil if it isn't one.
  init?(_ value: Value) {
    guard let operation = Operation(rawValue: value["operation"]?.string ?? "") else { return nil }
    self.init(
      name: value["manager"]?.string ?? "", operation: operation,
      apiVersion: value["apiVersion"]?.string ?? "",
      subresource: value["subresource"]?.string ?? "", time: value["time"]?.string ?? "",
      fields: FieldSet(fieldsV1: value["fieldsV1"] ?? [:]))
  }

  /// The entry as it stands in the object.
  var value: Value {
    var value: Value = [
      "manager": .string(name), "operation": .string(operation.rawValue),
      "apiVersion": .string(apiVersion), "fieldsType": "FieldsV1", "fieldsV1": fields.fieldsV1,
    ]
    if !subresource.isEmpty { value["subresource"] = .string(subresource) }
    if !time.isEmpty { value["time"] = .string(time) }
    return value
  }

  /// The entries of an object.
  static func all(of object: Value) -> [FieldManager] {
    (object["metadata"]?["managedFields"]?.array ?? []).compactMap(FieldManager.init)
  }
}
