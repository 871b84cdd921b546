extension LabelSelector {
  /// Reads a selector as kubectl's `-l` does.
  public init(parsing text: String) throws(ParseError) {
    var parser = Parser(text)
    requirements = try parser.requirements()
  }

  private enum Token: Hashable {
    case word(String)
    case symbol(String)
    case end
  }

  private struct Parser {
    private var tokens: [(token: Token, offset: Int)] = []
    private var index = 0

    init(_ text: String) {
      let symbols: [Character] = ["=", "!", "(", ")", ",", "<", ">"]
      let characters = Array(text)
      var position = 0
      while position < characters.count {
        let start = position
        let character = characters[position]
        if character.isWhitespace {
          position += 1
        } else if symbols.contains(character) {
          position += 1
          let isDouble =
            position < characters.count && characters[position] == "="
            && (character == "=" || character == "!")
          if isDouble { position += 1 }
          tokens.append((.symbol(isDouble ? "\(character)=" : String(character)), start))
        } else {
          while position < characters.count, !symbols.contains(characters[position]),
            !characters[position].isWhitespace
          {
            position += 1
          }
          tokens.append((.word(String(characters[start..<position])), start))
        }
      }
      tokens.append((.end, characters.count))
    }

    mutating func requirements() throws(ParseError) -> [Requirement] {
      var found: [Requirement] = []
      guard peek != .end else { return found }
      while true {
        found.append(try requirement())
        if peek == .end { return found }
        try expect(",")
      }
    }

    private var peek: Token { tokens[index].token }

    private mutating func requirement() throws(ParseError) -> Requirement {
      if peek == .symbol("!") {
        index += 1
        return .isAbsent(try key())
      }
      let key = try key()
      switch peek {
      case .end, .symbol(","): return .exists(key)
      case .symbol("="), .symbol("=="):
        index += 1
        return .isIn(key, [try value()])
      case .symbol("!="):
        index += 1
        return .isNotIn(key, [try value()])
      case .symbol(">"):
        index += 1
        return .isGreater(key, try number())
      case .symbol("<"):
        index += 1
        return .isLess(key, try number())
      case .word("in"):
        index += 1
        return .isIn(key, try values())
      case .word("notin"):
        index += 1
        return .isNotIn(key, try values())
      default: throw wrong("expected =, ==, !=, in, notin, < or >")
      }
    }

    private mutating func key() throws(ParseError) -> String {
      guard case .word(let key) = peek else { throw wrong("expected the name of a label") }
      guard Self.isKey(key) else { throw wrong("\(key) can't be the name of a label") }
      index += 1
      return key
    }

    /// A value, which may be empty.
    private mutating func value() throws(ParseError) -> String {
      guard case .word(let value) = peek else { return "" }
      guard Self.isValue(value) else { throw wrong("\(value) can't be the value of a label") }
      index += 1
      return value
    }

    private mutating func number() throws(ParseError) -> Int64 {
      guard case .word(let text) = peek, let number = Int64(text) else {
        throw wrong("expected a whole number")
      }
      index += 1
      return number
    }

    private mutating func values() throws(ParseError) -> Set<String> {
      try expect("(")
      var values: Set<String> = [try value()]
      while peek == .symbol(",") {
        index += 1
        values.insert(try value())
      }
      try expect(")")
      return values
    }

    private mutating func expect(_ symbol: String) throws(ParseError) {
      guard peek == .symbol(symbol) else { throw wrong("expected \(symbol)") }
      index += 1
    }

    private func wrong(_ reason: String) -> ParseError {
      ParseError(reason, at: tokens[index].offset)
    }

    /// A name of up to 63 letters, digits, `-`, `_` and `.`, perhaps with a domain before it.
    private static func isKey(_ key: String) -> Bool {
      let parts = key.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let name = parts.last, !name.isEmpty, isValue(name) else {
        return false
      }
      return parts.count == 1 || !parts[0].isEmpty && parts[0].utf8.count <= 253
    }

    private static func isValue(_ value: some StringProtocol) -> Bool {
      let isPlain: (UInt8) -> Bool = {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: false
        }
      }
      let bytes = Array(value.utf8)
      guard bytes.count <= 63 else { return false }
      guard let first = bytes.first, let last = bytes.last else { return true }
      return isPlain(first) && isPlain(last)
        && bytes.allSatisfy {
          isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            || $0 == UInt8(ascii: ".")
        }
    }
  }
}
