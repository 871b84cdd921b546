/// Reads `name=value` pairs, values with spaces in quotes.
enum Logfmt {
  /// The pairs from a place to the end of the line; nil where something else stands among them.
  static func fields(in bytes: [UInt8], at start: Int = 0) -> [LogField]? {
    var fields: [LogField] = []
    var index = start
    while index < bytes.count {
      if isSpace(bytes[index]) {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index] != UInt8(ascii: "="), !isSpace(bytes[index]) {
        // A quote within a name: this is a sentence that happens to have an equals sign.
        if bytes[index] == UInt8(ascii: "\"") { return nil }
        index += 1
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "="), index > start else {
        return nil
      }
      let name = String(decoding: bytes[start..<index], as: UTF8.self)
      index += 1
      fields.append(LogField(name, value(in: bytes, &index)))
    }
    return fields.isEmpty ? nil : fields
  }

  /// A line that was cut ends within its quotes.
  private static func value(in bytes: [UInt8], _ index: inout Int) -> LogValue {
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      let (text, end, _) = LogQuotes.text(in: bytes, at: index)
      index = end
      return .text(text)
    }
    let start = index
    while index < bytes.count, !isSpace(bytes[index]) { index += 1 }
    return .literal(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
