/// Puts a request's target together: a path, then parameters in the order they are added.
struct Target {
  private(set) var text: String

  init(_ path: String) { text = path }

  /// Adds a parameter, unless it is nil.
  mutating func add(_ name: String, _ value: String?) {
    guard let value else { return }
    text += text.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
    text += "\(name)=\(PercentEncoding.query(value))"
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
