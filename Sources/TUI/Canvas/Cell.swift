/// One column of one row: a character and how it looks.
///
/// A character of two columns sits in its left cell; the cell to the right of it is a
/// *continuation*, which a ``Canvas`` keeps in order by itself.
public struct Cell: Hashable, Sendable {
  /// What to show; always safe to send to a terminal.
  public internal(set) var character: Character
  /// How it looks.
  public var style: Style {
    get { Style(packed: packedStyle) }
    set { packedStyle = newValue.packed }
  }
  /// In one word, so that comparing two frames compares words.
  var packedStyle: UInt64

  /// Makes a cell of one column, or a blank where the character isn't safe to send as it is.
  public init(_ character: Character = " ", style: Style = Style()) {
    self.character = DisplayWidth.isSafe(character) ? character : " "
    self.packedStyle = style.packed
  }

  init(safe character: Character, style: Style) {
    self.init(safe: character, packedStyle: style.packed)
  }

  init(safe character: Character, packedStyle: UInt64) {
    self.character = character
    self.packedStyle = packedStyle
  }

  /// Whether this is the right half of the character to its left.
  public var isContinuation: Bool { character == Cell.continuation }

  static let continuation: Character = "\u{0}"
}

extension Style {
  /// All of it in one word: 26 bits for each ink, 8 for the attributes.
  var packed: UInt64 {
    foreground.packed | background.packed << 26 | UInt64(attributes.rawValue) << 52
  }

  init(packed: UInt64) {
    self.init(
      foreground: Ink(packed: packed & 0x3FF_FFFF),
      background: Ink(packed: packed >> 26 & 0x3FF_FFFF),
      attributes: Attributes(rawValue: UInt8(packed >> 52 & 0xFF)))
  }
}

extension Ink {
  /// Two bits for which kind, 24 for its value.
  fileprivate var packed: UInt64 {
    switch self {
    case .role(let role): UInt64(role.rawValue)
    case .palette(let number): 1 << 24 | UInt64(number)
    case .rgb(let red, let green, let blue):
      2 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
    }
  }

  fileprivate init(packed: UInt64) {
    switch packed >> 24 {
    case 0: self = .role(Role(rawValue: UInt8(packed & 0xFF)) ?? .text)
    case 1: self = .palette(UInt8(packed & 0xFF))
    default:
      self = .rgb(UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF))
    }
  }
}
