import Documents
import YAML

extension FieldPath {
  /// What is made where a path leads to nothing.
  enum Creation {
    case nothing
    case scalar
    case list
    case mapping

    /// As fits a value.
    init(for value: Value) {
      switch value {
      case .array: self = .list
      case .object: self = .mapping
      default: self = .scalar
      }
    }
  }

  /// A place that a path leads to.
  struct Target {
    var value: Value
    /// Whether it is new, and a scalar without a type of its own.
    var isNewScalar = false
  }

  /// Changes all values that the path leads to; returns how many there are.
  func change(
    in value: inout Value, creating creation: Creation,
    _ body: (inout Target) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    var target = Target(value: value)
    let count = try Self.change(&target, steps[...], creation, body)
    value = target.value
    return count
  }

  private static func change(
    _ target: inout Target, _ steps: ArraySlice<Step>, _ creation: Creation,
    _ body: (inout Target) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard let step = steps.first else {
      try body(&target)
      return 1
    }
    let rest = steps.dropFirst()
    // Under a null nothing is made, and kustomize doesn't mind.
    if target.value.isNull, !target.isNewScalar {
      if case .element(let index) = step, creation == .nothing {
        throw Failure(reason: "there is no element \(index); the list is empty")
      }
      return creation == .nothing || step == .all ? 0 : 1
    }
    switch step {
    case .field(let name): return try changeField(name, &target, rest, creation, body)
    case .last: return try changeField("-", &target, rest, creation, body)
    case .malformed(let part): throw .malformed(part)
    case .element(let index):
      return try changeList(&target, "element \(index)") { (elements) throws(Failure) in
        if index == elements.count, creation != .nothing {
          elements.append(made(before: rest, creation))
        }
        guard index < elements.count else {
          throw Failure(reason: "there is no element \(index); the list has \(elements.count)")
        }
        return try change(&elements[index], rest, creation, body)
      }
    case .all:
      return try changeList(&target, "each element") { (elements) throws(Failure) in
        var count = 0
        for index in elements.indices {
          count += try change(&elements[index], rest, creation, body)
        }
        return count
      }
    case .matching(let name, let value):
      return try changeMatching(name, value, &target, rest, creation, body)
    }
  }

  private static func changeField(
    _ name: String, _ target: inout Target, _ rest: ArraySlice<Step>, _ creation: Creation,
    _ body: (inout Target) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard case .object(var fields) = target.value else { throw .notAMapping(target.value, name) }
    target.value = .null
    defer { target.value = .object(fields) }
    guard let value = fields.removeValue(forKey: name) else {
      guard creation != .nothing else { return 0 }
      var child = made(before: rest, creation)
      let count = try change(&child, rest, creation, body)
      fields[name] = child.value
      return count
    }
    var child = Target(value: value)
    let count = try change(&child, rest, creation, body)
    fields[name] = child.value
    return count
  }

  private static func changeMatching(
    _ name: String, _ value: String, _ target: inout Target, _ rest: ArraySlice<Step>,
    _ creation: Creation, _ body: (inout Target) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard let expression = try? Regex(value) else {
      throw Failure(reason: "\"\(value)\" is not a regular expression")
    }
    func matches(_ element: Value) -> Bool {
      guard let tested = name.isEmpty ? element : element[name] else { return false }
      return (try? expression.firstMatch(in: tested.scalarText)) != nil
    }
    return try changeList(&target, "an element") { (elements) throws(Failure) in
      var count = 0
      for index in elements.indices where matches(elements[index].value) {
        // What stands behind a plain value's brackets is ignored.
        count += try change(&elements[index], name.isEmpty ? [] : rest, creation, body)
      }
      guard count == 0, creation != .nothing else { return count }
      let key = Value.resolved(value)
      var element = Target(value: name.isEmpty ? key : .object([name: key]))
      guard matches(element.value) else {
        throw Failure(reason: "an element made for \"\(value)\" wouldn't match it itself")
      }
      count = try change(&element, name.isEmpty ? [] : rest, creation, body)
      elements.append(element)
      return count
    }
  }

  private static func changeList(
    _ target: inout Target, _ what: String,
    _ body: (inout [Target]) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    var elements = try target.value.elements(for: what).map { Target(value: $0) }
    let count = try body(&elements)
    target.value = .array(elements.map(\.value))
    return count
  }

  /// What a missing field or element begins with.
  private static func made(before rest: ArraySlice<Step>, _ creation: Creation) -> Target {
    switch rest.first {
    case .element, .matching, .malformed: Target(value: .array([]))
    case .field, .last, .all: Target(value: .object([:]))
    case nil:
      switch creation {
      case .list: Target(value: .array([]))
      case .mapping: Target(value: .object([:]))
      case .scalar, .nothing: Target(value: "", isNewScalar: true)
      }
    }
  }
}

extension Value {
  /// What a plain scalar of this text means to kustomize.
  static func resolved(_ text: String) -> Value {
    guard let first = text.utf8.first, let last = text.utf8.last, first > 0x20, last > 0x20,
      let value = try? YAMLParser(dialect: .kustomize).parseOne(text).value
    else { return .string(text) }
    switch value {
    case .bool, .integer, .largeInteger, .double: return value
    case .null: return text.utf8.count == 1 || text.lowercased() == "null" ? .null : .string(text)
    case .string, .array, .object: return .string(text)
    }
  }
}
