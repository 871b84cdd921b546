/// Text from elsewhere, made safe for a terminal.
enum SafeText {
  /// The text in one line: control characters become pictures, what reorders or hides text becomes
  /// a replacement, a tab a space.
  static func line(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: safe.append(" ")
      case ..<0x20: safe.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: safe.append("\u{2421}")
      default: safe.append(isHarmful(scalar.value) ? "\u{FFFD}" : scalar)
      }
    }
    return String(safe)
  }

  /// The lines of a text, each made safe.
  static func lines(_ text: String) -> [String] {
    // By scalars: a carriage return and a line feed are one character together.
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { part in
      line(String(part.last == "\r" ? part.dropLast() : part))
    }
  }

  /// JSON text with everything that a terminal could take for a command escaped; it means the same.
  static func json(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x7F }) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard scalar.value == 0x7F || isHarmful(scalar.value) else {
        safe.append(scalar)
        continue
      }
      let units = UTF16.encode(scalar).map(Array.init) ?? []
      for unit in units {
        let digits = String(unit, radix: 16)
        let zeros = String(repeating: "0", count: 4 - digits.count)
        safe.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
      }
    }
    return String(safe)
  }

  /// The second set of control characters, and those that reorder or hide text.
  private static func isHarmful(_ value: UInt32) -> Bool {
    switch value {
    case 0x80..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
