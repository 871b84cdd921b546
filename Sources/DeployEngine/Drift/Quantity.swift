/// An amount as Kubernetes writes them: `500m`, `1.5Gi`, `2`.
enum Quantity {
  /// What an amount comes to; nil for a text that is none.
  static func value(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || ".+-".contains($0)) }
    guard !digits.isEmpty, let number = Double(digits) else { return nil }
    let suffix = text[digits.endIndex...]
    switch suffix {
    case "": return number
    case "n": return number / 1e9
    case "u": return number / 1e6
    case "m": return number / 1e3
    case "k": return number * 1e3
    case "M": return number * 1e6
    case "G": return number * 1e9
    case "T": return number * 1e12
    case "P": return number * 1e15
    case "E": return number * 1e18
    case "Ki": return number * 0x1p10
    case "Mi": return number * 0x1p20
    case "Gi": return number * 0x1p30
    case "Ti": return number * 0x1p40
    case "Pi": return number * 0x1p50
    case "Ei": return number * 0x1p60
    default:
      // With an exponent, all of it is a number.
      guard let mark = suffix.first, mark == "e" || mark == "E" else { return nil }
      return Double(text)
    }
  }
}
