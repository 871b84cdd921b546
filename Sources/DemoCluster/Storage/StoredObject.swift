import Documents

/// One version of one object, as it is stored; never changed, only replaced.
///
/// It is kept as a value, as JSON text, or both: each is made from the other when it is first
/// wanted, so that what is only listed is never parsed and what only controllers read is never
/// written out.
final class StoredObject {
  /// Where it stands among the objects of its kind: `namespace/name`, or the name alone.
  let key: String
  /// The version of the whole store at which it was written.
  let resourceVersion: UInt64
  /// What the object's own `apiVersion` and `kind` are.
  let apiVersion: String
  let kind: String

  private var decoded: Value?
  private var encoded: [UInt8]?

  init(key: String, resourceVersion: UInt64, value: Value) {
    self.key = key
    self.resourceVersion = resourceVersion
    apiVersion = value["apiVersion"]?.string ?? ""
    kind = value["kind"]?.string ?? ""
    decoded = value
  }

  /// The object, with its `apiVersion`, `kind` and `metadata.resourceVersion`.
  var value: Value {
    if let decoded { return decoded }
    guard let encoded, var value = try? Value(json: encoded) else { return .null }
    value["apiVersion"] = .string(apiVersion)
    value["kind"] = .string(kind)
    return value
  }

  /// The object's JSON text without `apiVersion` and `kind`: as it stands in a list, and behind the
  /// two elsewhere.
  var json: [UInt8] {
    if let encoded { return encoded }
    guard case .object(var fields)? = decoded else { return [] }
    fields["apiVersion"] = nil
    fields["kind"] = nil
    let bytes = JSONWriter().bytes(.object(fields))
    encoded = bytes
    return bytes
  }

  /// Keeps the text alone, for one among very many objects: its value is parsed each time.
  func compact() {
    _ = json
    decoded = nil
  }
}

extension StoredObject {
  /// The object's JSON text with `apiVersion` and `kind` in front.
  func json(as apiVersion: String) -> [UInt8] {
    let rest = json
    var bytes = Array(#"{"kind":"\#(kind)","apiVersion":"\#(apiVersion)""#.utf8)
    bytes.reserveCapacity(bytes.count + rest.count)
    if rest.count > 2 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: rest.dropFirst())
    return bytes
  }
}
