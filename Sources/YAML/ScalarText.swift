/// How a string is written as a YAML scalar: bare, in quotes, or as a literal block.
struct ScalarText {
  /// A literal block: the header behind the key, and the lines without their indentation.
  struct Block {
    var header: String
    var lines: [Substring]
  }

  private let text: String
  private let bytes: [UInt8]
  /// Whether there are characters that YAML allows as escapes only, or takes for line breaks.
  private let needsEscapes: Bool
  private let hasLineBreak: Bool
  private let hasTab: Bool

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    hasLineBreak = bytes.contains(UInt8(ascii: "\n"))
    hasTab = bytes.contains(UInt8(ascii: "\t"))
    needsEscapes = text.unicodeScalars.contains { $0 != "\n" && $0 != "\t" && Self.isSpecial($0) }
  }

  /// The string on one line, as every string can be written.
  var inline: String {
    if hasLineBreak || hasTab || needsEscapes { return doubleQuoted }
    // kubectl uses double quotes where the text would be something else than text, and single ones
    // where it would break the syntax.
    guard case .string = ResolvedScalar(plain: text), !isSexagesimal, !isTimestamp(text),
      text != "<<"
    else {
      return doubleQuoted
    }
    return isPlain ? text : singleQuoted
  }

  /// The string as a literal block, where it has several lines and nothing that needs escapes.
  var block: Block? {
    guard hasLineBreak, !needsEscapes, bytes.contains(where: { $0 > UInt8(ascii: " ") }) else {
      return nil
    }
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Substring($0) }
    var header = "|"
    // The indentation is told by the first line unless that begins with white space of its own.
    if bytes[0] <= UInt8(ascii: " ") { header += "2" }
    if lines[lines.count - 1].isEmpty {
      lines.removeLast()
      if lines[lines.count - 1].isEmpty { header += "+" }
    } else {
      header += "-"
    }
    return Block(header: header, lines: lines)
  }

  // MARK: Bare text

  private var isPlain: Bool {
    guard let first = bytes.first, first != UInt8(ascii: " "), bytes.last != UInt8(ascii: " "),
      !bytes.starts(with: "---".utf8), !bytes.starts(with: "...".utf8)
    else { return false }
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "&"), UInt8(ascii: "*"),
      UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      return false
    case UInt8(ascii: "-"), UInt8(ascii: "?"):
      if isSpaceOrEnd(at: 1) { return false }
    default: break
    }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":"), isSpaceOrEnd(at: index + 1) { return false }
      if byte == UInt8(ascii: "#"), index > 0, bytes[index - 1] == UInt8(ascii: " ") {
        return false
      }
    }
    return true
  }

  private func isSpaceOrEnd(at index: Int) -> Bool {
    index >= bytes.count || bytes[index] == UInt8(ascii: " ")
  }

  /// Whether other YAML 1.1 readers take the text for a number to the base of sixty, as `12:30:45`.
  private var isSexagesimal: Bool {
    guard bytes.contains(UInt8(ascii: ":")) else { return false }
    var rest = bytes[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    guard let first = rest.first, isDigit(first) else { return false }
    rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
    while rest.first == UInt8(ascii: ":") {
      let digits = rest.dropFirst().prefix { isDigit($0) }
      guard digits.count == 1 || digits.count == 2 && digits[digits.startIndex] < UInt8(ascii: "6")
      else { return false }
      rest = rest.dropFirst(1 + digits.count)
    }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst().drop { isDigit($0) || $0 == UInt8(ascii: "_") }
    }
    return rest.isEmpty
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  // MARK: Quotes

  /// Whether single quotes can hold the string on one line.
  var fitsSingleQuotes: Bool { !hasLineBreak && !hasTab && !needsEscapes }

  /// The string in single quotes, where it fits them.
  var singleQuoted: String {
    var quoted = "'"
    for scalar in text.unicodeScalars {
      quoted.unicodeScalars.append(scalar)
      if scalar == "'" { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }

  /// The string in double quotes.
  var doubleQuoted: String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case "\u{0}": quoted += "\\0"
      case "\u{1B}": quoted += "\\e"
      case _ where Self.isSpecial(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) =
          switch digits.utf8.count {
          case ...2: ("x", 2)
          case ...4: ("u", 4)
          default: ("U", 8)
          }
        let zeros = String(repeating: "0", count: width - digits.utf8.count)
        quoted += "\\" + letter + zeros + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: false
    // Noncharacters are no characters to write in the open, though readers let them pass.
    case 0x10000...0x10FFFF: scalar.value & 0xFFFE == 0xFFFE
    default: true
    }
  }
}
