/// A regular expression that has to match a whole text, as the targets of patches have them.
///
/// An empty one matches everything.
struct AnchoredPattern {
  private enum Kind {
    case anything
    /// Letters, and dots that stand for any character.
    case letters([Unicode.Scalar])
    case expression(Regex<AnyRegexOutput>)
  }

  private let kind: Kind

  /// Reads a pattern; nil where it isn't a regular expression.
  init?(_ pattern: String) {
    if pattern.isEmpty {
      kind = .anything
    } else if pattern.utf8.allSatisfy(Self.isLetter) {
      kind = .letters(Array(pattern.unicodeScalars))
    } else if let expression = try? Regex("^(?:\(pattern))$") {
      kind = .expression(expression.matchingSemantics(.unicodeScalar))
    } else {
      return nil
    }
  }

  /// Whether the whole text matches.
  func matches(_ text: String) -> Bool {
    switch kind {
    case .anything: true
    case .letters(let letters):
      letters.elementsEqual(text.unicodeScalars) { $0 == $1 || $0 == "." }
    case .expression(let expression): (try? expression.firstMatch(in: text)) != nil
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
