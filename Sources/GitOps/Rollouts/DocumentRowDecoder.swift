public import Documents
public import Kubernetes

/// Reads rows that are made of a whole document: of kinds there are few of.
public struct DocumentRowDecoder<DecodedRow: Row>: RowDecoder {
  private let make: @Sendable (Value) -> DecodedRow
  private let keepsManagers: Bool

  /// Makes a decoder that makes rows of documents; without `keepsManagers` they don't say who has set
  /// their fields, which is much of them.
  public init(
    keepsManagers: Bool = false, _ make: @escaping @Sendable (Value) -> DecodedRow
  ) {
    self.keepsManagers = keepsManagers
    self.make = make
  }

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> DecodedRow {
    let bytes = try reader.readBytes()
    var fields = JSONReader(bytes)
    var pool = RowPool()
    try fields.beginObject()
    while let key = try fields.nextField() {
      if key == "metadata" { try metadata.read(&fields, sharing: &pool) }
    }
    var document = try Value(json: bytes)
    if !keepsManagers { document[["metadata", "managedFields"] as Pointer] = nil }
    return make(document)
  }
}
