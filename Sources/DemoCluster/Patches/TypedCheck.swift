import Documents

/// Whether a configuration can be applied: fields are owned one by one, so each has to be one that
/// the kind has, and every element of a list one that can be told from the others.
struct TypedCheck {
  private(set) var problems: [String] = []

  mutating func check(_ value: Value, _ schema: Schema, _ path: [FieldStep] = []) {
    if value.isNull { return }
    switch (schema.form, value) {
    case (.any, _): break
    case (.structure, .object(let given)), (.map, .object(let given)):
      for (name, below) in given.sorted(by: { $0.key < $1.key }) {
        let place = path + [.field(name)]
        if let field = schema.field(name) {
          check(below, field, place)
        } else {
          problems.append("\(FieldSet.text(place)): field not declared in schema")
        }
      }
    case (.list(let element, let type), .array(let items)):
      check(items, element, type, path)
    case (.scalar(let scalar), _): check(value, scalar, path)
    case (.structure, _), (.map, _): mismatch("map", value, path)
    case (.list, _): mismatch("list", value, path)
    }
  }

  private mutating func check(
    _ items: [Value], _ element: Schema, _ type: Schema.ListType, _ path: [FieldStep]
  ) {
    var seen: Set<FieldStep> = []
    for (index, item) in items.enumerated() {
      let step = element.step(to: item, in: type) ?? .index(index)
      check(item, element, path + [step])
      guard !seen.insert(step).inserted else { continue }
      problems.append(
        "\(FieldSet.text(path)): duplicate entries for key \(FieldSet.text([step]))")
    }
  }

  private mutating func check(_ value: Value, _ scalar: Schema.Scalar, _ path: [FieldStep]) {
    switch (scalar, value) {
    case (.int, .integer), (.int, .double), (.number, .integer), (.number, .double),
      (.bool, .bool), (.string, .string), (.bytes, .string), (.time, .string),
      (.quantity, _), (.intstr, .integer), (.intstr, .string):
      break
    case (.int, _), (.number, _): mismatch("numeric (int or float)", value, path)
    case (.bool, _): mismatch("boolean", value, path)
    case (.intstr, _): mismatch("string or numeric", value, path)
    default: mismatch("string", value, path)
    }
  }

  private mutating func mismatch(_ expected: String, _ value: Value, _ path: [FieldStep]) {
    let found =
      switch value {
      case .null: "null"
      case .bool: "bool"
      case .integer, .largeInteger: "int64"
      case .double: "float64"
      case .string: "string"
      case .array: "list"
      case .object: "map"
      }
    problems.append("\(FieldSet.text(path)): expected \(expected), got \(found)")
  }
}

extension DemoAPIServer {
  /// Refuses a configuration whose fields can't be owned.
  func checkTyped(_ configuration: Value, _ asked: ResourceRequest) throws(APIFailure) {
    var content = configuration
    for field in ["apiVersion", "kind"] { content[field] = nil }
    var check = TypedCheck()
    check.check(content, schema(asked.type))
    guard !check.problems.isEmpty else { return }
    let list =
      check.problems.count == 1
      ? check.problems[0] : "errors:\n" + check.problems.map { "  \($0)\n" }.joined()
    let place = asked.namespace.isEmpty ? "/\(asked.name)" : "\(asked.namespace)/\(asked.name)"
    throw APIFailure(
      500, "",
      "failed to create typed patch object (\(place); \(asked.apiVersion), "
        + "Kind=\(asked.type.kind)): \(list)")
  }
}
