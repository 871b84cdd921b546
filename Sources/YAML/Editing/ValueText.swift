import Documents

/// Writes values so that they can be put into a text that is there.
struct ValueText {
  let style: LayoutStyle
  /// The quotes that strings get which could do without.
  var quotes: QuoteStyle?

  /// How a value is written behind a key or a dash.
  enum Layout {
    /// On the same line.
    case inline(String)
    /// As a block: what stands on the same line, and the lines below, not indented.
    case block(header: String, lines: [String])
    /// As lines of their own, not indented.
    case lines([String])
  }

  /// A value in a place where indentation counts.
  func layout(_ value: Value) -> Layout {
    switch value {
    case .object(let fields) where !fields.isEmpty: return .lines(lines(value))
    case .array(let elements) where !elements.isEmpty: return .lines(lines(value))
    case .string(let text):
      guard let block = ScalarText(text).block else { return .inline(scalar(value)) }
      return .block(header: block.header, lines: block.lines.map(String.init))
    default: return .inline(scalar(value))
    }
  }

  /// A collection's lines, or the one line of anything else.
  func lines(_ value: Value) -> [String] {
    switch value {
    case .object(let fields) where !fields.isEmpty:
      return Self.ordered(fields).flatMap { entry($0.key, $0.value) }
    case .array(let elements) where !elements.isEmpty:
      return elements.flatMap { element($0) }
    default: return [scalar(value)]
    }
  }

  /// The lines of a key and its value.
  func entry(_ key: String, _ value: Value) -> [String] {
    let start = ScalarText(key).inline + ":"
    switch layout(value) {
    case .inline(let text): return ["\(start) \(text)"]
    case .block(let header, let lines):
      return ["\(start) \(header)"] + Self.indented(lines, by: style.step)
    case .lines(let lines): return [start] + Self.indented(lines, by: indentation(below: value))
    }
  }

  /// The lines of a list's element; `width` is how far its content is from its dash.
  func element(_ value: Value, width: Int = 2) -> [String] {
    let dash = "-" + String(repeating: " ", count: max(1, width - 1))
    switch layout(value) {
    case .inline(let text): return [dash + text]
    case .block(let header, let lines):
      return [dash + header] + Self.indented(lines, by: style.step)
    case .lines(let lines):
      return [dash + lines[0]] + Self.indented(Array(lines.dropFirst()), by: dash.utf8.count)
    }
  }

  /// How much farther in a collection stands than the key it is below.
  func indentation(below value: Value) -> Int {
    if case .array = value, !style.indentsLists { 0 } else { style.step }
  }

  /// Lines farther in; empty ones stay empty.
  static func indented(_ lines: [String], by count: Int) -> [String] {
    let space = String(repeating: " ", count: count)
    return lines.map { $0.isEmpty ? $0 : space + $0 }
  }

  // MARK: - Scalars

  /// A scalar, or an empty collection, on one line.
  func scalar(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .largeInteger(let digits): digits
    case .double(let number): NumberText(number).general
    case .array: "[]"
    case .object: "{}"
    case .string(let text): string(text)
    }
  }

  private func string(_ text: String) -> String {
    let plain = ScalarText(text)
    let inline = plain.inline
    switch quotes {
    case .double: return plain.doubleQuoted
    // What single quotes can't hold is in double ones already.
    case .single:
      return inline.hasPrefix("\"") && !plain.fitsSingleQuotes ? inline : plain.singleQuoted
    case nil: return inline
    }
  }

  // MARK: - In brackets

  /// A value on one line, as it may stand in brackets.
  func flow(_ value: Value, asJSON: Bool) -> String {
    if asJSON { return Self.json(value) }
    switch value {
    case .object(let fields):
      let parts = Self.ordered(fields).map {
        "\(Self.flowSafe($0.key)): \(flow($0.value, asJSON: false))"
      }
      return "{\(parts.joined(separator: ", "))}"
    case .array(let elements):
      return "[\(elements.map { flow($0, asJSON: false) }.joined(separator: ", "))]"
    case .string(let text):
      return quotes == nil ? Self.flowSafe(text) : string(text)
    default: return scalar(value)
    }
  }

  private static func flowSafe(_ text: String) -> String {
    let scalar = ScalarText(text)
    let inline = scalar.inline
    let isBare = inline.utf8.first != UInt8(ascii: "\"") && inline.utf8.first != UInt8(ascii: "'")
    return isBare && text.utf8.contains(where: { ",[]{}?".utf8.contains($0) })
      || text.hasSuffix(":") ? scalar.doubleQuoted : inline
  }

  private static func json(_ value: Value) -> String {
    switch value {
    case .object(let fields):
      "{\(ordered(fields).map { "\(json(.string($0.key))): \(json($0.value))" }.joined(separator: ", "))}"
    case .array(let elements): "[\(elements.map(json).joined(separator: ", "))]"
    default: value.json
    }
  }

  /// Fields in the order in which people write them: what an object is first, then by name.
  static func ordered(_ fields: [String: Value]) -> [(key: String, value: Value)] {
    let first = ["apiVersion", "kind", "metadata", "op", "path", "name", "key"]
    func rank(_ key: String) -> Int { first.firstIndex(of: key) ?? first.count }
    return fields.map { (key: $0.key, value: $0.value) }.sorted {
      let (a, b) = (rank($0.key), rank($1.key))
      return a == b ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : a < b
    }
  }
}
