/// One column of one row: a character and how it looks.
///
/// A character of two columns sits in its left cell; the cell to the right of it is a
/// *continuation*, which a ``Canvas`` keeps in order by itself.
public struct Cell: Hashable, Sendable {
  /// What to show; always safe to send to a terminal.
  public internal(set) var character: Character
  /// How it looks.
  public var style: Style

  /// Makes a cell of one column, or a blank where the character isn't safe to send as it is.
  public init(_ character: Character = " ", style: Style = Style()) {
    self.character = DisplayWidth.isSafe(character) ? character : " "
    self.style = style
  }

  init(safe character: Character, style: Style) {
    self.character = character
    self.style = style
  }

  /// Whether this is the right half of the character to its left.
  public var isContinuation: Bool { character == Cell.continuation }

  static let continuation: Character = "\u{0}"
}
