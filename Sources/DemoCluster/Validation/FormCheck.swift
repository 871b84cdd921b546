import Documents

/// Goes through an object with the description of its kind, as a decoder does: what is of the wrong
/// type is an error, what isn't known is left out and named.
struct FormCheck {
  private(set) var unknown: [String] = []
  /// Whether null means the same as nothing, as it does for built-in kinds.
  let dropsNull: Bool
  let kind: String

  mutating func check(
    _ value: Value, _ schema: Schema, _ path: String
  ) throws(APIFailure) -> Value? {
    if value.isNull { return dropsNull ? nil : value }
    switch schema.form {
    case .any: return value
    case .scalar(let scalar):
      guard dropsNull else { return value }
      try checkScalar(value, scalar, path)
      return value
    case .structure(let fields):
      guard case .object(let given) = value else {
        guard dropsNull else { return value }
        throw mismatch(value, path, "object")
      }
      var kept: [String: Value] = [:]
      for (name, below) in given {
        let place = path.isEmpty ? name : path + "." + name
        if let field = fields[name] {
          kept[name] = try check(below, field.schema, place)
        } else if schema.keepsUnknown {
          kept[name] = below
        } else {
          unknown.append("unknown field \"\(place)\"")
        }
      }
      return .object(kept)
    case .map(let element):
      guard case .object(let given) = value else {
        guard dropsNull else { return value }
        throw mismatch(value, path, "map")
      }
      var kept: [String: Value] = [:]
      for (name, below) in given {
        // A null text in a map is an empty one.
        if below.isNull, case .scalar(.string) = element.form {
          kept[name] = ""
        } else {
          kept[name] = try check(below, element, "\(path).\(name)")
        }
      }
      return .object(kept)
    case .list(let element, _):
      guard case .array(let given) = value else {
        guard dropsNull else { return value }
        throw mismatch(value, path, "list")
      }
      var kept: [Value] = []
      for (index, below) in given.enumerated() {
        kept.append(try check(below, element, "\(path)[\(index)]") ?? .null)
      }
      return .array(kept)
    }
  }

  private func checkScalar(
    _ value: Value, _ scalar: Schema.Scalar, _ path: String
  ) throws(APIFailure) {
    switch (scalar, value) {
    case (.string, .string), (.int, .integer), (.bool, .bool), (.number, .integer),
      (.number, .double), (.intstr, .integer), (.intstr, .string), (.quantity, .integer),
      (.quantity, .double):
      return
    case (.quantity, .string(let text)):
      guard Quantity(text) != nil else {
        throw .badRequest(
          "\(kind) in version \"v1\" cannot be handled as a \(kind): quantities must match the "
            + "regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")
      }
    case (.bytes, .string(let text)):
      guard Base64.decode(text) != nil else {
        throw .badRequest(
          "\(kind) in version \"v1\" cannot be handled as a \(kind): illegal base64 data at input "
            + "byte 0 (\(path))")
      }
    case (.time, .string(let text)):
      guard DemoTime(rfc3339: text) != nil else {
        throw .badRequest(
          "\(kind) in version \"v1\" cannot be handled as a \(kind): parsing time \"\(text)\" as "
            + "\"2006-01-02T15:04:05Z07:00\": cannot parse \"\(text)\"")
      }
    default: throw mismatch(value, path, scalar.goName)
    }
  }

  private func mismatch(_ value: Value, _ path: String, _ expected: String) -> APIFailure {
    let found =
      switch value {
      case .null: "null"
      case .bool: "bool"
      case .integer, .largeInteger, .double: "number"
      case .string: "string"
      case .array: "array"
      case .object: "object"
      }
    return .badRequest(
      "\(kind) in version \"v1\" cannot be handled as a \(kind): json: cannot unmarshal \(found) "
        + "into Go struct field \(kind).\(path) of type \(expected)")
  }
}

extension Schema.Scalar {
  fileprivate var goName: String {
    switch self {
    case .string, .bytes, .quantity: "string"
    case .int: "int32"
    case .number: "float64"
    case .bool: "bool"
    case .intstr: "intstr.IntOrString"
    case .time: "v1.Time"
    }
  }
}

extension DemoAPIServer {
  /// Checks an object against its kind's description and takes out what isn't in it; the answer is
  /// what was taken out, in words.
  func checkForm(
    _ object: inout Value, _ type: ResourceType
  ) throws(APIFailure) -> [String] {
    guard case .object(var fields) = object else { return [] }
    let identity = (fields.removeValue(forKey: "apiVersion"), fields.removeValue(forKey: "kind"))
    var unknown: [String] = []
    if type.isCustom, let metadata = fields["metadata"],
      let schema = BuiltInSchemas.all["ObjectMeta"]
    {
      var check = FormCheck(dropsNull: true, kind: type.kind)
      fields["metadata"] = try check.check(metadata, schema, "metadata")
      unknown += check.unknown
    }
    var check = FormCheck(dropsNull: !type.isCustom, kind: type.kind)
    object = try check.check(.object(fields), schema(type), "") ?? [:]
    if let version = identity.0 { object["apiVersion"] = version }
    if let kind = identity.1 { object["kind"] = kind }
    return (unknown + check.unknown).sorted()
  }
}
