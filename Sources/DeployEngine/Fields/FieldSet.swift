internal import Documents

/// A set of fields of an object, in the form in which the server keeps who owns what: `fieldsV1`.
///
/// A node is a field or an element of a list; it is in the set itself, or holds some that are.
struct FieldSet: Hashable, Sendable {
  /// Whether the field itself is in the set, not only what it holds.
  var isMember: Bool
  /// What it holds, by name as the server writes it: `f:spec`, `k:{"name":"web"}`, `v:"x"`, `i:0`.
  var children: [String: FieldSet]

  /// Makes a set; by default one of nothing.
  init(isMember: Bool = false, children: [String: FieldSet] = [:]) {
    self.isMember = isMember
    self.children = children
  }

  /// Reads what the server wrote.
  init(_ fields: Value) {
    isMember = false
    children = (fields.object ?? [:]).filter { $0.key != "." }.mapValues(FieldSet.init(child:))
  }

  private init(child fields: Value) {
    self.init(fields)
    isMember = fields.object?.isEmpty ?? true || fields["."] != nil
  }

  /// Whether there is no field in it.
  var isEmpty: Bool { !isMember && children.values.allSatisfy(\.isEmpty) }

  /// Whether the field at the end of that way is in the set.
  func contains(_ path: [String]) -> Bool {
    guard let first = path.first else { return isMember }
    return children[first]?.contains(Array(path.dropFirst())) ?? false
  }

  /// The fields of both.
  func union(_ other: FieldSet) -> FieldSet {
    FieldSet(
      isMember: isMember || other.isMember,
      children: children.merging(other.children) { $0.union($1) })
  }

  /// The set as the server writes it.
  var value: Value {
    var fields = children.mapValues(\.childValue)
    if isMember { fields["."] = .object([:]) }
    return .object(fields)
  }

  private var childValue: Value { children.isEmpty ? .object([:]) : value }
}

extension FieldSet {
  /// The fields of this set that are also in the value.
  func restricted(to value: Value) -> FieldSet {
    var restricted = FieldSet(isMember: isMember)
    for (name, node) in children {
      guard let child = Place(name, in: value, isWritten: true)?.value(in: value) else { continue }
      restricted.children[name] = node.restricted(to: child)
    }
    return restricted
  }

  /// The object without the fields of this set, except those of the other: what server-side apply
  /// makes of fields that a manager doesn't name any more.
  func removed(from value: Value, keeping kept: FieldSet) -> Value {
    var value = value
    var gone: [Int] = []
    for (name, node) in children {
      guard let place = Place(name, in: value), let child = place.value(in: value) else { continue }
      let others = kept.children[name] ?? FieldSet()
      if node.isMember, others.isEmpty {
        switch place {
        case .field(let key): value[key] = nil
        case .element(let index): gone.append(index)
        }
      } else {
        place.set(node.removed(from: child, keeping: others), in: &value)
      }
    }
    if !gone.isEmpty, var elements = value.array {
      for index in gone.sorted(by: >) { elements.remove(at: index) }
      value = .array(elements)
    }
    return value
  }

  /// Where a node of a set is in a value.
  private enum Place {
    case field(String)
    case element(Int)

    /// Finds the node; in an object as it is written, keys of elements that are left to their
    /// defaults count as equal.
    init?(_ name: String, in value: Value, isWritten: Bool = false) {
      let rest = String(name.dropFirst(2))
      switch name.prefix(2) {
      case "f:": self = .field(rest)
      case "i:":
        guard let index = Int(rest), value[index] != nil else { return nil }
        self = .element(index)
      case "k:", "v:":
        guard let sought = try? Value(json: Array(rest.utf8)), let elements = value.array
        else { return nil }
        let index =
          name.hasPrefix("v:")
          ? elements.firstIndex(of: sought)
          : elements.firstIndex { element in
            (sought.object ?? [:]).allSatisfy {
              element[$0.key] == $0.value || isWritten && element[$0.key] == nil
            }
          }
        guard let index else { return nil }
        self = .element(index)
      default: return nil
      }
    }

    func value(in value: Value) -> Value? {
      switch self {
      case .field(let key): value[key]
      case .element(let index): value[index]
      }
    }

    func set(_ child: Value, in value: inout Value) {
      switch self {
      case .field(let key): value[key] = child
      case .element(let index):
        guard var elements = value.array else { return }
        elements[index] = child
        value = .array(elements)
      }
    }
  }
}
