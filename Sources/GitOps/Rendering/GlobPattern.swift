/// A pattern for paths, as Argo CD's `directory.include` and `exclude` have them.
///
/// `*` and `**` are any run of characters, slashes included, `?` is any one, `[a-c]` and `[!a-c]` one
/// of a set or not of it, `{a,b}` either, and `\` takes the next character as it is.
struct GlobPattern: Hashable {
  private enum Token: Hashable {
    case literal(Unicode.Scalar)
    case anyOne
    case anyRun
    case set(isNegated: Bool, ranges: [ClosedRange<Unicode.Scalar>])
  }

  /// What the braces come to, each matched on its own.
  private let alternatives: [[Token]]

  /// More than anybody writes; braces within braces multiply.
  private static let mostAlternatives = 1_000

  /// Reads a pattern; nil for one that can't be read.
  init?(_ text: String) {
    var reader = Reader(Array(text.unicodeScalars))
    guard let alternatives = reader.readList(isNested: false), reader.isAtEnd else { return nil }
    self.alternatives = alternatives
  }

  /// Whether all of a text is as the pattern says.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return alternatives.contains { Self.matches($0, scalars) }
  }

  /// Goes back to the last run only: what an earlier one takes makes no difference.
  private static func matches(_ tokens: [Token], _ text: [Unicode.Scalar]) -> Bool {
    var (token, position) = (0, 0)
    var retry: (token: Int, position: Int)?
    while position < text.count {
      if token < tokens.count, tokens[token] == .anyRun {
        token += 1
        retry = (token, position)
      } else if token < tokens.count, accepts(tokens[token], text[position]) {
        token += 1
        position += 1
      } else if let last = retry {
        retry = (last.token, last.position + 1)
        (token, position) = (last.token, last.position + 1)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == .anyRun }
  }

  private static func accepts(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
    switch token {
    case .literal(let wanted): wanted == scalar
    case .anyOne, .anyRun: true
    case .set(let isNegated, let ranges): ranges.contains { $0.contains(scalar) } != isNegated
    }
  }

  private struct Reader {
    let scalars: [Unicode.Scalar]
    var index = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var isAtEnd: Bool { index == scalars.count }

    /// Reads up to the end, or to a comma or brace that belongs to the braces around.
    mutating func readList(isNested: Bool) -> [[Token]]? {
      var results: [[Token]] = [[]]
      while index < scalars.count {
        let scalar = scalars[index]
        if isNested, scalar == "," || scalar == "}" { break }
        index += 1
        switch scalar {
        case "*": append(.anyRun, to: &results)
        case "?": append(.anyOne, to: &results)
        case "\\":
          guard index < scalars.count else { return nil }
          append(.literal(scalars[index]), to: &results)
          index += 1
        case "[":
          guard let set = readSet() else { return nil }
          append(set, to: &results)
        case "{":
          guard let choices = readChoices() else { return nil }
          results = results.flatMap { start in choices.map { start + $0 } }
          guard results.count <= GlobPattern.mostAlternatives else { return nil }
        case "}": return nil
        default: append(.literal(scalar), to: &results)
        }
      }
      return results
    }

    private mutating func readChoices() -> [[Token]]? {
      var choices: [[Token]] = []
      while true {
        guard let list = readList(isNested: true), index < scalars.count else { return nil }
        choices += list
        index += 1
        if scalars[index - 1] == "}" { return choices }
      }
    }

    private mutating func readSet() -> Token? {
      var isNegated = false
      var ranges: [ClosedRange<Unicode.Scalar>] = []
      if index < scalars.count, scalars[index] == "!" {
        isNegated = true
        index += 1
      }
      while let low = readMember() {
        guard index < scalars.count, scalars[index] == "-" else {
          ranges.append(low...low)
          continue
        }
        index += 1
        guard let high = readMember(), low <= high else { return nil }
        ranges.append(low...high)
      }
      guard index < scalars.count, !ranges.isEmpty else { return nil }
      index += 1
      return .set(isNegated: isNegated, ranges: ranges)
    }

    /// One character of a set; nil at its end.
    private mutating func readMember() -> Unicode.Scalar? {
      guard index < scalars.count, scalars[index] != "]" else { return nil }
      if scalars[index] == "\\", index + 1 < scalars.count { index += 1 }
      defer { index += 1 }
      return scalars[index]
    }

    private func append(_ token: Token, to results: inout [[Token]]) {
      for index in results.indices { results[index].append(token) }
    }
  }
}
