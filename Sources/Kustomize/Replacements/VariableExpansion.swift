import Documents

/// Puts values in the place of `$(NAME)`, as Kubernetes does in commands: `$$` is a dollar sign,
/// and names that aren't known stay as they are.
struct VariableExpansion {
  /// The values by name; lists and mappings are left alone.
  let values: [String: Value]

  /// Expands a text, or the texts that a list or a mapping holds; returns whether a list had
  /// nothing else in it.
  func expand(_ value: inout Value) -> Bool {
    switch value {
    case .string(let text): value = expanded(text)
    case .array(let elements):
      guard elements.allSatisfy({ $0.string != nil }) else { return false }
      value = .array(elements.map { $0.string.map(expanded) ?? $0 })
    case .object(let fields):
      value = .object(fields.mapValues { $0.string.map(expanded) ?? $0 })
    default: break
    }
    return true
  }

  /// The text with values in it; the value itself where there is nothing else in the text.
  private func expanded(_ text: String) -> Value {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return .string(text) }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "$"), let next = rest.first else {
        result.append(byte)
        continue
      }
      rest.removeFirst()
      switch next {
      case UInt8(ascii: "$"): result.append(next)
      case UInt8(ascii: "("):
        guard let end = rest.firstIndex(of: UInt8(ascii: ")")) else {
          result += [byte, next]
          continue
        }
        let name = String(decoding: rest[..<end], as: UTF8.self)
        rest = rest[rest.index(after: end)...]
        let value = value(name)
        if text == "$(\(name))" { return value }
        result += value.scalarText.utf8
      default: result += [byte, next]
      }
    }
    return .string(String(decoding: result, as: UTF8.self))
  }

  private func value(_ name: String) -> Value {
    switch values[name] {
    case nil, .null, .array, .object: .string("$(\(name))")
    case let value?: value
    }
  }
}
