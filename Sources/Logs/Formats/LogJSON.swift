/// Reads a JSON object out of a line of a log.
///
/// As programs write it and not as the standard has it: the order of names is kept, names may come
/// twice, words may stand without quotes, and a line that was cut gives what there was of it.
struct LogJSON {
  /// What stands deeper makes the line a text.
  private static let deepest = 64

  private let bytes: [UInt8]
  private var index: Int
  private var depth = 0
  private var isComplete = true

  /// What stood at a place of a line.
  struct Object {
    var fields: [LogField]
    /// Where the rest of the line begins.
    var end: Int
    /// Whether the object ended before the line did.
    var isComplete: Bool
  }

  /// The object that begins at a place; nil where something else stands.
  static func object(in bytes: [UInt8], at start: Int = 0) -> Object? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var reader = LogJSON(bytes, start)
    guard let fields = reader.fields() else { return nil }
    return Object(fields: fields, end: reader.index, isComplete: reader.isComplete)
  }

  private init(_ bytes: [UInt8], _ start: Int) {
    self.bytes = bytes
    index = start
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  /// Whether the line has ended here, within something.
  private mutating func isCut() -> Bool {
    guard index >= bytes.count else { return false }
    isComplete = false
    return true
  }

  private mutating func value() -> LogValue? {
    switch bytes[index] {
    case UInt8(ascii: "\""): return .text(string())
    case UInt8(ascii: "{"): return fields().map { .object($0) }
    case UInt8(ascii: "["): return list().map { .list($0) }
    default:
      let start = index
      while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
      guard index > start else { return nil }
      return .literal(String(decoding: bytes[start..<index], as: UTF8.self))
    }
  }

  private mutating func fields() -> [LogField]? {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { return nil }
    var fields: [LogField] = []
    while true {
      skipBlanks()
      if isCut() { return fields }
      if takes("}") { break }
      guard bytes[index] == UInt8(ascii: "\"") else { return nil }
      let name = string()
      skipBlanks()
      if isCut() { return fields }
      guard takes(":") else { return nil }
      skipBlanks()
      if isCut() { return fields }
      guard let value = value() else { return nil }
      fields.append(LogField(name, value))
      skipBlanks()
      if isCut() { return fields }
      if takes(",") { continue }
      guard bytes[index] == UInt8(ascii: "}") else { return nil }
    }
    depth -= 1
    return fields
  }

  private mutating func list() -> [LogValue]? {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { return nil }
    var values: [LogValue] = []
    while true {
      skipBlanks()
      if isCut() { return values }
      if takes("]") { break }
      guard let value = value() else { return nil }
      values.append(value)
      skipBlanks()
      if isCut() { return values }
      if takes(",") { continue }
      guard bytes[index] == UInt8(ascii: "]") else { return nil }
    }
    depth -= 1
    return values
  }

  private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
    guard bytes[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }

  /// Reads from a quote to the next one that isn't escaped, or to the end of the line.
  private mutating func string() -> String {
    let (text, end, isClosed) = LogQuotes.text(in: bytes, at: index)
    if !isClosed { isComplete = false }
    index = end
    return text
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "+-._".utf8.contains(byte)
    }
  }
}
