import Documents

extension Schema {
  /// Reads the schema of a custom resource definition.
  convenience init(definition: Value, isRoot: Bool = false) {
    let keepsUnknown = definition["x-kubernetes-preserve-unknown-fields"]?.bool ?? false
    let isAtomic = definition["x-kubernetes-map-type"]?.string == "atomic"
    let limits = Limits(definition)
    let required = Set((definition["required"]?.array ?? []).compactMap(\.string))

    if definition["x-kubernetes-int-or-string"]?.bool == true {
      self.init(.scalar(.intstr), limits: limits)
      return
    }
    switch definition["type"]?.string {
    case "object":
      if var properties = definition["properties"]?.object {
        // What every object has is described elsewhere.
        if isRoot { for field in ["apiVersion", "kind", "metadata"] { properties[field] = nil } }
        var fields = properties.mapValues { Field(schema: Schema(definition: $0)) }
        for (name, property) in properties {
          fields[name]?.isRequired = required.contains(name)
          fields[name]?.fallback = property["default"]
        }
        if isRoot { fields["metadata"] = Field(schema: BuiltInSchemas.all["ObjectMeta"] ?? .any) }
        self.init(
          .structure(fields), isAtomic: isAtomic, keepsUnknown: keepsUnknown, limits: limits)
      } else if let element = definition["additionalProperties"], element.object != nil {
        self.init(.map(Schema(definition: element)), isAtomic: isAtomic, limits: limits)
      } else {
        let isOpen = keepsUnknown || definition["additionalProperties"]?.bool == true
        var fields: [String: Field] = [:]
        if isRoot { fields["metadata"] = Field(schema: BuiltInSchemas.all["ObjectMeta"] ?? .any) }
        self.init(
          .structure(fields), isAtomic: isAtomic, keepsUnknown: isOpen, limits: limits)
      }
    case "array":
      let type: ListType
      switch definition["x-kubernetes-list-type"]?.string {
      case "set": type = .set
      case "map":
        type = .map(
          (definition["x-kubernetes-list-map-keys"]?.array ?? []).compactMap(\.string))
      default: type = .atomic
      }
      self.init(.list(Schema(definition: definition["items"] ?? [:]), type), limits: limits)
    case "string": self.init(.scalar(.string), limits: limits)
    case "integer": self.init(.scalar(.int), limits: limits)
    case "number": self.init(.scalar(.number), limits: limits)
    case "boolean": self.init(.scalar(.bool), limits: limits)
    default:
      if isRoot {
        let metadata = Field(schema: BuiltInSchemas.all["ObjectMeta"] ?? .any)
        self.init(.structure(["metadata": metadata]), keepsUnknown: true)
      } else {
        self.init(.any, limits: limits)
      }
    }
  }

  /// The value with defaults where it is silent.
  func filledIn(_ value: Value) -> Value {
    switch (form, value) {
    case (.structure(let fields), .object(var given)):
      for (name, field) in fields {
        if let below = given[name] {
          given[name] = field.schema.filledIn(below)
        } else if let fallback = field.fallback {
          given[name] = field.schema.filledIn(fallback)
        }
      }
      return .object(given)
    case (.map(let element), .object(let given)):
      return .object(given.mapValues(element.filledIn))
    case (.list(let element, _), .array(let items)):
      return .array(items.map(element.filledIn))
    default: return value
    }
  }
}

extension Schema.Limits {
  fileprivate init?(_ definition: Value) {
    func number(_ name: String) -> Double? {
      switch definition[name] {
      case .integer(let number): Double(number)
      case .double(let number): number
      default: nil
      }
    }
    values = definition["enum"]?.array ?? []
    minimum = number("minimum")
    maximum = number("maximum")
    minLength = definition["minLength"]?.integer.map(Int.init)
    maxLength = definition["maxLength"]?.integer.map(Int.init)
    minItems = definition["minItems"]?.integer.map(Int.init)
    maxItems = definition["maxItems"]?.integer.map(Int.init)
    isNullable = definition["nullable"]?.bool ?? false
    if self == Schema.Limits() { return nil }
  }
}

extension Validator {
  /// Checks a custom resource against its schema.
  mutating func check(_ value: Value, _ schema: Schema, _ path: String) {
    if value.isNull, schema.limits?.isNullable == true { return }
    switch (schema.form, value) {
    case (.any, _): break
    case (.structure(let fields), .object(let given)):
      for (name, field) in fields.sorted(by: { $0.key < $1.key })
      where name != "metadata" || !path.isEmpty {
        let place = path.isEmpty ? name : path + "." + name
        if let below = given[name] {
          check(below, field.schema, place)
        } else if field.isRequired {
          require(false, place)
        }
      }
    case (.map(let element), .object(let given)):
      for (name, below) in given.sorted(by: { $0.key < $1.key }) {
        check(below, element, "\(path).\(name)")
      }
    case (.list(let element, let type), .array(let items)):
      checkItems(items, element, type, path)
    case (.scalar(.string), .string), (.scalar(.int), .integer), (.scalar(.number), .integer),
      (.scalar(.number), .double), (.scalar(.bool), .bool), (.scalar(.intstr), .integer),
      (.scalar(.intstr), .string):
      break
    default:
      let expected = schema.typeName
      invalid(
        path, .string(Self.typeName(value)),
        "\(path) in body must be of type \(expected): \"\(Self.typeName(value))\"")
      return
    }
    if let limits = schema.limits { check(value, limits, path) }
  }

  private mutating func checkItems(
    _ items: [Value], _ element: Schema, _ type: Schema.ListType, _ path: String
  ) {
    var seen: Set<FieldStep> = []
    for (index, item) in items.enumerated() {
      check(item, element, "\(path)[\(index)]")
      guard let step = element.step(to: item, in: type) else { continue }
      if !seen.insert(step).inserted { duplicate("\(path)[\(index)]", item) }
    }
  }

  private mutating func check(_ value: Value, _ limits: Schema.Limits, _ path: String) {
    if !limits.values.isEmpty, !limits.values.contains(value) {
      unsupported(path, value, limits.values.map { $0.string ?? $0.json })
    }
    let number: Double? =
      switch value {
      case .integer(let number): Double(number)
      case .double(let number): number
      default: nil
      }
    if let number, let minimum = limits.minimum, number < minimum {
      invalid(
        path, value,
        "\(path) in body should be greater than or equal to \(Value.double(minimum).json)")
    }
    if let number, let maximum = limits.maximum, number > maximum {
      invalid(
        path, value,
        "\(path) in body should be less than or equal to \(Value.double(maximum).json)")
    }
    if let text = value.string {
      if let length = limits.minLength, text.unicodeScalars.count < length {
        invalid(path, value, "\(path) in body should be at least \(length) chars long")
      }
      if let length = limits.maxLength, text.unicodeScalars.count > length {
        invalid(path, value, "\(path) in body should be at most \(length) chars long")
      }
    }
    if let items = value.array {
      if let count = limits.minItems, items.count < count {
        invalid(
          path, .integer(Int64(items.count)),
          "\(path) in body should have at least \(count) items")
      }
      if let count = limits.maxItems, items.count > count {
        invalid(
          path, .integer(Int64(items.count)), "must have at most \(count) items")
      }
    }
  }

  private static func typeName(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer, .largeInteger: "integer"
    case .double: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension Schema {
  fileprivate var typeName: String {
    switch form {
    case .any: "any"
    case .structure, .map: "object"
    case .list: "array"
    case .scalar(.int): "integer"
    case .scalar(.number): "number"
    case .scalar(.bool): "boolean"
    case .scalar: "string"
    }
  }
}
