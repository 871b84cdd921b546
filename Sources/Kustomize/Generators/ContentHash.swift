internal import Crypto
import Documents

/// The letters that kustomize puts behind the name of a config map or a secret for its content.
enum ContentHash {
  /// The hash of an object's content; its name has no part in it, though there is a place for one.
  static func of(_ resource: Resource) -> String {
    var fields: [String: Value] = [
      "kind": .string(resource.kind), "name": "", "data": resource.value["data"] ?? "",
    ]
    let other = resource.kind == "Secret" ? "stringData" : "binaryData"
    if let value = resource.value[other], value.object != nil { fields[other] = value }
    if resource.kind == "Secret" { fields["type"] = resource.value["type"] ?? "" }
    var text: [UInt8] = []
    append(.object(fields), to: &text)
    return encode(Array(SHA256.hash(data: text)))
  }

  /// The first ten hexadecimal digits, those changed that could spell words.
  private static func encode(_ digest: [UInt8]) -> String {
    let alphabet = Array("gh2k456789mbcdtf".utf8)
    let digits = digest.prefix(5).flatMap { [alphabet[Int($0 >> 4)], alphabet[Int($0 & 15)]] }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends JSON as Go writes it, which escapes what HTML would trip over.
  private static func append(_ value: Value, to text: inout [UInt8]) {
    switch value {
    case .string(let string): append(quoting: string, to: &text)
    case .array(let elements):
      text.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        append(element, to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let fields):
      text.append(UInt8(ascii: "{"))
      let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, field) in sorted.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        append(quoting: field.key, to: &text)
        text.append(UInt8(ascii: ":"))
        append(field.value, to: &text)
      }
      text.append(UInt8(ascii: "}"))
    default: JSONWriter().append(value, to: &text)
    }
  }

  private static func append(quoting string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text.append(contentsOf: "\\\"".utf8)
      case "\\": text.append(contentsOf: "\\\\".utf8)
      case "\n": text.append(contentsOf: "\\n".utf8)
      case "\r": text.append(contentsOf: "\\r".utf8)
      case "\t": text.append(contentsOf: "\\t".utf8)
      case "\u{8}": text.append(contentsOf: "\\b".utf8)
      case "\u{c}": text.append(contentsOf: "\\f".utf8)
      case "<", ">", "&", "\u{0}"..<" ", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
        text.append(contentsOf: "\\u\(zeros)\(digits)".utf8)
      default: text.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    text.append(UInt8(ascii: "\""))
  }
}
