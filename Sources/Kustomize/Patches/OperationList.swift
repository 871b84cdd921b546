import Documents

/// A JSON patch as kustomize reads and applies it, which is not quite RFC 6902.
///
/// Negative indices count from the end, `replace` and `copy` don't mind that a field isn't there, a
/// missing `value` is null, and what stands before a path's first slash is ignored.
struct OperationList {
  /// Why an operation doesn't apply.
  struct Failure: Error {
    /// Which, counted from 0.
    var index: Int
    var reason: String
  }

  /// The operations, each an object.
  private let operations: [Value]

  /// Reads a patch; nil where a value isn't one.
  init?(_ value: Value) {
    guard case .array(let operations) = value, !operations.isEmpty,
      operations.allSatisfy({ $0.object != nil })
    else { return nil }
    self.operations = operations
  }

  /// The value with all operations carried out.
  func apply(to value: Value) throws(Failure) -> Value {
    var value = value
    for (index, operation) in operations.enumerated() {
      do throws(Refusal) {
        try Self.apply(operation, to: &value)
      } catch {
        let name = operation["op"]?.string ?? "operation"
        let path = operation["path"]?.string.map { " \($0)" } ?? ""
        throw Failure(index: index, reason: "\(name)\(path): \(error.reason)")
      }
    }
    return value
  }

  private struct Refusal: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }
  }

  private static func apply(_ operation: Value, to value: inout Value) throws(Refusal) {
    let name = operation["op"]?.string
    switch name {
    case "add":
      try add(operand(operation), to: &value, at: path("path", of: operation))
    case "remove":
      _ = try take(try path("path", of: operation), from: &value)
    case "replace":
      try replace(try path("path", of: operation), of: &value, with: operand(operation))
    case "move":
      let moved = try take(try path("from", of: operation), from: &value)
      try add(moved, to: &value, at: path("path", of: operation))
    case "copy":
      let copied = try get(try path("from", of: operation), of: value) ?? .null
      try add(copied, to: &value, at: path("path", of: operation))
    case "test":
      guard let wanted = operation["value"] else { throw Refusal("value is missing") }
      let path = try path("path", of: operation)
      let found = path.isEmpty ? value : try get(path, of: value) ?? .null
      guard found.isEqualAsJSON(to: wanted) else {
        throw Refusal("the value there is another than the one tested for")
      }
    case let name?: throw Refusal("\"\(name)\" is not an operation of a JSON patch")
    case nil: throw Refusal("op is missing")
    }
  }

  private static func operand(_ operation: Value) -> Value { operation["value"] ?? .null }

  /// The parts of a path; none for the whole value.
  private static func path(_ field: String, of operation: Value) throws(Refusal) -> [String] {
    guard let text = operation[field]?.string else { throw Refusal("\(field) is missing") }
    if text.isEmpty { return [] }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !parts.isEmpty else { throw Refusal("\(field) \"\(text)\" doesn't begin with /") }
    return parts.map { part in
      part.contains("~")
        ? String(part.replacing("~1", with: "/").replacing("~0", with: "~")) : String(part)
    }
  }

  // MARK: - Places

  /// The index that a part of a path stands for in a list of that length.
  private static func index(_ part: String, count: Int) throws(Refusal) -> Int {
    guard let index = Int(part) else {
      throw Refusal("\"\(part)\" is not an index, and there is a list")
    }
    guard index < count, index >= -count else {
      throw Refusal("there is no element \(index); the list has \(count)")
    }
    return index < 0 ? index + count : index
  }

  /// The value at a place; nil where an object lacks the last field.
  private static func get(_ path: [String], of value: Value) throws(Refusal) -> Value? {
    guard let last = path.last else { throw Refusal("the path is empty") }
    var value = value
    for part in path.dropLast() { value = try child(part, of: value) }
    switch value {
    case .object(let fields): return fields[last]
    case .array(let elements): return elements[try index(last, count: elements.count)]
    default: throw Refusal("there is nothing that could have a \"\(last)\"")
    }
  }

  private static func child(_ part: String, of value: Value) throws(Refusal) -> Value {
    switch value {
    case .object(let fields):
      guard let child = fields[part], !child.isNull else { throw Refusal("\"\(part)\" is missing") }
      return child
    case .array(let elements): return elements[try index(part, count: elements.count)]
    default: throw Refusal("there is nothing that could have a \"\(part)\"")
    }
  }

  /// Changes the object or list that holds a place.
  private static func change<Result>(
    _ path: ArraySlice<String>, of value: inout Value,
    _ body: (_ holder: inout Value, _ last: String) throws(Refusal) -> Result
  ) throws(Refusal) -> Result {
    guard let part = path.first else { throw Refusal("the path is empty") }
    if path.count == 1 {
      switch value {
      case .object, .array: return try body(&value, part)
      default: throw Refusal("there is nothing that could have a \"\(part)\"")
      }
    }
    var inner = try child(part, of: value)
    if case .array(var elements) = value {
      let index = try index(part, count: elements.count)
      value = .null
      elements[index] = .null
      let result = try change(path.dropFirst(), of: &inner, body)
      elements[index] = inner
      value = .array(elements)
      return result
    }
    value[part] = .null
    let result = try change(path.dropFirst(), of: &inner, body)
    value[part] = inner
    return result
  }

  // MARK: - Operations

  private static func add(
    _ new: Value, to value: inout Value, at path: [String]
  ) throws(Refusal) {
    try change(path[...], of: &value) { (holder, last) throws(Refusal) in
      guard case .array(var elements) = holder else {
        holder[last] = new
        return
      }
      holder = .null
      if last == "-" {
        elements.append(new)
      } else {
        elements.insert(new, at: try index(last, count: elements.count + 1))
      }
      holder = .array(elements)
    }
  }

  private static func replace(
    _ path: [String], of value: inout Value, with new: Value
  ) throws(Refusal) {
    if path.isEmpty {
      value = new
      return
    }
    try change(path[...], of: &value) { (holder, last) throws(Refusal) in
      guard case .array(var elements) = holder else {
        holder[last] = new
        return
      }
      holder = .null
      elements[try index(last, count: elements.count)] = new
      holder = .array(elements)
    }
  }

  private static func take(
    _ path: [String], from value: inout Value
  ) throws(Refusal) -> Value {
    try change(path[...], of: &value) { (holder, last) throws(Refusal) in
      if case .array(var elements) = holder {
        holder = .null
        let element = elements.remove(at: try index(last, count: elements.count))
        holder = .array(elements)
        return element
      }
      guard let taken = holder[last] else { throw Refusal("there is no \"\(last)\"") }
      holder[last] = nil
      return taken
    }
  }
}

extension Value {
  /// Whether both are the same JSON: `1` and `1.0` are.
  fileprivate func isEqualAsJSON(to other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let a), .double(let b)), (.double(let b), .integer(let a)):
      Int64(exactly: b) == a
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqualAsJSON(to: $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { key, value in b[key].map { value.isEqualAsJSON(to: $0) } ?? false }
    default: self == other
    }
  }
}
