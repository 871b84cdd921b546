/// What to show on a terminal that can't show more than ASCII.
public enum Symbols {
  /// The nearest ASCII character; a question mark for what has none.
  public static func ascii(for character: Character) -> Character {
    if character.isASCII { return character }
    if let known = substitutes[character] { return known }
    guard let scalar = character.unicodeScalars.first?.value else { return "?" }
    switch scalar {
    case 0x2400...0x2421: return "^"
    case 0x2500...0x257F: return "+"
    case 0x2580...0x2588: return "#"
    case 0x2589...0x258F: return "|"
    default: return "?"
    }
  }

  private static let substitutes: [Character: Character] = [
    "─": "-", "━": "=", "│": "|", "┃": "#", "┌": "+", "┐": "+", "└": "+", "┘": "+", "╭": "+",
    "╮": "+", "╰": "+", "╯": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
    "…": "~", "·": ".", "•": "*", "●": "*", "○": "o", "◐": "o", "◌": ".", "■": "#", "□": "#",
    "▾": "v", "▸": ">", "▴": "^", "◂": "<", "↑": "^", "↓": "v", "←": "<", "→": ">", "↻": "@",
    "↺": "@", "⟳": "@", "✓": "+", "✔": "+", "✗": "x", "✖": "x", "✘": "x", "⚠": "!", "≠": "!",
    "≈": "~", "⏸": "=", "∅": "0", "›": ">", "‹": "<", "«": "<", "»": ">", "—": "-", "–": "-",
    "“": "\"", "”": "\"", "‘": "'", "’": "'", "×": "x", "±": "+", "Δ": "~", "⏎": "/",
    "\u{A0}": " ", "\u{FFFD}": "?",
  ]
}
