/// Turns a value into JSON text.
///
/// Keys are in the order of their bytes, as Go sorts them; numbers take the form Go's encoder gives
/// them, so that the same value reads the same beside kubectl's output. Only what JSON demands is
/// escaped.
public struct JSONWriter: Sendable {
  /// How the text is laid out.
  public enum Layout: Hashable, Sendable {
    /// No white space at all.
    case compact
    /// One field or element to a line, indented by that many spaces a level.
    case pretty(indentation: Int = 4)
  }

  /// How the text is laid out.
  public var layout: Layout

  /// Makes a writer.
  public init(_ layout: Layout = .compact) {
    self.layout = layout
  }

  /// The text of a value.
  public func string(_ value: Value) -> String {
    String(decoding: bytes(value), as: UTF8.self)
  }

  /// The UTF-8 of a value's text.
  public func bytes(_ value: Value) -> [UInt8] {
    var output: [UInt8] = []
    append(value, to: &output)
    return output
  }

  /// Appends the UTF-8 of a value's text.
  public func append(_ value: Value, to output: inout [UInt8]) {
    append(value, depth: 0, to: &output)
  }

  private func append(_ value: Value, depth: Int, to output: inout [UInt8]) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    case .largeInteger(let digits): output.append(contentsOf: digits.utf8)
    case .double(let number): output.append(contentsOf: NumberText(number).json.utf8)
    case .string(let text): Self.append(quoting: text, to: &output)
    case .array(let elements):
      guard !elements.isEmpty else { return output.append(contentsOf: "[]".utf8) }
      output.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        breakLine(depth + 1, to: &output)
        append(element, depth: depth + 1, to: &output)
      }
      breakLine(depth, to: &output)
      output.append(UInt8(ascii: "]"))
    case .object(let fields):
      guard !fields.isEmpty else { return output.append(contentsOf: "{}".utf8) }
      output.append(UInt8(ascii: "{"))
      for (index, field) in fields.sortedByKey.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        breakLine(depth + 1, to: &output)
        Self.append(quoting: field.key, to: &output)
        output.append(UInt8(ascii: ":"))
        if layout != .compact { output.append(UInt8(ascii: " ")) }
        append(field.value, depth: depth + 1, to: &output)
      }
      breakLine(depth, to: &output)
      output.append(UInt8(ascii: "}"))
    }
  }

  private func breakLine(_ depth: Int, to output: inout [UInt8]) {
    guard case .pretty(let indentation) = layout else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indentation))
  }

  /// Appends a string in quotes.
  static func append(quoting text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      // Runs without escapes, which is nearly all there is, are copied whole.
      var start = 0
      for index in bytes.indices where needsEscape(bytes[index]) {
        output.append(contentsOf: bytes[start..<index])
        append(escaping: bytes[index], to: &output)
        start = index + 1
      }
      output.append(contentsOf: bytes[start...])
    }
    output.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func append(escaping byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    case 0x09: output.append(UInt8(ascii: "t"))
    default:
      output.append(contentsOf: (byte < 16 ? "u000" : "u00").utf8)
      output.append(contentsOf: String(byte, radix: 16).utf8)
    }
  }
}

extension [String: Value] {
  /// The fields in the order of their keys' bytes, which is how Go sorts them.
  public var sortedByKey: [(key: String, value: Value)] {
    // Swift orders strings by their canonical forms: much faster, and for ASCII the same.
    if keys.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) { return sorted { $0.key < $1.key } }
    return sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}

extension Value {
  /// The value as compact JSON text.
  public var json: String { JSONWriter().string(self) }
}
