import Documents
import YAML

/// What a field of a kustomization holds, as strictly as kustomize's own decoder has it.
///
/// An empty value (`null`) goes everywhere, and means that the field isn't there.
indirect enum FieldShape: Sendable {
  case text
  case integer
  case flag
  case list(FieldShape)
  /// Any keys, each with a value of that shape.
  case map(FieldShape)
  /// These keys, which like all keys of kustomize may be written in any case.
  case object([String: FieldShape])
  /// A mapping of anything.
  case anyMap

  private var description: String {
    switch self {
    case .text: "text"
    case .integer: "an integer"
    case .flag: "true or false"
    case .list: "a list"
    case .map, .object, .anyMap: "a mapping"
    }
  }

  /// Checks a node, and gives its fields the names that they are known by.
  func check(
    _ node: YAMLNode, as name: String, complain: (_ line: Int, _ reason: String) -> Void
  ) -> YAMLNode {
    switch (self, node.value) {
    case (_, .null), (.text, .string), (.integer, .integer), (.flag, .bool), (.anyMap, .object):
      return node
    case (.list(let shape), .array):
      let isOfTexts = if case .text = shape { true } else { false }
      let inner = isOfTexts ? "each of \(name)" : name
      let elements = node.elements.map { shape.check($0, as: inner, complain: complain) }
      return YAMLNode(elements: elements, from: node.position, to: node.end)
    case (.map(let shape), .object):
      for field in node.fields {
        _ = shape.check(field.node, as: "\(name).\(field.key)", complain: complain)
      }
      return node
    case (.object(let shapes), .object):
      return Self.check(node, of: name, shapes, complain)
    case (.text, .integer), (.text, .double), (.text, .bool), (.text, .largeInteger):
      complain(node.position.line, "\(name) must be text; put it in quotes")
      return node
    default:
      let subject = name.isEmpty ? "this" : name
      complain(node.position.line, "\(subject) must be \(description)")
      return node
    }
  }

  private static func check(
    _ node: YAMLNode, of name: String, _ shapes: [String: FieldShape],
    _ complain: (_ line: Int, _ reason: String) -> Void
  ) -> YAMLNode {
    var fields: [YAMLNode.Field] = []
    for field in node.fields {
      let lower = field.key.lowercased()
      guard
        let known = shapes[field.key] == nil
          ? shapes.keys.first(where: { $0.lowercased() == lower }) : field.key,
        let shape = shapes[known]
      else {
        let place = name.isEmpty ? "" : " in \(name)"
        let advice = Spelling.closest(to: field.key, among: shapes.keys).map {
          "; did you mean \"\($0)\"?"
        }
        complain(
          field.keyPosition.line, "unknown field \"\(field.key)\"\(place)\(advice ?? "")")
        continue
      }
      let inner = name.isEmpty ? known : "\(name).\(known)"
      fields.append(
        YAMLNode.Field(
          key: known, keyPosition: field.keyPosition,
          node: shape.check(field.node, as: inner, complain: complain)))
    }
    return YAMLNode(fields: fields, from: node.position, to: node.end)
  }
}
