import Documents
import YAML

extension Resource {
  /// The labels or annotations, as text whatever they are.
  func scalarTexts(_ field: String) -> [String: String] {
    let fields = value["metadata"]?[field]?.object ?? [:]
    let written = source?["metadata"]?[field]
    return Dictionary(
      uniqueKeysWithValues: fields.map { ($0, $1.scalarText(as: written?[$0])) })
  }
}

extension YAMLNode {
  /// Whether this is a key's value that isn't written: nothing at all, not even `null`.
  var isLeftOut: Bool { value.isNull && position == end }

  /// Whether this is text in quotes, or in a block of its own.
  var isQuoted: Bool {
    guard case .string(let text) = value else { return false }
    return position.line != end.line || end.column - position.column != text.unicodeScalars.count
  }
}

extension Value {
  /// The text of a scalar as it was written, if this is what was written there.
  ///
  /// It matters for numbers, which may end in zeros: `1.50`.
  func scalarText(as node: YAMLNode?) -> String {
    let text = scalarText
    guard case .double = self, let node, node.value == self, node.position.line == node.end.line,
      !text.contains("e")
    else { return text }
    let zeros = node.end.column - node.position.column - text.utf8.count
    return zeros > 0 ? text + String(repeating: "0", count: zeros) : text
  }

  /// This without the fields that are keys with nothing behind them; lists stay as they are.
  func withoutFieldsLeftOut(_ node: YAMLNode?) -> Value {
    guard let node, node.hasFieldsLeftOut, case .object(var fields) = self else { return self }
    for field in node.fields {
      guard let value = fields[field.key] else { continue }
      if value.isNull, field.node.isLeftOut {
        fields[field.key] = nil
      } else if field.node.hasFieldsLeftOut {
        fields[field.key] = value.withoutFieldsLeftOut(field.node)
      }
    }
    return .object(fields)
  }
}

extension YAMLNode {
  fileprivate var hasFieldsLeftOut: Bool {
    fields.contains { $0.node.isLeftOut || $0.node.hasFieldsLeftOut }
  }
}
