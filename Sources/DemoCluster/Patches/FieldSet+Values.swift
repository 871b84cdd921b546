import Documents

extension FieldSet {
  /// The fields that somebody who applies this value owns.
  init(of value: Value, _ schema: Schema) {
    switch schema.composition(of: value) {
    case .leaf: break
    case .object:
      for (name, below) in value.object ?? [:] {
        add(.field(name), below, schema.field(name) ?? .any)
        if below.isNull || below.object?.isEmpty == true || !schema.names(name) {
          insert(.field(name))
        }
      }
    case .list(let element, let type):
      for item in value.array ?? [] {
        guard let step = element.step(to: item, in: type) else { continue }
        add(step, item, element)
        insert(step)
      }
    }
  }

  private mutating func add(_ step: FieldStep, _ value: Value, _ schema: Schema) {
    if case .leaf = schema.composition(of: value) {
      insert(step)
    } else {
      setChild(step, FieldSet(of: value, schema))
    }
  }

  /// The same set with every field that a structure names made a member, where something below it
  /// is one.
  func withNamedFields(_ schema: Schema) -> FieldSet {
    var result = FieldSet()
    for step in members { result.insert(step) }
    for (step, child) in children {
      if case .field(let name) = step, schema.names(name) { result.insert(step) }
      result.setChild(step, child.withNamedFields(schema.below(step)))
    }
    return result
  }
}

extension Schema {
  /// The schema of what a step leads to.
  func below(_ step: FieldStep) -> Schema {
    switch (form, step) {
    case (_, .field(let name)): field(name) ?? .any
    case (.list(let element, _), _): element
    default: .any
    }
  }
}

/// What has become different between two versions of an object, field by field.
struct FieldComparison {
  var added = FieldSet()
  var modified = FieldSet()
  var removed = FieldSet()

  var isEmpty: Bool { added.isEmpty && modified.isEmpty && removed.isEmpty }

  init(_ old: Value, _ new: Value, _ schema: Schema) {
    compare(old, new, schema, at: [])
  }

  private mutating func compare(
    _ old: Value?, _ new: Value?, _ schema: Schema, at path: [FieldStep]
  ) {
    switch schema.composition(of: new ?? old) {
    case .leaf: compareLeaf(old, new, at: path)
    case .object:
      let before = old?.object ?? [:]
      let after = new?.object ?? [:]
      if !before.isEmpty || !after.isEmpty {
        // What was of another form is one piece that has changed.
        if let old, old.object == nil, !old.isNull { return compareLeaf(old, new, at: path) }
        for name in Set(before.keys).union(after.keys) {
          compare(
            before[name], after[name], schema.field(name) ?? .any, at: path + [.field(name)])
        }
        comparePresence(old, new, at: path)
      } else {
        compareLeaf(old, new, at: path)
      }
    case .list(let element, let type):
      let before = Self.elements(old, element, type)
      let after = Self.elements(new, element, type)
      guard !before.isEmpty || !after.isEmpty else { return compareLeaf(old, new, at: path) }
      for step in Set(before.keys).union(after.keys) {
        compare(before[step], after[step], element, at: path + [step])
      }
      comparePresence(old, new, at: path)
    }
  }

  private mutating func compareLeaf(_ old: Value?, _ new: Value?, at path: [FieldStep]) {
    if old == nil {
      added.insert(path)
    } else if new == nil {
      removed.insert(path)
    } else if old != new {
      modified.insert(path)
    }
  }

  private mutating func comparePresence(_ old: Value?, _ new: Value?, at path: [FieldStep]) {
    if old == nil { added.insert(path) } else if new == nil { removed.insert(path) }
  }

  private static func elements(
    _ list: Value?, _ schema: Schema, _ type: Schema.ListType
  ) -> [FieldStep: Value] {
    var elements: [FieldStep: Value] = [:]
    for item in list?.array ?? [] {
      if let step = schema.step(to: item, in: type) { elements[step] = item }
    }
    return elements
  }
}
