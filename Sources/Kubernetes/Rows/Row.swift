/// A small projection of one object: what a list of many keeps instead of the documents.
public protocol Row: Hashable, Sendable {
  /// Which object it is of.
  var name: ObjectName { get }
}
