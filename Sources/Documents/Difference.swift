/// What differs between two values, place by place.
///
/// Changes come in the order of the places: fields by their names' bytes, elements by their
/// indices. A value that turned into one of another kind is one change, not many.
public struct Difference: Hashable, Sendable {
  /// One place where the values differ.
  public struct Change: Hashable, Sendable {
    /// The place; for an element that was removed its index in the old list, else in the new one.
    public var pointer: Pointer
    /// What happened there.
    public var kind: Kind
    /// The place in words a person knows the elements by: `/spec/containers[web]/image`.
    public var label: String

    /// Makes a change.
    public init(pointer: Pointer, kind: Kind, label: String) {
      self.pointer = pointer
      self.kind = kind
      self.label = label
    }
  }

  /// What happened to a place.
  public enum Kind: Hashable, Sendable {
    /// There is a value where there was none.
    case added(Value)
    /// There is no value where there was one.
    case removed(Value)
    /// There is another value.
    case changed(old: Value, new: Value)
  }

  /// How the elements of two lists are paired.
  public enum Matching: Hashable, Sendable {
    /// By their index.
    case byIndex
    /// By their `name`, in lists where every element is an object with a `name` of its own; else by
    /// their index. A change of order alone is no difference then.
    case byName
  }

  /// The places that differ; none if the values are equal.
  public private(set) var changes: [Change] = []

  private let matching: Matching

  /// Compares two values.
  public init(from old: Value, to new: Value, matching: Matching = .byIndex) {
    self.matching = matching
    compare(old, new, at: Pointer(), "")
  }

  /// Whether the values are equal.
  public var isEmpty: Bool { changes.isEmpty }

  private mutating func compare(
    _ old: Value, _ new: Value, at pointer: Pointer, _ label: String
  ) {
    switch (old, new) {
    case (.object(let a), .object(let b)): compare(a, b, at: pointer, label)
    case (.array(let a), .array(let b)):
      if matching == .byName, let oldNames = Self.names(a), let newNames = Self.names(b) {
        compare(a, oldNames, b, newNames, at: pointer, label)
      } else {
        compare(a, b, at: pointer, label)
      }
    default:
      guard old != new else { return }
      record(.changed(old: old, new: new), pointer, label)
    }
  }

  private mutating func compare(
    _ old: [String: Value], _ new: [String: Value], at pointer: Pointer, _ label: String
  ) {
    guard old != new else { return }
    let keys = Set(old.keys).union(new.keys)
    for key in keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      compareOptional(old[key], new[key], at: pointer.appending(key), label + "/" + key)
    }
  }

  private mutating func compare(
    _ old: [Value], _ new: [Value], at pointer: Pointer, _ label: String
  ) {
    let common = min(old.count, new.count)
    for index in 0..<common {
      compare(old[index], new[index], at: pointer.appending(index), "\(label)[\(index)]")
    }
    for (index, element) in old.enumerated().dropFirst(common) {
      record(.removed(element), pointer.appending(index), "\(label)[\(index)]")
    }
    for (index, element) in new.enumerated().dropFirst(common) {
      record(.added(element), pointer.appending(index), "\(label)[\(index)]")
    }
  }

  private mutating func compare(
    _ old: [Value], _ oldNames: [String: Int], _ new: [Value], _ newNames: [String: Int],
    at pointer: Pointer, _ label: String
  ) {
    for (index, element) in old.enumerated() {
      guard let name = element["name"]?.string, newNames[name] == nil else { continue }
      record(.removed(element), pointer.appending(index), "\(label)[\(name)]")
    }
    for (index, element) in new.enumerated() {
      guard let name = element["name"]?.string else { continue }
      compareOptional(
        oldNames[name].map { old[$0] }, element, at: pointer.appending(index),
        "\(label)[\(name)]")
    }
  }

  private mutating func compareOptional(
    _ old: Value?, _ new: Value?, at pointer: Pointer, _ label: String
  ) {
    switch (old, new) {
    case (let old?, let new?): compare(old, new, at: pointer, label)
    case (let old?, nil): record(.removed(old), pointer, label)
    case (nil, let new?): record(.added(new), pointer, label)
    case (nil, nil): break
    }
  }

  private mutating func record(_ kind: Kind, _ pointer: Pointer, _ label: String) {
    changes.append(Change(pointer: pointer, kind: kind, label: label))
  }

  /// The index of every name, if all elements have one and no two the same.
  private static func names(_ elements: [Value]) -> [String: Int]? {
    var names: [String: Int] = [:]
    for (index, element) in elements.enumerated() {
      guard let name = element["name"]?.string, names.updateValue(index, forKey: name) == nil
      else { return nil }
    }
    return names
  }
}
