/// A list of changes to a value: a JSON patch, as RFC 6902 has it.
public struct JSONPatch: Hashable, Sendable {
  /// One change, or a test that must hold for the patch to apply.
  public enum Operation: Hashable, Sendable {
    /// Sets a field, or inserts an element; `-` is the place behind the last.
    case add(Pointer, Value)
    /// Removes a field or an element, which must be there.
    case remove(Pointer)
    /// Sets a field or an element, which must be there.
    case replace(Pointer, Value)
    /// Removes a value and adds it elsewhere.
    case move(from: Pointer, to: Pointer)
    /// Adds a value that is elsewhere already.
    case copy(from: Pointer, to: Pointer)
    /// Makes sure that a value is there and equal.
    case test(Pointer, Value)
  }

  /// The changes, in the order in which they are made.
  public var operations: [Operation]

  /// Makes a patch.
  public init(_ operations: [Operation]) {
    self.operations = operations
  }

  /// Reads a patch from the list of objects that it is in JSON.
  public init(_ value: Value) throws(JSONPatchError) {
    guard case .array(let elements) = value else {
      throw JSONPatchError(.malformed("a patch is a list of operations"), operation: nil)
    }
    operations = []
    for (index, element) in elements.enumerated() {
      operations.append(try Self.operation(element, index))
    }
  }

  /// The patch as the list of objects that it is in JSON.
  public var value: Value {
    .array(operations.map(\.value))
  }

  private static func operation(
    _ value: Value, _ index: Int
  ) throws(JSONPatchError) -> Operation {
    func malformed(_ problem: String) -> JSONPatchError {
      JSONPatchError(.malformed(problem), operation: index)
    }
    func pointer(_ field: String) throws(JSONPatchError) -> Pointer {
      guard let text = value[field]?.string else { throw malformed("\"\(field)\" is missing") }
      guard let pointer = Pointer(parsing: text) else {
        throw malformed("\"\(text)\" in \"\(field)\" is not a JSON pointer")
      }
      return pointer
    }
    func operand() throws(JSONPatchError) -> Value {
      guard let operand = value["value"] else { throw malformed("\"value\" is missing") }
      return operand
    }
    guard let name = value["op"]?.string else { throw malformed("\"op\" is missing") }
    switch name {
    case "add": return .add(try pointer("path"), try operand())
    case "remove": return .remove(try pointer("path"))
    case "replace": return .replace(try pointer("path"), try operand())
    case "move": return .move(from: try pointer("from"), to: try pointer("path"))
    case "copy": return .copy(from: try pointer("from"), to: try pointer("path"))
    case "test": return .test(try pointer("path"), try operand())
    default: throw malformed("\"\(name)\" is not an operation")
    }
  }
}

extension JSONPatch.Operation {
  /// The operation as the object that it is in JSON.
  public var value: Value {
    switch self {
    case .add(let path, let value):
      ["op": "add", "path": .string(path.description), "value": value]
    case .remove(let path):
      ["op": "remove", "path": .string(path.description)]
    case .replace(let path, let value):
      ["op": "replace", "path": .string(path.description), "value": value]
    case .move(let source, let path):
      [
        "op": "move", "from": .string(source.description),
        "path": .string(path.description),
      ]
    case .copy(let source, let path):
      [
        "op": "copy", "from": .string(source.description),
        "path": .string(path.description),
      ]
    case .test(let path, let value):
      ["op": "test", "path": .string(path.description), "value": value]
    }
  }
}

/// Why a JSON patch is none, or does not apply.
public struct JSONPatchError: Error, Hashable, Sendable {
  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// The patch or an operation isn't formed as RFC 6902 has it; the problem in words.
    case malformed(String)
    /// There is no value at this place.
    case missing(Pointer)
    /// The value that should hold the new one is not there, or is no object or array.
    case noParent(Pointer)
    /// An array has no such index.
    case invalidIndex(Pointer)
    /// The value at this place isn't the one that was tested for.
    case testFailed(Pointer)
    /// A value cannot be moved into itself.
    case movedIntoItself(Pointer)
  }

  /// What was wrong.
  public var reason: Reason
  /// Which operation it was, counted from 0; nil for the patch as a whole.
  public var operation: Int?

  /// Makes an error.
  public init(_ reason: Reason, operation: Int?) {
    self.reason = reason
    self.operation = operation
  }
}

