import Documents

/// What a value may look like, and how two of them are merged: part of the description of a kind.
final class Schema: Sendable {
  /// How the elements of a list are told apart.
  enum ListType: Hashable, Sendable {
    /// They aren't: the list is one value.
    case atomic
    /// By their value.
    case set
    /// By the values of these fields; strategic merge patches go by the first alone.
    case map([String])
  }

  enum Scalar: String, Hashable, Sendable {
    case string, bytes, int, number, bool, quantity, intstr, time
  }

  enum Form: Sendable {
    /// Anything: what it is follows from the value.
    case any
    case scalar(Scalar)
    /// An object with known fields.
    case structure([String: Field])
    /// An object with any fields, all of one kind.
    case map(Schema)
    case list(Schema, ListType)
  }

  /// One field of a structure.
  struct Field: Sendable {
    var schema: Schema
    var isRequired = false
    /// Whether a strategic merge patch says which fields of the value stay.
    var retainsKeys = false
    /// What stands in for the field where it is missing.
    var fallback: Value?
  }

  /// The type's name, as in `kubectl explain`; empty for custom ones.
  let name: String
  let form: Form
  /// Whether an object is one value, owned as a whole.
  let isAtomic: Bool
  /// Whether fields that aren't known are kept.
  let keepsUnknown: Bool
  /// Conditions on values, where a custom resource definition has them.
  let limits: Limits?

  init(
    _ form: Form, name: String = "", isAtomic: Bool = false, keepsUnknown: Bool = false,
    limits: Limits? = nil
  ) {
    self.form = form
    self.name = name
    self.isAtomic = isAtomic
    self.keepsUnknown = keepsUnknown
    self.limits = limits
  }

  static let any = Schema(.any)

  /// Conditions on values, as JSON Schema has them.
  struct Limits: Hashable, Sendable {
    var values: [Value] = []
    var minimum: Double?
    var maximum: Double?
    var minLength: Int?
    var maxLength: Int?
    var minItems: Int?
    var maxItems: Int?
    var isNullable = false
  }
}

extension Schema {
  /// The schema of a field, if there is anything to say about it.
  func field(_ name: String) -> Schema? {
    switch form {
    case .structure(let fields): fields[name]?.schema ?? (keepsUnknown ? .any : nil)
    case .map(let element): element
    case .any: .any
    case .scalar, .list: nil
    }
  }

  /// Whether the field is one that the structure names, rather than one among any.
  func names(_ field: String) -> Bool {
    guard case .structure(let fields) = form else { return false }
    return fields[field] != nil
  }

  /// How this schema takes a value apart.
  enum Composition {
    /// It is one piece.
    case leaf
    case object
    case list(Schema, ListType)
  }

  /// How a value is taken apart; null counts as whatever the schema says.
  func composition(of value: Value?) -> Composition {
    switch (form, value) {
    case (.scalar, _): return .leaf
    case (.structure, .object?), (.map, .object?), (.any, .object?):
      return isAtomic ? .leaf : .object
    case (.structure, .null?), (.map, .null?), (.structure, nil), (.map, nil):
      return isAtomic ? .leaf : .object
    case (.list(let element, let type), .array?), (.list(let element, let type), .null?),
      (.list(let element, let type), nil):
      return type == .atomic ? .leaf : .list(element, type)
    default: return .leaf
    }
  }

  /// The step that leads to an element of a list; nil where it lacks a key.
  func step(to element: Value, in type: ListType) -> FieldStep? {
    switch type {
    case .atomic: return nil
    case .set: return .value(element)
    case .map(let keys):
      var values: [String: Value] = [:]
      for key in keys {
        // Keys with a default may be left out: it is a port's protocol that is.
        values[key] = element[key] ?? (key == "protocol" ? "TCP" : nil)
      }
      return values.isEmpty ? nil : .keys(values)
    }
  }
}
