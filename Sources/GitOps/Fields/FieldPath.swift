public import Documents

/// The place of a field in an object, whatever order the elements of its lists are in.
///
/// The path elements of Kubernetes' structured merges: lists whose elements bear keys are gone
/// through by these, so that a place means the same in the live object, in another version of it and
/// in Git (sigs.k8s.io/structured-merge-diff, fieldpath/element.go).
public struct FieldPath: Hashable, Sendable {
  /// One step down.
  public enum Step: Hashable, Sendable {
    /// A field of an object, or an entry of a map.
    case field(String)
    /// The element of a list with these keys.
    case element([String: Value])
    /// The element of a set that is this value.
    case member(Value)
    /// The element at a place of a list whose elements nothing else tells apart.
    case index(Int)
  }

  /// The way down.
  public var steps: [Step]

  /// Makes a path; without steps it is the whole object.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Whether it is the whole object.
  public var isRoot: Bool { steps.isEmpty }

  /// The path to what holds this one's value; nil for the whole object.
  public var parent: FieldPath? { isRoot ? nil : FieldPath(Array(steps.dropLast())) }

  /// The path one step further.
  public func appending(_ step: Step) -> FieldPath { FieldPath(steps + [step]) }

  /// The path to a field of this one's value.
  public func appending(_ field: String) -> FieldPath { appending(.field(field)) }

  /// Whether the other's value lies in this one's, or is the same.
  public func contains(_ other: FieldPath) -> Bool { other.steps.starts(with: steps) }
}

extension FieldPath: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Step...) { self.init(elements) }
}

extension FieldPath.Step: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .field(value) }
}

// MARK: - In an object

extension FieldPath {
  /// Where it is in an object now; nil where there is no such thing in it.
  public func pointer(in object: Value) -> Pointer? {
    var value = object
    var tokens: [String] = []
    for step in steps {
      guard let token = step.token(in: value), let next = value[Pointer([token])] else {
        return nil
      }
      tokens.append(token)
      value = next
    }
    return Pointer(tokens)
  }

  /// What is there; nil for nothing.
  public func value(in object: Value) -> Value? {
    pointer(in: object).flatMap { object[$0] }
  }

  /// The object with something else there, or with nil nothing.
  ///
  /// What holds it is made where it is missing: an element with the keys that the path names.
  /// Removing takes as many of what held it along as `parents` says, if nothing else is left in them.
  public func setting(_ value: Value?, in object: Value, parents: Int = 0) -> Value {
    guard let value else { return removing(from: object, parents: parents) }
    return Self.set(value, at: steps[...], in: object)
  }

  private static func set(_ value: Value, at steps: ArraySlice<Step>, in held: Value?) -> Value {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    let child = step.token(in: held ?? .null).flatMap { held?[Pointer([$0])] }
    var filled = set(value, at: rest, in: child ?? step.beginning(of: rest))
    if case .field(let name) = step {
      var fields = held?.object ?? [:]
      fields[name] = filled
      return .object(fields)
    }
    // What tells an element apart stays what it is.
    if case .element(let keys) = step, rest.isEmpty, filled.object != nil {
      for (key, keyed) in keys where filled[key] == nil && !step.isDefault(key, keyed) {
        filled[key] = keyed
      }
    }
    var elements = held?.array ?? []
    if let token = step.token(in: held ?? .null), let index = Pointer.index(token) {
      elements[index] = filled
    } else {
      elements.append(filled)
    }
    return .array(elements)
  }

  private func removing(from object: Value, parents: Int) -> Value {
    guard let place = pointer(in: object), !place.isRoot else { return object }
    var object = object
    object[place] = nil
    guard parents > 0, let parent, !parent.isRoot, let held = parent.value(in: object),
      held == [:] || held == []
    else { return object }
    return parent.removing(from: object, parents: parents - 1)
  }
}

extension FieldPath.Step {
  /// The token of a pointer that leads to it in that value; nil where it isn't there.
  fileprivate func token(in value: Value) -> String? {
    switch self {
    case .field(let name): value.object?[name] == nil ? nil : name
    case .index(let index): value[index] == nil ? nil : String(index)
    case .member(let member): value.array?.firstIndex(of: member).map(String.init)
    case .element(let keys):
      value.array?.firstIndex { element in
        element.object != nil
          && keys.allSatisfy { key, keyed in
            element[key].map { $0 == keyed } ?? isDefault(key, keyed)
          }
      }.map(String.init)
    }
  }

  /// Whether a key of that value need not be written: the protocol of a port.
  fileprivate func isDefault(_ key: String, _ keyed: Value) -> Bool {
    ListType.defaults[key] == keyed
  }

  /// What is filled in where nothing was.
  fileprivate func beginning(of rest: ArraySlice<FieldPath.Step>) -> Value? {
    guard !rest.isEmpty, case .element(let keys) = self else { return nil }
    return .object(keys.filter { !isDefault($0.key, $0.value) })
  }
}

// MARK: - As text

extension FieldPath: CustomStringConvertible {
  /// For a person: `spec.template.spec.containers[web].image`.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .field(let name) where name.isPlain: text += text.isEmpty ? name : ".\(name)"
      case .field(let name): text += "[\(JSONWriter().string(.string(name)))]"
      case .element(let keys):
        let values = keys.sorted { $0.key < $1.key }
          .filter { keys.count == 1 || !step.isDefault($0.key, $0.value) }
        text += "[\(values.map { $0.value.string ?? $0.value.json }.joined(separator: ","))]"
      case .member(let member): text += "[=\(member.string ?? member.json)]"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}

extension FieldPath {
  /// As `fieldsV1` names each step: `f:spec`, `k:{"name":"web"}`, `v:"x"`, `i:0`.
  public var names: [String] {
    steps.map { step in
      switch step {
      case .field(let name): "f:\(name)"
      case .element(let keys): "k:\(JSONWriter().string(.object(keys)))"
      case .member(let member): "v:\(JSONWriter().string(member))"
      case .index(let index): "i:\(index)"
      }
    }
  }

  /// Reads names as `fieldsV1` has them; nil where one is none.
  public init?(names: [String]) {
    steps = []
    for name in names {
      guard let step = Step(name: name) else { return nil }
      steps.append(step)
    }
  }
}

extension FieldPath.Step {
  /// Reads a name as `fieldsV1` has it; nil for what is none.
  public init?(name: String) {
    let rest = String(name.dropFirst(2))
    switch name.prefix(2) {
    case "f:": self = .field(rest)
    case "k:":
      guard case .object(let keys)? = try? Value(json: rest) else { return nil }
      self = .element(keys)
    case "v:":
      guard let member = try? Value(json: rest) else { return nil }
      self = .member(member)
    case "i:":
      guard let index = Pointer.index(rest) else { return nil }
      self = .index(index)
    default: return nil
    }
  }
}

extension String {
  /// Whether it can stand between dots.
  fileprivate var isPlain: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x24
      }
  }
}
