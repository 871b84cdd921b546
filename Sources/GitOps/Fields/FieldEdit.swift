public import Documents

/// One field of an object that is changed, added or removed.
public struct FieldEdit: Hashable, Sendable {
  /// The field.
  public var path: FieldPath
  /// What is there before; nil for nothing.
  public var before: Value?
  /// What is there after; nil for nothing.
  public var after: Value?
  /// How many of what holds the field come and go with it, from the inside out.
  public var parents: Int

  /// Describes a change.
  public init(_ path: FieldPath, before: Value?, after: Value?, parents: Int = 0) {
    self.path = path
    self.before = before
    self.after = after
    self.parents = parents
  }

  /// The change that takes this one back.
  public var inverse: FieldEdit {
    FieldEdit(path, before: after, after: before, parents: parents)
  }

  /// The object with the field as it is after.
  public func applied(to object: Value) -> Value {
    path.setting(after, in: object, parents: parents)
  }
}

extension Sequence where Element == FieldEdit {
  /// The object with all fields as they are after.
  public func applied(to object: Value) -> Value {
    reduce(object) { $1.applied(to: $0) }
  }
}

extension FieldEdit {
  /// The parts of an object that the server keeps for itself: no edits of anybody's.
  private static let serverMetadata: Set<String> = [
    "managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink",
  ]

  /// The changes that make one version of an object another, in the order of their paths.
  ///
  /// Maps and objects are gone into down to what has no parts; lists whose elements bear keys element
  /// by element, where the order of those that stay does; every other list is one value. What the
  /// server keeps for itself, and the status, are left out.
  public static func edits(from old: Value, to new: Value, _ types: ListTypes) -> [FieldEdit] {
    var edits: [FieldEdit] = []
    collect(strip(old), strip(new), FieldPath(), types, 0, &edits)
    return edits
  }

  private static func strip(_ object: Value) -> Value {
    var object = object
    if object["status"] != nil { object["status"] = nil }
    if let metadata = object["metadata"]?.object {
      object["metadata"] = .object(metadata.filter { !serverMetadata.contains($0.key) })
    }
    return object
  }

  private static func collect(
    _ old: Value?, _ new: Value?, _ path: FieldPath, _ types: ListTypes, _ parents: Int,
    _ edits: inout [FieldEdit]
  ) {
    guard old != new else { return }
    // What is on one side alone is gone into as if the other had it empty.
    let inner = old == nil || new == nil ? parents + 1 : 0
    switch (old ?? new.map(\.emptied), new ?? old.map(\.emptied)) {
    case (.object(let before)?, .object(let after)?) where !(before.isEmpty && after.isEmpty):
      for name in Set(before.keys).union(after.keys).sorted() {
        let step = FieldPath.Step.field(name)
        collect(
          before[name], after[name], path.appending(step), types.at(step), inner, &edits)
      }
    case (.array(let before)?, .array(let after)?) where !(before.isEmpty && after.isEmpty):
      guard let listed = elements(before, after, path, types, inner) else { fallthrough }
      edits += listed
    default: edits.append(FieldEdit(path, before: old, after: new, parents: parents))
    }
  }

  /// The changes of a list, element by element; nil where that wouldn't give the other list.
  private static func elements(
    _ old: [Value], _ new: [Value], _ path: FieldPath, _ types: ListTypes, _ parents: Int
  ) -> [FieldEdit]? {
    guard let before = keyed(old, types.list), let after = keyed(new, types.list) else {
      return nil
    }
    // A new order may mean something: of init containers, of variables that name each other.
    let kept = before.order.filter { after.elements[$0] != nil }
    guard after.order == kept + after.order.filter({ before.elements[$0] == nil }) else {
      return nil
    }
    var edits: [FieldEdit] = []
    for step in before.order + after.order.filter({ before.elements[$0] == nil }) {
      let (was, becomes) = (before.elements[step], after.elements[step])
      guard was != becomes else { continue }
      let place = path.appending(step)
      if was == nil || becomes == nil {
        edits.append(FieldEdit(place, before: was, after: becomes, parents: parents))
      } else {
        collect(was, becomes, place, types.at(step), 0, &edits)
      }
    }
    return edits
  }

  private static func keyed(
    _ list: [Value], _ type: ListType
  ) -> (order: [FieldPath.Step], elements: [FieldPath.Step: Value])? {
    var order: [FieldPath.Step] = []
    var elements: [FieldPath.Step: Value] = [:]
    for element in list {
      guard let step = type.step(to: element), elements[step] == nil else { return nil }
      order.append(step)
      elements[step] = element
    }
    return (order, elements)
  }
}

extension Value {
  /// A value of the same type with nothing in it; itself where it has no parts.
  fileprivate var emptied: Value {
    switch self {
    case .object: .object([:])
    case .array: .array([])
    default: self
    }
  }
}
