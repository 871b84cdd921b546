public import Documents

/// Reads namespaces.
public struct NamespaceDecoder: RowDecoder {
  private var pool = RowPool()

  /// Makes a decoder.
  public init() {}

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> NamespaceRow {
    var phase = ""
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try metadata.read(&reader, sharing: &pool)
      case "status":
        try reader.beginObject()
        while let key = try reader.nextField() {
          if key == "phase" { phase = try reader.readStringOrNull() ?? "" }
        }
      default: break
      }
    }
    return NamespaceRow(
      name: metadata.name, labels: metadata.labels, phase: phase, created: metadata.created)
  }
}
