/// Reads texts in double quotes, as JSON and Go write them.
enum LogQuotes {
  /// The text whose opening quote stands at a place, where the rest of the line begins, and whether
  /// there was a closing quote.
  ///
  /// What is escaped in a way that is not known stays as it was written.
  static func text(in bytes: [UInt8], at start: Int) -> (text: String, end: Int, isClosed: Bool) {
    var index = start + 1
    let first = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != backslash {
      index += 1
    }
    if index < bytes.count, bytes[index] != backslash {
      return (String(decoding: bytes[first..<index], as: UTF8.self), index + 1, true)
    }
    var text = Array(bytes[first..<index])
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == backslash, index + 1 < bytes.count {
        unescape(bytes, &index, into: &text)
      } else {
        text.append(bytes[index])
        index += 1
      }
    }
    let isClosed = index < bytes.count
    return (String(decoding: text, as: UTF8.self), isClosed ? index + 1 : index, isClosed)
  }

  private static let backslash = UInt8(ascii: "\\")

  private static func unescape(_ bytes: [UInt8], _ index: inout Int, into text: inout [UInt8]) {
    let kind = bytes[index + 1]
    index += 2
    switch kind {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "'"):
      text.append(kind)
    case UInt8(ascii: "x"):
      // Go writes bytes that are no text so.
      guard let byte = hexadecimal(bytes, index, 2) else { return text += [backslash, kind] }
      index += 2
      text += String(byte < 0x80 ? Unicode.Scalar(byte) ?? "\u{FFFD}" : "\u{FFFD}").utf8
    case UInt8(ascii: "u"):
      guard let scalar = scalar(bytes, &index) else { return text += [backslash, kind] }
      text += String(scalar).utf8
    default: text += [backslash, kind]
    }
  }

  /// The character after `\u`, which may be two of them for one beyond the sixteen bits.
  private static func scalar(_ bytes: [UInt8], _ index: inout Int) -> Unicode.Scalar? {
    guard let unit = hexadecimal(bytes, index, 4) else { return nil }
    index += 4
    if (0xD800..<0xDC00).contains(unit), index + 1 < bytes.count, bytes[index] == backslash,
      bytes[index + 1] == UInt8(ascii: "u"), let low = hexadecimal(bytes, index + 2, 4),
      (0xDC00..<0xE000).contains(low)
    {
      index += 6
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    }
    return Unicode.Scalar(unit) ?? "\u{FFFD}"
  }

  private static func hexadecimal(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[start..<(start + count)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        return nil
      }
      number = number << 4 | UInt32(digit)
    }
    return number
  }
}
