/// A key press, or a mouse event, as a value.
public struct Key: Hashable, Sendable {
  /// What was pressed.
  public enum Code: Hashable, Sendable {
    /// A character, shift already applied: `D` is shift and `d`.
    case character(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// A function key, 1 to 24.
    case function(Int)
    /// A mouse event at a cell of the screen.
    case mouse(Mouse, x: Int, y: Int)
    /// A block of pasted text (bracketed paste): never a series of commands.
    case paste(String)
  }

  /// What the mouse did.
  public enum Mouse: Hashable, Sendable {
    case press, release, doubleClick, drag, wheelUp, wheelDown
  }

  /// The key.
  public var code: Code
  /// Whether Ctrl was held; for characters in lower case (`ctrl-d`).
  public var isControl: Bool
  /// Whether Alt was held, which terminals send as a preceding escape.
  public var isAlt: Bool

  /// Makes a key.
  public init(_ code: Code, control: Bool = false, alt: Bool = false) {
    self.code = code
    self.isControl = control
    self.isAlt = alt
  }

  /// A plain character key.
  public static func character(_ character: Character) -> Key { Key(.character(character)) }
  /// A character key with Ctrl.
  public static func control(_ character: Character) -> Key {
    Key(.character(character), control: true)
  }
  /// A character key with Alt.
  public static func alt(_ character: Character) -> Key { Key(.character(character), alt: true) }
}
