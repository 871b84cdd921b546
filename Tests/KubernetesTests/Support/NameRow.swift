import Documents
import Kubernetes

/// The least a row can be: a name and a value to tell versions of it apart.
struct NameRow: Row {
  var name: ObjectName
  var value: Int

  init(_ name: String, _ value: Int = 0) {
    self.name = ObjectName(name: name)
    self.value = value
  }
}

/// Reads `{metadata: {name}, value}`; an object whose value isn't a number is unreadable.
struct NameDecoder: RowDecoder {
  private var pool = RowPool()

  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> NameRow {
    var value = 0
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try metadata.read(&reader, sharing: &pool)
      case "value": value = try reader.readInteger()
      default: break
      }
    }
    return NameRow(metadata.name, value)
  }
}
