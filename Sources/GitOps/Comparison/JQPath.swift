internal import Documents

/// A path in the language of jq, as far as it says nothing but where something is.
///
/// Fields, indices, all elements, `select` with a comparison to a text, number or truth value, and
/// several paths one after another with `|`. Everything else (functions, arithmetic, variables) isn't
/// read, so that nothing is ever taken away that wasn't meant.
struct JQPath: Hashable {
  /// How elements are chosen.
  private enum Test: Hashable {
    case equals(Value)
    case differs(Value)
    case startsWith(String)
    case endsWith(String)
    case contains(String)
    case isThere
  }

  private indirect enum Step: Hashable {
    case field(String)
    case index(Int)
    case all
    case select(JQPath, Test)
  }

  private var steps: [Step]

  /// Reads a path; nil for what isn't one, or is more than one.
  init?(_ text: String) {
    var reader = Reader(text)
    guard let steps = reader.readPath(), reader.isAtEnd else { return nil }
    self.steps = steps
  }

  private init(steps: [Step]) { self.steps = steps }

  /// The path as a pointer, where it consists of fields and indices alone.
  var plainPointer: Pointer? {
    var pointer = Pointer()
    for step in steps {
      switch step {
      case .field(let name): pointer = pointer.appending(name)
      case .index(let index) where index >= 0: pointer = pointer.appending(index)
      case .index, .all, .select: return nil
      }
    }
    return pointer
  }

  /// The value with what the path names taken away.
  func removing(from value: Value) -> Value {
    var value = value
    // From the last to the first, so that the indices of those to come stay what they are.
    for pointer in places(in: value).reversed() where !pointer.isRoot { value[pointer] = nil }
    return value
  }

  /// The places that the path names, in their order.
  func places(in value: Value) -> [Pointer] {
    var places: [(Pointer, Value)] = [(Pointer(), value)]
    for step in steps {
      places = places.flatMap { pointer, value -> [(Pointer, Value)] in
        switch step {
        case .field(let name): value[name].map { [(pointer.appending(name), $0)] } ?? []
        case .index(let index):
          Self.element(value, index).map { [(pointer.appending($0), $1)] } ?? []
        case .all: Self.children(value).map { (pointer.appending($0), $1) }
        case .select(let path, let test):
          path.holds(test, value) ? [(pointer, value)] : []
        }
      }
    }
    return places.map(\.0)
  }

  private func holds(_ test: Test, _ value: Value) -> Bool {
    let found = places(in: value).map { value[$0] ?? .null }
    // Without a value jq compares with null.
    let values = found.isEmpty ? [Value.null] : found
    return values.contains { found in
      switch test {
      case .equals(let wanted): found == wanted
      case .differs(let wanted): found != wanted
      case .startsWith(let text): found.string?.hasPrefix(text) ?? false
      case .endsWith(let text): found.string?.hasSuffix(text) ?? false
      case .contains(let text): found.string?.contains(text) ?? false
      case .isThere: found != .null && found != .bool(false)
      }
    }
  }

  private static func element(_ value: Value, _ index: Int) -> (Int, Value)? {
    guard let elements = value.array else { return nil }
    let position = index < 0 ? elements.count + index : index
    return elements.indices.contains(position) ? (position, elements[position]) : nil
  }

  private static func children(_ value: Value) -> [(String, Value)] {
    switch value {
    case .array(let elements): elements.enumerated().map { (String($0), $1) }
    case .object(let fields): fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    default: []
    }
  }

  // MARK: Reading

  private struct Reader {
    private var rest: Substring

    init(_ text: String) { rest = Substring(text) }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func readPath() -> [Step]? {
      var steps: [Step] = []
      skipSpace()
      repeat {
        skipSpace()
        if take("select(") {
          guard let step = readSelect() else { return nil }
          steps.append(step)
        } else {
          guard rest.first == ".", let some = readFields() else { return nil }
          steps += some
        }
        skipSpace()
      } while take("|")
      return steps
    }

    private mutating func readFields() -> [Step]? {
      var steps: [Step] = []
      var isFirst = true
      while let first = rest.first, first == "." || first == "[" || first == "?" {
        if take("?") { continue }
        if take(".") {
          if rest.first == "\"" {
            guard let name = readText() else { return nil }
            steps.append(.field(name))
          } else if rest.first != "[" {
            let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" }
            rest = rest.dropFirst(name.count)
            if name.isEmpty {
              // The whole value, and nothing behind it; two dots would be another language.
              return isFirst && rest.first != "." ? steps : nil
            }
            if name.first?.isNumber == true { return nil }
            steps.append(.field(String(name)))
          }
        } else if take("[") {
          guard let step = readBrackets() else { return nil }
          steps.append(step)
        }
        isFirst = false
      }
      return steps
    }

    private mutating func readBrackets() -> Step? {
      skipSpace()
      if take("]") { return .all }
      let step: Step
      if rest.first == "\"" {
        guard let name = readText() else { return nil }
        step = .field(name)
      } else {
        let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "-" }
        guard let index = Int(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        step = .index(index)
      }
      skipSpace()
      return take("]") ? step : nil
    }

    private mutating func readSelect() -> Step? {
      skipSpace()
      guard rest.first == ".", let steps = readFields() else { return nil }
      skipSpace()
      var test = Test.isThere
      if take("==") {
        guard let wanted = readLiteral() else { return nil }
        test = .equals(wanted)
      } else if take("!=") {
        guard let wanted = readLiteral() else { return nil }
        test = .differs(wanted)
      } else if take("|") {
        skipSpace()
        let makers: [(String, (String) -> Test)] = [
          ("startswith(", { .startsWith($0) }), ("endswith(", { .endsWith($0) }),
          ("contains(", { .contains($0) }),
        ]
        guard let maker = makers.first(where: { take($0.0) })?.1 else { return nil }
        skipSpace()
        guard let text = readText() else { return nil }
        skipSpace()
        guard take(")") else { return nil }
        test = maker(text)
      }
      skipSpace()
      return take(")") ? .select(JQPath(steps: steps), test) : nil
    }

    private mutating func readLiteral() -> Value? {
      skipSpace()
      if rest.first == "\"" { return readText().map { .string($0) } }
      if take("true") { return true }
      if take("false") { return false }
      if take("null") { return .some(.null) }
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "-" }
      guard let number = Int64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      return .integer(number)
    }

    /// A text in quotes, with the escapes that need no table.
    private mutating func readText() -> String? {
      guard take("\"") else { return nil }
      var text = ""
      while let character = rest.popFirst() {
        if character == "\"" { return text }
        if character == "\\" {
          guard let next = rest.popFirst(), next == "\"" || next == "\\" || next == "/" else {
            return nil
          }
          text.append(next)
        } else {
          text.append(character)
        }
      }
      return nil
    }

    private mutating func take(_ text: String) -> Bool {
      guard rest.hasPrefix(text) else { return false }
      rest = rest.dropFirst(text.count)
      return true
    }

    private mutating func skipSpace() {
      rest = rest.drop { $0.isWhitespace }
    }
  }
}
