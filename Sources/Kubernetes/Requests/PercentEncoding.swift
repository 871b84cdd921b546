/// Percent-encodes what goes into a request's target.
enum PercentEncoding {
  /// Encodes one segment of a path: everything but RFC 3986's unreserved characters, `:` and `@`.
  ///
  /// Names with a colon are common (`system:node`), and the server takes them as they are.
  static func segment(_ text: String) -> String {
    // A segment of dots alone would be taken as a step within the path.
    if text == "." || text == ".." { return text.replacing(".", with: "%2E") }
    return encode(text) { isUnreserved($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }
  }

  /// Encodes a key or a value of a query: everything but unreserved characters.
  static func query(_ text: String) -> String { encode(text, isUnreserved) }

  private static func encode(_ text: String, _ isPlain: (UInt8) -> Bool) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      if isPlain(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), hex(byte >> 4), hex(byte & 15)]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  private static func hex(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }
}
