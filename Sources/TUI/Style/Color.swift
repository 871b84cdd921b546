/// A colour as a terminal can be asked for it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case `default`
  /// A 24-bit colour.
  case rgb(UInt8, UInt8, UInt8)
  /// A colour of the terminal's palette; what it looks like is the user's choice for 0 to 15.
  case palette(UInt8)

  /// Reads `#rrggbb`, a W3C name, `default` or `-` (both the terminal's own), or `palette 0…255`.
  public init?(_ text: String) {
    if text == "default" || text == "-" {
      self = .default
    } else if text.hasPrefix("#") {
      guard let color = Color(hex: text.dropFirst()) else { return nil }
      self = color
    } else if text.hasPrefix("palette ") {
      guard let number = UInt8(text.dropFirst("palette ".count)) else { return nil }
      self = .palette(number)
    } else {
      guard let value = NamedColors.values[text.lowercased()] else { return nil }
      self = Color(value: value)
    }
  }

  /// Makes a colour of a number, `0xrrggbb`.
  init(value: UInt32) {
    self = .rgb(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }

  private init?(hex: Substring) {
    guard hex.utf8.count == 6, hex.allSatisfy(\.isHexDigit), let value = UInt32(hex, radix: 16)
    else { return nil }
    self.init(value: value)
  }
}

extension Color: CustomStringConvertible {
  /// As ``init(_:)`` reads it.
  public var description: String {
    switch self {
    case .default: return "default"
    case .palette(let number): return "palette \(number)"
    case .rgb(let red, let green, let blue):
      return "#"
        + [red, green, blue].map { byte in
          let digits = String(byte, radix: 16)
          return byte < 16 ? "0" + digits : digits
        }.joined()
    }
  }
}
