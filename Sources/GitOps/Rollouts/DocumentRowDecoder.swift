public import Documents
public import Kubernetes

/// Reads rows that are made of a whole document: of kinds there are few of.
public struct DocumentRowDecoder<DecodedRow: Row>: RowDecoder {
  private let make: @Sendable (Value) -> DecodedRow

  /// Makes a decoder that makes rows of documents.
  public init(_ make: @escaping @Sendable (Value) -> DecodedRow) { self.make = make }

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
    document[["metadata", "managedFields"] as Pointer] = nil
    return make(document)
  }
}