extension JSONPatchError: CustomStringConvertible {
  public var description: String {
    let place = operation.map { "operation \($0 + 1): " } ?? ""
    let problem =
      switch reason {
      case .malformed(let problem): problem
      case .missing(let pointer): "there is nothing at \(pointer)"
      case .noParent(let pointer): "there is no object or list to hold \(pointer)"
      case .invalidIndex(let pointer): "the list has no place \(pointer)"
      case .testFailed(let pointer): "the value at \(pointer) is not the expected one"
      case .movedIntoItself(let pointer): "\(pointer) cannot be moved into itself"
      }
    return place + problem
  }
}

extension Value {
  /// This value with a JSON patch applied: all of it, or none where it throws.
  public func applying(_ patch: JSONPatch) throws(JSONPatchError) -> Value {
    var result = self
    for (index, operation) in patch.operations.enumerated() {
      do throws(PatchFailure) {
        try result.apply(operation)
      } catch {
        throw JSONPatchError(error.reason, operation: index)
      }
    }
    return result
  }

  private mutating func apply(_ operation: JSONPatch.Operation) throws(PatchFailure) {
    switch operation {
    case .add(let pointer, let value):
      try add(value, at: pointer)
    case .remove(let pointer):
      _ = try take(pointer)
    case .replace(let pointer, let value):
      guard self[pointer] != nil else { throw PatchFailure(reason: .missing(pointer)) }
      self[pointer] = value
    case .move(let source, let pointer):
      guard source == pointer || !source.contains(pointer) else {
        throw PatchFailure(reason: .movedIntoItself(source))
      }
      try add(try take(source), at: pointer)
    case .copy(let source, let pointer):
      guard let value = self[source] else { throw PatchFailure(reason: .missing(source)) }
      try add(value, at: pointer)
    case .test(let pointer, let value):
      guard let actual = self[pointer] else { throw PatchFailure(reason: .missing(pointer)) }
      guard actual.isNumericallyEqual(to: value) else {
        throw PatchFailure(reason: .testFailed(pointer))
      }
    }
  }

  private mutating func take(_ pointer: Pointer) throws(PatchFailure) -> Value {
    guard let value = self[pointer] else { throw PatchFailure(reason: .missing(pointer)) }
    self[pointer] = nil
    return value
  }

  private mutating func add(_ value: Value, at pointer: Pointer) throws(PatchFailure) {
    guard let parent = pointer.parent, let token = pointer.tokens.last else {
      self = value
      return
    }
    switch self[parent] {
    case .object: self[pointer] = value
    case .array(var elements):
      guard let index = token == "-" ? elements.count : Pointer.index(token),
        index <= elements.count
      else { throw PatchFailure(reason: .invalidIndex(pointer)) }
      elements.insert(value, at: index)
      self[parent] = .array(elements)
    default: throw PatchFailure(reason: .noParent(pointer))
    }
  }

  /// Equality as a patch tests it: numbers are equal when their values are, `1` and `1.0` too.
  private func isNumericallyEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let a), .double(let b)), (.double(let b), .integer(let a)):
      return Int64(exactly: b) == a
    case (.array(let a), .array(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.isNumericallyEqual(to: $1) }
    case (.object(let a), .object(let b)):
      return a.count == b.count
        && a.allSatisfy { key, value in b[key].map { value.isNumericallyEqual(to: $0) } ?? false }
    default: return self == other
    }
  }
}

private struct PatchFailure: Error {
  var reason: JSONPatchError.Reason
}
