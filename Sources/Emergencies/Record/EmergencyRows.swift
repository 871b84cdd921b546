internal import Documents
internal import Kubernetes

/// An object as it is, with who has set its fields.
struct ObjectRow: Row {
  var name: ObjectName
  var document: Value
}

/// Reads objects whole: of those there are few of.
struct ObjectRowDecoder: RowDecoder {
  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> ObjectRow {
    let bytes = try reader.readBytes()
    var fields = JSONReader(bytes)
    var pool = RowPool()
    try fields.beginObject()
    while let key = try fields.nextField() {
      if key == "metadata" { try metadata.read(&fields, sharing: &pool) }
    }
    return ObjectRow(name: metadata.objectName, document: try Value(json: bytes))
  }
}
