/// How many columns text takes on a terminal, and what to show where terminals disagree.
///
/// A terminal has its own table of widths, and where it differs from ours everything to the right
/// is displaced. So text is first made *safe*: what terminals are known to measure differently is
/// replaced by its nearest relative that they all measure alike.
///
/// * control characters become pictures (`␛`), bidirectional overrides and lone combining marks a
///   replacement character: nothing from a cluster can move the cursor or reorder a line;
/// * an emoji sequence (joiners, skin tones, variation selectors, keycaps) becomes its first
///   scalar, a flag the two letters of its country;
/// * what remains of several scalars (accents, Indic conjuncts) is measured as the sum of its
///   scalars, two columns at most, and the screen sets the cursor anew after it.
public enum DisplayWidth {
  /// The columns of one character as ``Canvas`` shows it.
  public static func of(_ character: Character) -> Int {
    var width = 0
    eachGlyph(of: character) { width += $1 }
    return width
  }

  /// The columns of a text in one row; a tab goes to the next multiple of eight.
  public static func of(_ text: String) -> Int {
    var width = 0
    if isPlainASCII(text, count: &width) { return width }
    width = 0
    for character in text {
      if character == "\t" {
        width += tabWidth - width % tabWidth
      } else {
        eachGlyph(of: character) { width += $1 }
      }
    }
    return width
  }

  /// The text cut to that many columns, the last of them an ellipsis where something was cut.
  public static func truncated(_ text: String, to columns: Int) -> String {
    if of(text) <= columns { return text }
    guard columns > 0 else { return "" }
    var kept = ""
    var width = 0
    for character in text {
      let next =
        character == "\t" ? tabWidth - width % tabWidth : of(character)
      if width + next > columns - 1 { break }
      kept.append(character)
      width += next
    }
    return kept + "…"
  }

  /// The text followed by as many spaces as it lacks, or cut with an ellipsis.
  public static func fitted(_ text: String, to columns: Int) -> String {
    let width = of(text)
    if width > columns { return fitted(truncated(text, to: columns), to: columns) }
    return text + String(repeating: " ", count: columns - width)
  }

  /// Whether every terminal measures it alike, so that text may follow without setting the cursor.
  public static func isCertain(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first?.value, scalars.count == 1 else { return false }
    switch first {
    case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300, 0x370..<0x483, 0x2010..<0x2028, 0x2190..<0x2200,
      0x2400..<0x2427, 0x2500..<0x25A0, 0x3041..<0x3097, 0x30A1..<0x30FB, 0x4E00..<0xA000,
      0xAC00..<0xD7A4:
      return true
    default:
      return false
    }
  }

  /// Whether it stands for itself and takes one column.
  static func isSafe(_ character: Character) -> Bool {
    var isSafe = false
    eachGlyph(of: character) { isSafe = $0 == character && $1 == 1 }
    return isSafe
  }

  /// The distance of tab stops.
  static let tabWidth = 8

  /// Calls `body` with each safe character that stands for `character`, and its columns.
  static func eachGlyph(of character: Character, _ body: (Character, Int) -> Void) {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return }
    if scalars.index(after: scalars.startIndex) == scalars.endIndex {
      eachGlyph(of: first, character, body)
    } else {
      eachGlyph(ofSequence: character, first: first, body)
    }
  }

  private static func eachGlyph(
    of scalar: Unicode.Scalar, _ character: Character, _ body: (Character, Int) -> Void
  ) {
    switch scalar.value {
    case 0..<0x20, 0x7F: body(picture(of: scalar.value), 1)
    case 0x20..<0x7F: body(character, 1)
    case 0x80..<0xA0: body(replacement, 1)
    case 0xAD: body("-", 1)
    case 0xA1..<0x300: body(character, 1)
    case 0x2028, 0x2029: body(replacement, 1)
    case 0x1F1E6...0x1F1FF: body(letter(of: scalar.value), 1)
    default:
      switch width(of: scalar.value) {
      case 0: body(replacement, 1)
      case let width: body(character, width)
      }
    }
  }

  private static func eachGlyph(
    ofSequence character: Character, first: Unicode.Scalar, _ body: (Character, Int) -> Void
  ) {
    let scalars = character.unicodeScalars
    if character == "\r\n" {
      body(picture(of: 0x0D), 1)
      body(picture(of: 0x0A), 1)
      return
    }
    if (0x1F1E6...0x1F1FF).contains(first.value) {
      for scalar in scalars where (0x1F1E6...0x1F1FF).contains(scalar.value) {
        body(letter(of: scalar.value), 1)
      }
      return
    }
    // Emoji sequences are cut to their first scalar, others freed of scalars without a place.
    let isEmoji = first.properties.isEmoji && scalars.contains { isEmojiModifier($0.value) }
    var safe = String.UnicodeScalarView()
    var columns = 0
    for scalar in scalars {
      if isEmoji, columns > 0 { break }
      let value = scalar.value
      if value < 0x20 || (0x7F..<0xA0).contains(value) || isInvisible(value) { continue }
      let width = width(of: value)
      if safe.isEmpty, width == 0 { continue }
      safe.append(scalar)
      columns += width
      if safe.count == maximumScalars { break }
    }
    switch safe.count {
    case 0: body(replacement, 1)
    case 1: eachGlyph(of: safe[safe.startIndex], Character(safe[safe.startIndex]), body)
    default: body(Character(String(safe)), min(columns, 2))
    }
  }

  /// What marks an emoji sequence: joiner, keycap, variation selector, skin tones, tags.
  private static func isEmojiModifier(_ value: UInt32) -> Bool {
    switch value {
    case 0x200D, 0x20E3, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F: true
    default: false
    }
  }

  /// Format characters that would reorder or hide text.
  private static func isInvisible(_ value: UInt32) -> Bool {
    switch value {
    case 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  private static func width(of value: UInt32) -> Int {
    if value < 0x300 { return 1 }
    if value >= 0x1100, WidthTable.contains(value, in: WidthTable.wide) { return 2 }
    return WidthTable.contains(value, in: WidthTable.zero) ? 0 : 1
  }

  private static func picture(of control: UInt32) -> Character {
    guard let scalar = Unicode.Scalar(control == 0x7F ? 0x2421 : 0x2400 + control) else {
      return replacement
    }
    return Character(scalar)
  }

  private static func letter(of regionalIndicator: UInt32) -> Character {
    Character(Unicode.Scalar(UInt8(0x41 + (regionalIndicator - 0x1F1E6) % 26)))
  }

  /// Whether no character of it needs a second look; counts its columns.
  private static func isPlainASCII(_ text: String, count: inout Int) -> Bool {
    let columns = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      for byte in bytes where byte < 0x20 || byte > 0x7E { return nil }
      return bytes.count
    }
    guard let columns, let columns else { return false }
    count = columns
    return true
  }

  private static let replacement: Character = "\u{FFFD}"
  /// A base with more marks than this is somebody's joke, and slow to draw.
  private static let maximumScalars = 8
}
