import Documents

/// The part of kubectl's path language that printed columns use: fields, indices, `[*]`, and
/// `[?(@.type=="Ready")]`.
struct JSONPath: Hashable, Sendable {
  private enum Step: Hashable, Sendable {
    case field(String)
    case index(Int)
    case all
    case filter([String], String)
  }

  private var steps: [Step] = []

  /// Reads a path; nil if it has something that isn't supported.
  init?(_ text: String) {
    var rest = text[...]
    if rest.hasPrefix("{"), rest.hasSuffix("}") { rest = rest.dropFirst().dropLast() }
    if rest.hasPrefix("$") { rest = rest.dropFirst() }
    while let first = rest.first {
      if first == "[" {
        guard let end = Self.closingBracket(rest) else { return nil }
        let inside = rest[rest.index(after: rest.startIndex)..<end]
        guard let step = Self.bracket(inside) else { return nil }
        steps.append(step)
        rest = rest[rest.index(after: end)...]
        continue
      }
      if first == "." { rest = rest.dropFirst() }
      var name = ""
      while let character = rest.first, character != ".", character != "[" {
        rest = rest.dropFirst()
        // A backslash makes a point part of the name.
        if character == "\\", let next = rest.popFirst() {
          name.append(next)
        } else {
          name.append(character)
        }
      }
      if name == "*" { steps.append(.all) } else if !name.isEmpty { steps.append(.field(name)) }
    }
  }

  private static func closingBracket(_ text: Substring) -> Substring.Index? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" || text[index] == "'" { isQuoted.toggle() }
      if text[index] == "]", !isQuoted { return index }
    }
    return nil
  }

  private static func bracket(_ text: Substring) -> Step? {
    if text == "*" { return .all }
    if let index = Int(text) { return .index(index) }
    if let quote = text.first, quote == "'" || quote == "\"" {
      return .field(String(text.dropFirst().dropLast()))
    }
    guard text.hasPrefix("?(@."), text.hasSuffix(")") else { return nil }
    let condition = text.dropFirst(4).dropLast()
    guard let sign = condition.firstRange(of: "==") else { return nil }
    let path = condition[..<sign.lowerBound].filter { $0 != " " }
      .split(separator: ".").map(String.init)
    let value = condition[sign.upperBound...].filter { !" '\"".contains($0) }
    return .filter(path, value)
  }

  func values(in root: Value) -> [Value] {
    var current = [root]
    for step in steps {
      current = current.flatMap { value -> [Value] in
        switch step {
        case .field(let name): return value[name].map { [$0] } ?? []
        case .index(let index):
          guard let items = value.array else { return [] }
          let place = index < 0 ? items.count + index : index
          return value[place].map { [$0] } ?? []
        case .all: return value.array ?? value.object?.values.map { $0 } ?? []
        case .filter(let path, let wanted):
          return (value.array ?? []).filter {
            let found = $0.at(path)
            return (found?.string ?? found?.json) == wanted
          }
        }
      }
    }
    return current
  }
}
