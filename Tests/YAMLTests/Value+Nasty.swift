import Documents
import SeedSupport

extension Value {
  /// A value of any kind, nested up to that deep, with strings that are hard to write as YAML.
  static func nasty(depth: Int, using generator: inout SeededGenerator) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 14 : 9), using: &generator) {
    case 0: .null
    case 1: .bool(Bool.random(using: &generator))
    case 2: .integer(Int64.random(in: .min ... .max, using: &generator))
    case 3: .largeInteger("98765432109876543210")
    case 4: .double(Double.random(in: 0..<1e7, using: &generator).rounded(.down) + 0.5)
    case 5...8: .string(.nasty(using: &generator))
    case 9...10:
      .array(
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          nasty(depth: depth - 1, using: &generator)
        })
    default:
      .object(
        Dictionary(
          (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            (String.nasty(using: &generator), nasty(depth: depth - 1, using: &generator))
          }, uniquingKeysWith: { first, _ in first }))
    }
  }
}

extension String {
  /// A string put together from pieces that mean something in YAML, one way or another.
  static func nasty(using generator: inout SeededGenerator) -> String {
    let pieces = [
      "a", "name", " ", "  ", "\n", "\n\n", "\t", "-", "- ", "?", "? ", ":", ": ", "#", " #", ",",
      "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`", "\\", "---", "...",
      "yes", "null", "~", "0o14", "0x", "1e3", ".5", "1_0", "12:30", "2001-01-01", "=", "<<", "é",
      "😀", "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{0}", "\u{1B}", "\u{7F}", "\r",
      "\u{FFFE}", "\u{1FFFF}", "x: y", "---\n", "\n---", "\n ",
    ]
    return (0..<Int.random(in: 0...5, using: &generator)).reduce(into: "") { text, _ in
      text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }
  }
}
