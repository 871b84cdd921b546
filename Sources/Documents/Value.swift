/// A JSON-shaped value: what every Kubernetes object, YAML document and patch is made of.
///
/// Objects compare without regard to the order of their keys, as JSON says; writers put keys in
/// alphabetical order, which is also the order in which kubectl prints them. Integers and floating
/// point numbers are different cases (the API server tells `1` from `1.0`), and compare unequal.
/// Strings and keys compare as Swift compares strings: two spellings of the same character in
/// Unicode, such as `é` in one piece or in two, are equal.
public enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  /// An integer that fits in 64 bits, as nearly all do.
  case integer(Int64)
  /// An integer that doesn't: its decimal digits as written, with a leading minus if negative.
  case largeInteger(String)
  /// A finite floating point number. JSON has no infinities and no NaN.
  case double(Double)
  case string(String)
  case array([Value])
  case object([String: Value])
}

extension Value {
  /// The text of a string; nil for every other kind of value, `null` included.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The integer, if this is one that fits in 64 bits.
  public var integer: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// The truth value, if this is one.
  public var bool: Bool? {
    guard case .bool(let flag) = self else { return nil }
    return flag
  }

  /// The elements of an array; nil for every other kind of value.
  public var array: [Value]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The fields of an object; nil for every other kind of value.
  public var object: [String: Value]? {
    guard case .object(let fields) = self else { return nil }
    return fields
  }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The field of that name, or nil where this isn't an object or has no such field.
  ///
  /// Setting a field of a value that isn't an object makes it one; setting nil removes the field.
  public subscript(key: String) -> Value? {
    get {
      guard case .object(let fields) = self else { return nil }
      return fields[key]
    }
    set {
      var fields: [String: Value] = [:]
      if case .object(let existing) = self { fields = existing }
      // Dropping our own reference first keeps the dictionary uniquely referenced: no copy.
      self = .null
      fields[key] = newValue
      self = .object(fields)
    }
  }

  /// The element at that index, or nil where this isn't an array or has no such element.
  public subscript(index: Int) -> Value? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, Value)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
  }
}
