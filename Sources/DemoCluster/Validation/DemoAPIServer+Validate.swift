import Documents

extension DemoAPIServer {
  /// Refuses an object that breaks the rules of its kind, or a change that isn't allowed.
  func validate(_ type: ResourceType, _ object: Value, old: Value?) throws(APIFailure) {
    var validator = Validator()
    if old == nil { validator.checkName(type, object.objectName) }
    validator.checkMetadata(object)
    if type.isCustom {
      definitions[type.id]?.validate(object, type, &validator)
    } else {
      validator.checkRequired(object, schema(type))
      validator.checkKind(type, object)
      if let old { validator.checkChange(type, from: old, to: object) }
    }
    if type.id == .customResourceDefinitions { validator.checkDefinition(object) }
    guard validator.causes.isEmpty else {
      throw .invalid(type, object.objectName, validator.causes)
    }
  }
}

extension Validator {
  mutating func checkName(_ type: ResourceType, _ name: String) {
    switch type.id {
    case .namespaces:
      if !Names.isLabel(name) { invalid("metadata.name", .string(name), Names.label) }
    case .services:
      if !Names.isServiceLabel(name) {
        invalid("metadata.name", .string(name), Names.serviceLabel)
      }
    case .roles, .roleBindings, .clusterRoles, .clusterRoleBindings:
      if !Names.isPathSegment(name) {
        invalid("metadata.name", .string(name), "may not be '.' or '..', or contain '/' or '%'")
      }
    default:
      if !Names.isSubdomain(name) { invalid("metadata.name", .string(name), Names.subdomain) }
    }
  }

  mutating func checkMetadata(_ object: Value) {
    let metadata = object["metadata"]
    checkLabels(metadata?["labels"], "metadata.labels")
    for (key, _) in metadata?["annotations"]?.object ?? [:]
    where !Names.isLabelKey(key.lowercased()) {
      invalid("metadata.annotations", .string(key), Names.labelKey)
    }
    for (index, owner) in (metadata?["ownerReferences"]?.array ?? []).enumerated() {
      for field in ["apiVersion", "kind", "name", "uid"] {
        require(
          !(owner[field]?.string ?? "").isEmpty,
          "metadata.ownerReferences[\(index)].\(field)", "\(field) must not be empty")
      }
    }
  }

  mutating func checkLabels(_ labels: Value?, _ field: String) {
    for (key, value) in (labels?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
      if !Names.isLabelKey(key) { invalid(field, .string(key), Names.labelKey) }
      if !Names.isLabelValue(value.string ?? "") { invalid(field, value, Names.labelValue) }
    }
  }

  /// Whether everything is there that the description of the kind requires.
  mutating func checkRequired(_ value: Value, _ schema: Schema, _ path: String = "") {
    switch schema.form {
    case .structure(let fields):
      guard case .object(let given) = value else { return }
      for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
        let place = path.isEmpty ? name : path + "." + name
        if let below = given[name] {
          if field.isRequired, Self.isEmpty(below, field.schema) {
            require(false, place)
          } else {
            checkRequired(below, field.schema, place)
          }
        } else if field.isRequired, name != "metadata", !path.hasPrefix("status"),
          Self.needsValue(name, field.schema)
        {
          require(false, place)
        }
      }
    case .map(let element):
      for (name, below) in value.object ?? [:] { checkRequired(below, element, "\(path)[\(name)]") }
    case .list(let element, _):
      for (index, below) in (value.array ?? []).enumerated() {
        checkRequired(below, element, "\(path)[\(index)]")
      }
    case .any, .scalar: break
    }
  }

  /// Whether a required value may not be empty: texts and lists may be where nothing says more.
  private static func isEmpty(_ value: Value, _ schema: Schema) -> Bool {
    switch (schema.form, value) {
    case (.list(let element, .map), .array(let items)):
      if case .scalar = element.form { return false }
      return items.isEmpty
    default: return false
    }
  }

  /// Whether leaving a required field out is an error of its own: numbers, truth values and most
  /// structures have a zero that stands in.
  private static func needsValue(_ name: String, _ schema: Schema) -> Bool {
    switch schema.form {
    // Of structures only selectors can be missing; others are there, if empty.
    case .structure: name == "selector"
    case .scalar(.int), .scalar(.bool), .scalar(.number), .scalar(.time): false
    case .any: false
    default: true
    }
  }
}
