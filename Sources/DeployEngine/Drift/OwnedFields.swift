internal import Documents

/// Compares the fields that Duet owns of a live object with those that Git says.
///
/// A field that is owned and not said any more would go with the next deploy. One that is said and
/// not owned was changed by somebody else at some time: its value may be the same by now.
struct OwnedFields {
  /// The places that are owned and not said, the first few.
  private(set) var left: [String] = []
  /// How many there are.
  private(set) var leftCount = 0
  /// Whether something is said and not owned.
  private(set) var isIncomplete = false

  /// Compares a set of fields, in the form the server keeps, with an object in its normal form.
  init(_ owned: Value, desired: Value) {
    guard let tokens = owned.object else { return }
    compare(tokens, desired, "")
  }

  private mutating func compare(_ owned: [String: Value], _ desired: Value, _ label: String) {
    for token in owned.keys.sorted() {
      guard token != "." else { continue }
      guard let (value, part) = Self.find(token, in: desired) else { continue }
      guard let value, !value.isNull else {
        if !Self.isOurs(token) { note(label + part) }
        continue
      }
      if let inner = owned[token]?.object, !inner.isEmpty { compare(inner, value, label + part) }
    }
    switch desired {
    case .object(let fields):
      for (name, value) in fields where owned["f:\(name)"] == nil && !Self.isEmpty(value) {
        isIncomplete = true
      }
    case .array(let elements):
      let known = owned.keys.count { $0 != "." }
      // A list that is one value is owned as one, without anything about its elements.
      if known > 0, known < elements.count { isIncomplete = true }
    default: break
    }
  }

  /// What a token means of a value, and how it is written; nil for what can't be told.
  private static func find(_ token: String, in value: Value) -> (Value?, String)? {
    let body = String(token.dropFirst(2))
    switch token.prefix(2) {
    case "f:": return (value[body], "/\(body)")
    case "v:":
      guard let wanted = try? Value(json: body) else { return nil }
      return (value.array?.contains(wanted) == true ? wanted : nil, "[\(wanted.string ?? body)]")
    case "k:":
      guard let keys = (try? Value(json: body))?.object else { return nil }
      let element = value.array?.first { element in
        keys.allSatisfy { name, wanted in
          (element[name] ?? (name == "protocol" ? "TCP" : .null)) == wanted
        }
      }
      let name = keys.keys.sorted().first.flatMap { keys[$0] }
      return (element, "[\(name.map { $0.string ?? $0.json } ?? body)]")
    default: return nil
    }
  }

  /// What Duet puts there without being told by Git.
  private static func isOurs(_ token: String) -> Bool {
    token.hasPrefix("f:applyset.kubernetes.io/") || token == "f:stringData"
  }

  private static func isEmpty(_ value: Value) -> Bool {
    switch value {
    case .null: true
    case .object(let fields): fields.isEmpty
    case .array(let elements): elements.isEmpty
    default: false
    }
  }

  private mutating func note(_ label: String) {
    leftCount += 1
    if left.count < LiveComparison.mostFields { left.append(label) }
  }
}
