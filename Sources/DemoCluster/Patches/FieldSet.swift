import Documents

/// One step from an object or list to something in it, as `fieldsV1` has it.
enum FieldStep: Hashable, Sendable {
  /// A field of an object: `f:replicas`.
  case field(String)
  /// The element of a list with these keys: `k:{"name":"web"}`.
  case keys([String: Value])
  /// The element of a set that equals this: `v:"foregroundDeletion"`.
  case value(Value)
  /// The element at that place: `i:0`.
  case index(Int)
}

/// A set of fields of an object: a tree of steps, some of whose nodes are members.
struct FieldSet: Hashable, Sendable {
  /// The steps that lead to members.
  private(set) var members: Set<FieldStep> = []
  /// What lies below a step, never empty.
  private(set) var children: [FieldStep: FieldSet] = [:]

  static let empty = FieldSet()

  var isEmpty: Bool { members.isEmpty && children.isEmpty }

  mutating func insert(_ path: some Collection<FieldStep>) {
    guard let first = path.first else { return }
    let rest = path.dropFirst()
    if rest.isEmpty {
      members.insert(first)
    } else {
      children[first, default: .empty].insert(rest)
    }
  }

  /// Makes a step a member.
  mutating func insert(_ step: FieldStep) { members.insert(step) }

  /// Puts a set below a step, in place of what was there.
  mutating func setChild(_ step: FieldStep, _ child: FieldSet) {
    children[step] = child.isEmpty ? nil : child
  }

  func union(_ other: FieldSet) -> FieldSet {
    var result = self
    result.members.formUnion(other.members)
    result.children.merge(other.children) { $0.union($1) }
    return result
  }

  func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.intersection(other.members)
    for (step, child) in children {
      if let theirs = other.children[step] { result.setChild(step, child.intersection(theirs)) }
    }
    return result
  }

  /// The members that the other set doesn't have.
  func subtracting(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.subtracting(other.members)
    for (step, child) in children {
      result.setChild(step, other.children[step].map(child.subtracting) ?? child)
    }
    return result
  }

  /// The members that are neither members of the other set nor below one.
  func recursivelySubtracting(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.subtracting(other.members)
    for (step, child) in children where !other.members.contains(step) {
      result.setChild(
        step, other.children[step].map(child.recursivelySubtracting) ?? child)
    }
    return result
  }

  /// The members, as paths, in the order of their text.
  var paths: [[FieldStep]] {
    var all = members.map { [$0] }
    for (step, child) in children {
      all += child.paths.map { [step] + $0 }
    }
    return all.sorted { FieldSet.text($0) < FieldSet.text($1) }
  }

  /// A path as messages show it: `.spec.template.spec.containers[name="web"].image`.
  static func text(_ path: some Sequence<FieldStep>) -> String {
    path.map { step in
      switch step {
      case .field(let name): "." + name
      case .keys(let keys):
        "["
          + keys.sorted { $0.key < $1.key }
          .map { "\($0.key)=\($0.value.json)" }.joined(separator: ",") + "]"
      case .value(let value): "[=\(value.json)]"
      case .index(let index): "[\(index)]"
      }
    }.joined()
  }
}

extension FieldSet {
  /// Reads the form that `managedFields` holds; steps it doesn't know are left out.
  init(fieldsV1: Value) {
    for (name, below) in fieldsV1.object ?? [:] {
      guard let step = FieldStep(fieldsV1: name) else { continue }
      if below["."] != nil || (below.object?.isEmpty ?? true) { members.insert(step) }
      setChild(step, FieldSet(fieldsV1: below))
    }
  }

  /// The form that `managedFields` holds.
  var fieldsV1: Value {
    var fields: [String: Value] = [:]
    for (step, child) in children {
      var below = child.fieldsV1
      if members.contains(step) { below["."] = [:] }
      fields[step.fieldsV1] = below
    }
    for step in members where children[step] == nil { fields[step.fieldsV1] = [:] }
    return .object(fields)
  }
}

extension FieldStep {
  fileprivate init?(fieldsV1 text: String) {
    let rest = String(text.dropFirst(2))
    switch text.prefix(2) {
    case "f:": self = .field(rest)
    case "k:":
      guard let keys = try? Value(json: rest).object else { return nil }
      self = .keys(keys)
    case "v:":
      guard let value = try? Value(json: rest) else { return nil }
      self = .value(value)
    case "i:":
      guard let index = Int(rest) else { return nil }
      self = .index(index)
    default: return nil
    }
  }

  fileprivate var fieldsV1: String {
    switch self {
    case .field(let name): "f:" + name
    case .keys(let keys): "k:" + Value.object(keys).json
    case .value(let value): "v:" + value.json
    case .index(let index): "i:\(index)"
    }
  }
}
