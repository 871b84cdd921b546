/// Conditions on labels as kubectl's `-l` takes them: `app=web,tier in (front,back),!canary`.
struct LabelSelector {
  private enum Condition {
    case isThere(String)
    case isNotThere(String)
    case isOneOf(String, Set<String>)
    case isNoneOf(String, Set<String>)
    case isGreater(String, Int64)
    case isLess(String, Int64)
  }

  /// Why a text isn't a selector.
  struct Malformed: Error {
    var reason: String
  }

  private var conditions: [Condition] = []

  /// Reads a selector; an empty one matches everything.
  init(_ text: String) throws(Malformed) {
    var words = Self.words(text)[...]
    guard !words.isEmpty else { return }
    while true {
      conditions.append(try Self.condition(&words))
      guard let next = words.popFirst() else { return }
      guard next == "," else { throw Malformed(reason: "\"\(next)\" stands where a comma should") }
    }
  }

  /// Whether all conditions hold.
  func matches(_ labels: [String: String]) -> Bool {
    conditions.allSatisfy { condition in
      switch condition {
      case .isThere(let key): labels[key] != nil
      case .isNotThere(let key): labels[key] == nil
      case .isOneOf(let key, let values): labels[key].map(values.contains) ?? false
      case .isNoneOf(let key, let values): !(labels[key].map(values.contains) ?? false)
      case .isGreater(let key, let bound):
        labels[key].flatMap { Int64($0) }.map { $0 > bound } ?? false
      case .isLess(let key, let bound):
        labels[key].flatMap { Int64($0) }.map { $0 < bound } ?? false
      }
    }
  }

  private static func condition(
    _ words: inout ArraySlice<String>
  ) throws(Malformed) -> Condition {
    if words.first == "!" {
      words.removeFirst()
      return .isNotThere(try name(&words))
    }
    let key = try name(&words)
    guard let sign = words.first, sign != "," else { return .isThere(key) }
    words.removeFirst()
    switch sign {
    case "=", "==": return .isOneOf(key, [value(&words)])
    case "!=": return .isNoneOf(key, [value(&words)])
    case "in": return .isOneOf(key, try values(&words))
    case "notin": return .isNoneOf(key, try values(&words))
    case ">", "<":
      let text = value(&words)
      guard let bound = Int64(text) else {
        throw Malformed(reason: "\"\(text)\" behind \(sign) is not an integer")
      }
      return sign == ">" ? .isGreater(key, bound) : .isLess(key, bound)
    default:
      throw Malformed(reason: "\"\(sign)\" behind \"\(key)\" is not =, ==, !=, in or notin")
    }
  }

  private static func name(_ words: inout ArraySlice<String>) throws(Malformed) -> String {
    guard let word = words.popFirst() else { throw Malformed(reason: "it ends in a comma") }
    guard !isSpecial(word) else {
      throw Malformed(reason: "\"\(word)\" stands where a label should")
    }
    return word
  }

  /// What stands behind a sign; nothing is a value too.
  private static func value(_ words: inout ArraySlice<String>) -> String {
    guard let word = words.first, !isSpecial(word) else { return "" }
    words.removeFirst()
    return word
  }

  private static func values(_ words: inout ArraySlice<String>) throws(Malformed) -> Set<String> {
    guard words.popFirst() == "(" else { throw Malformed(reason: "( is missing behind in") }
    var values: Set<String> = []
    while true {
      values.insert(value(&words))
      switch words.popFirst() {
      case ",": continue
      case ")": return values
      default: throw Malformed(reason: ") is missing behind in")
      }
    }
  }

  private static func isSpecial(_ word: String) -> Bool {
    [",", "(", ")", "=", "==", "!=", "!", ">", "<"].contains(word)
  }

  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var rest = Substring(text)
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if let sign = ["==", "!=", "=", "!", ",", "(", ")", ">", "<"].first(
        where: rest.hasPrefix)
      {
        words.append(sign)
        rest.removeFirst(sign.count)
      } else {
        let word = rest.prefix { !$0.isWhitespace && !"=!,()<>".contains($0) }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return words
  }
}
