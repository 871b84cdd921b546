/// Header fields: names compare without regard to case, order and repeats are kept.
public struct Headers: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  /// One field, as written.
  public struct Field: Hashable, Sendable {
    /// The name as written; use `Headers`' subscript to look one up.
    public var name: String
    /// The value, without surrounding white space.
    public var value: String
  }

  /// All fields, in order.
  public private(set) var fields: [Field] = []

  /// Makes an empty set of fields.
  public init() {}

  /// Makes fields in the order of the literal.
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  /// The first value of that field.
  ///
  /// Setting it replaces all values; setting nil removes the field.
  public subscript(name: String) -> String? {
    get { fields.first { Self.matches($0.name, name) }?.value }
    set {
      fields.removeAll { Self.matches($0.name, name) }
      if let newValue { add(name, newValue) }
    }
  }

  /// Adds one more value for a field.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }

  private static func matches(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count
      && zip(a.utf8, b.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (65...90).contains(byte) ? byte | 32 : byte
  }
}

extension Headers.Field: CustomStringConvertible, CustomReflectable {
  /// The field as it is sent, without the value where that is a credential.
  public var description: String { "\(name): \(isSecret ? "…" : value)" }

  /// What `dump` and a failing test show: the same.
  public var customMirror: Mirror { Mirror(self, children: ["field": description]) }

  private var isSecret: Bool {
    ["authorization", "proxy-authorization", "cookie", "set-cookie"].contains(name.lowercased())
  }
}
