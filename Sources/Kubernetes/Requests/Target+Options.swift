import HTTP

extension Target {
  /// Adds a parameter, unless it is nil.
  mutating func add(_ name: String, _ value: String?) {
    if let value { query.append(QueryItem(name, value)) }
  }

  /// Adds a number, unless it is nil.
  mutating func add(_ name: String, _ value: (some BinaryInteger)?) {
    add(name, value.map { String($0) })
  }

  /// Adds `name=true`, if it is.
  mutating func add(_ name: String, _ flag: Bool) {
    if flag { add(name, "true") }
  }
}
