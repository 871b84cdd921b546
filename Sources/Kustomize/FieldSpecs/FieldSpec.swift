import Documents

/// Where in objects of a type a field is.
struct FieldSpec: Hashable, Sendable {
  /// Which objects have it.
  var type: ResourceType
  /// As kustomize writes it: `spec/template/spec/containers[]/image`; `\/` is a slash in a name.
  let path: String
  /// Whether the field is made where it isn't there.
  var creates: Bool
  /// The names on the way; lists on the way are gone through.
  let steps: [Step]

  init(_ path: String, _ type: ResourceType = ResourceType(), creates: Bool = false) {
    self.type = type
    self.path = path
    self.creates = creates
    steps = Self.steps(of: path)
  }

  private static func steps(of path: String) -> [Step] {
    var steps: [Step] = []
    var name = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part.hasSuffix("\\") {
        name += part.dropLast() + "/"
        continue
      }
      name += part
      steps.append(Step(name))
      name = ""
    }
    if !name.isEmpty { steps.append(Step(String(name.dropLast()) + "\\")) }
    return steps
  }

  /// A name on the way, and whether a list is expected there.
  struct Step: Hashable, Sendable {
    var name: String
    var isList: Bool

    /// Whether this is a number, which kustomize takes for an element's index and nothing else.
    let isIndex: Bool

    init(_ text: String) {
      isList = text.hasSuffix("[]")
      name = isList ? String(text.dropLast(2)) : text
      isIndex = Int(text).map { $0 >= 0 } ?? false
    }
  }
}

/// A field that a path leads to, or that is on the way, holds something that has no fields.
struct FieldPathError: Error, Hashable, CustomStringConvertible {
  var path: String
  var reason: String

  var description: String { "\(path): \(reason)" }
}

extension Value {
  /// Changes what a field holds, wherever in lists it is.
  ///
  /// - Parameters:
  ///   - spec: where the field is; its type has been matched already.
  ///   - empty: what a field that has to be made begins with; nil makes none.
  mutating func change(
    _ spec: FieldSpec, creating empty: Value? = nil,
    _ change: (inout Value) throws(FieldPathError) -> Void
  ) throws(FieldPathError) {
    let empty = spec.creates ? empty : nil
    try self.change(spec.steps[...], of: spec, creating: empty, change)
  }

  private mutating func change(
    _ steps: ArraySlice<FieldSpec.Step>, of spec: FieldSpec, creating empty: Value?,
    _ change: (inout Value) throws(FieldPathError) -> Void
  ) throws(FieldPathError) {
    guard let step = steps.first else { return try change(&self) }
    switch self {
    case .null: return
    case .array(var elements):
      self = .null  // drops this reference, so that the array is changed in place
      defer { self = .array(elements) }
      for index in elements.indices {
        try elements[index].change(steps, of: spec, creating: empty, change)
      }
    case .object where step.isIndex:
      throw FieldPathError(
        path: spec.path, reason: "\(step.name) is an index, and there is a mapping")
    case .object(var fields):
      let rest = steps.dropFirst()
      let made: Value? =
        step.isList ? nil : empty.map { rest.isEmpty ? $0 : .object([:]) }
      guard let index = fields.index(forKey: step.name) else {
        guard var value = made else { return }
        try value.change(rest, of: spec, creating: empty, change)
        self[step.name] = value
        return
      }
      self = .null
      defer { self = .object(fields) }
      if fields.values[index].isNull {
        if step.isList {
          fields.values[index] = .array([])
        } else if let made {
          fields.values[index] = made
        }
      }
      try fields.values[index].change(rest, of: spec, creating: empty, change)
    default:
      throw FieldPathError(
        path: spec.path, reason: "\"\(step.name)\" is looked for in what has no fields")
    }
  }

  /// Whether a field is there that a test holds for, wherever in lists it is.
  ///
  /// An empty value in the place of a list counts: changing what is in it makes it a list.
  func contains(_ steps: ArraySlice<FieldSpec.Step>, where test: (Value) -> Bool) -> Bool {
    guard let step = steps.first else { return test(self) }
    switch self {
    case .array(let elements):
      return elements.contains { $0.contains(steps, where: test) }
    case .object(let fields):
      guard let value = fields[step.name] else { return false }
      return step.isList && value.isNull || value.contains(steps.dropFirst(), where: test)
    default: return false
    }
  }
}
