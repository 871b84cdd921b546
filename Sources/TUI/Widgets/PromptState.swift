/// A line of text being edited, with the keys of a shell's line editor.
public struct PromptState: Hashable, Sendable {
  /// What a key did.
  public enum Outcome: Hashable, Sendable {
    /// The text changed.
    case edited
    /// The cursor moved, or couldn't.
    case moved
    /// Enter: the text is complete.
    case submitted
    /// Escape or ctrl-c: the text isn't wanted.
    case cancelled
    /// Not a key of the prompt.
    case ignored
  }

  /// The text; setting it puts the cursor at its end.
  public var text: String {
    get { String(characters) }
    set {
      characters = Array(newValue)
      cursor = characters.count
    }
  }
  /// The characters before the cursor.
  public private(set) var cursor: Int
  private var characters: [Character]
  private var killed: [Character] = []

  /// Makes a prompt with the cursor at the end of a text.
  public init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  /// Whether the cursor is at the end, where a completion can be shown.
  public var isAtEnd: Bool { cursor == characters.count }

  /// Edits; tab, up and down are left to whoever offers completions and a history.
  public mutating func handle(_ key: Key) -> Outcome {
    switch (key.code, key.isControl, key.isAlt) {
    case (.enter, _, _), (.character("m"), true, false), (.character("j"), true, false):
      return .submitted
    case (.escape, _, _), (.character("c"), true, false), (.character("g"), true, false):
      return .cancelled
    case (.paste(let pasted), _, _): return insert(Array(Self.oneLine(pasted)))
    case (.character(let character), false, false): return insert([character])
    case (.character(let character), true, false): return control(character)
    case (.character("b"), false, true), (.left, true, _), (.left, _, true):
      return move(to: wordStart)
    case (.character("f"), false, true), (.right, true, _), (.right, _, true):
      return move(to: wordEnd)
    case (.character("d"), false, true): return remove(cursor..<wordEnd, keeping: true)
    case (.backspace, _, true), (.backspace, true, _):
      return remove(wordStart..<cursor, keeping: true)
    case (.left, _, _): return move(to: cursor - 1)
    case (.right, _, _): return move(to: cursor + 1)
    case (.home, _, _): return move(to: 0)
    case (.end, _, _): return move(to: characters.count)
    case (.backspace, _, _): return remove(cursor - 1..<cursor)
    case (.delete, _, _): return remove(cursor..<cursor + 1)
    default: return .ignored
    }
  }

  private mutating func control(_ character: Character) -> Outcome {
    switch character {
    case "a": move(to: 0)
    case "e": move(to: characters.count)
    case "b": move(to: cursor - 1)
    case "f": move(to: cursor + 1)
    case "h": remove(cursor - 1..<cursor)
    case "d": remove(cursor..<cursor + 1)
    case "k": remove(cursor..<characters.count, keeping: true)
    case "u": remove(0..<cursor, keeping: true)
    case "w": remove(spaceStart..<cursor, keeping: true)
    case "y": insert(killed)
    case "t": transpose()
    default: .ignored
    }
  }

  private mutating func insert(_ new: [Character]) -> Outcome {
    guard !new.isEmpty else { return .moved }
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
    return .edited
  }

  private mutating func move(to position: Int) -> Outcome {
    cursor = max(0, min(position, characters.count))
    return .moved
  }

  private mutating func remove(_ range: Range<Int>, keeping: Bool = false) -> Outcome {
    let range = range.clamped(to: 0..<characters.count)
    guard !range.isEmpty else { return .moved }
    if keeping { killed = Array(characters[range]) }
    characters.removeSubrange(range)
    cursor = range.lowerBound
    return .edited
  }

  private mutating func transpose() -> Outcome {
    guard characters.count > 1, cursor > 0 else { return .moved }
    let second = min(cursor, characters.count - 1)
    characters.swapAt(second - 1, second)
    cursor = second + 1
    return .edited
  }

  private var wordStart: Int {
    var position = cursor
    while position > 0, !Self.isWord(characters[position - 1]) { position -= 1 }
    while position > 0, Self.isWord(characters[position - 1]) { position -= 1 }
    return position
  }

  private var wordEnd: Int {
    var position = cursor
    while position < characters.count, !Self.isWord(characters[position]) { position += 1 }
    while position < characters.count, Self.isWord(characters[position]) { position += 1 }
    return position
  }

  private var spaceStart: Int {
    var position = cursor
    while position > 0, characters[position - 1].isWhitespace { position -= 1 }
    while position > 0, !characters[position - 1].isWhitespace { position -= 1 }
    return position
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Pasted lines become words of one line: a newline must never submit.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
