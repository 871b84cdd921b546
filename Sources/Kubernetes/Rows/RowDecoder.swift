public import Documents

/// Reads rows of one kind from the bytes of lists and watches.
///
/// A decoder is used by one live list, one object after another, and may keep what they have in
/// common. What it throws costs the one object, not the list.
public protocol RowDecoder: Sendable {
  /// What it makes.
  associatedtype DecodedRow: Row

  /// In what form it wants the objects.
  var representation: Requests.Representation { get }

  /// Reads one object. Whatever it passes over is never kept.
  ///
  /// `metadata` is empty at first; it is to be filled from the object's `metadata` by its own
  /// `read`, since the live list looks at it, too.
  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> DecodedRow

  /// Reads the definitions of columns, which precede the rows of a table.
  mutating func readColumns(_ reader: inout JSONReader) throws(JSONError)
}

extension RowDecoder {
  public var representation: Requests.Representation { .objects }

  public mutating func readColumns(_ reader: inout JSONReader) throws(JSONError) {
    try reader.skipValue()
  }
}
