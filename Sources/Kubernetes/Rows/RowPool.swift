public import Documents

/// What rows of one list have in common, so that they share its memory.
public struct RowPool: Sendable {
  /// Texts: namespaces, nodes, images.
  public var texts = StringPool()
  private var labels: [[UInt8]: Labels] = [:]

  // Label sets that are new for ever (one for each run of a cron job) must not pile up.
  private static let mostLabels = 16_384

  /// Makes an empty pool.
  public init() {}

  /// Reads a text through the pool; empty for `null`.
  public mutating func readText(_ reader: inout JSONReader) throws(JSONError) -> String {
    try reader.readNull() ? "" : try reader.readString(interning: &texts)
  }

  /// Reads an object of labels through the pool: all pods of a replica set have the same.
  public mutating func readLabels(_ reader: inout JSONReader) throws(JSONError) -> Labels {
    let bytes = try reader.readBytes()
    if let known = labels[bytes] { return known }
    var list: [Labels.Label] = []
    var reader = JSONReader(bytes)
    try reader.beginObject()
    while let key = try reader.nextField() {
      list.append(Labels.Label(texts.intern(key.string), try readText(&reader)))
    }
    let read = Labels(list)
    if labels.count >= Self.mostLabels { labels.removeAll(keepingCapacity: true) }
    labels[bytes] = read
    return read
  }
}
