import Documents

extension Value {
  /// This value with a strategic merge patch applied: lists are merged by the keys that the schema
  /// gives them, and directives (`$patch`, `$retainKeys`, `$setElementOrder/…`,
  /// `$deleteFromPrimitiveList/…`) say what merging can't.
  func applying(strategicMergePatch patch: Value, _ schema: Schema) throws(APIFailure) -> Value {
    guard case .object(var changes) = patch else { return patch }
    switch changes.removeValue(forKey: "$patch")?.string {
    case "replace": return .object(changes)
    case "delete": return [:]
    case nil, "merge": break
    case let directive?: throw .badRequest("Unknown patch type found: \(directive)")
    }
    var fields = object ?? [:]
    if let kept = changes.removeValue(forKey: "$retainKeys")?.array {
      let names = Set(kept.compactMap(\.string))
      fields = fields.filter { names.contains($0.key) }
    }
    var orders: [String: [Value]] = [:]
    var deletions: [String: [Value]] = [:]
    for (name, value) in changes where name.hasPrefix("$") {
      changes[name] = nil
      if let field = name.suffix(behind: "$setElementOrder/") { orders[field] = value.array }
      if let field = name.suffix(behind: "$deleteFromPrimitiveList/") {
        deletions[field] = value.array
      }
    }

    for (field, values) in deletions {
      fields[field] = fields[field]?.array.map { list in
        .array(list.filter { !values.contains($0) })
      }
    }
    for (name, change) in changes {
      if change.isNull {
        fields[name] = nil
        continue
      }
      fields[name] = try (fields[name] ?? .null).patched(
        with: change, schema.field(name) ?? .any, order: orders[name])
    }
    for (name, order) in orders where changes[name] == nil {
      guard case .list(_, let type) = schema.field(name)?.form,
        let list = fields[name]?.array
      else { continue }
      fields[name] = .array(Self.sort(list, by: order, from: list, type))
    }
    return .object(fields)
  }

  private func patched(
    with change: Value, _ schema: Schema, order: [Value]?
  ) throws(APIFailure) -> Value {
    switch change {
    case .object:
      // Where there is nothing yet, the patch is the value, less its directives.
      return try (object == nil ? [:] : self).applying(strategicMergePatch: change, schema)
    case .array(let elements):
      guard case .list(let element, let type) = schema.form else { return change }
      return .array(
        try Self.patch(array ?? [], with: elements, element, type, order: order))
    default: return change
    }
  }

  private static func patch(
    _ list: [Value], with changes: [Value], _ schema: Schema, _ type: Schema.ListType,
    order: [Value]?
  ) throws(APIFailure) -> [Value] {
    var result = list
    switch type {
    case .atomic: return changes.filter { $0["$patch"]?.string != "replace" || $0.object == nil }
    case .set:
      for change in changes where !result.contains(change) { result.append(change) }
    case .map(let keys):
      let key = keys[0]
      if changes.contains(where: { $0["$patch"]?.string == "replace" }) {
        return changes.filter { $0["$patch"] == nil }
      }
      for change in changes {
        guard let name = change[key] else {
          throw .badRequest(
            "map: \(change.json) does not contain declared merge key: \(key)")
        }
        let index = result.firstIndex { $0[key] == name }
        if change["$patch"]?.string == "delete" {
          if let index { result.remove(at: index) }
          continue
        }
        let merged = try (index.map { result[$0] } ?? [:])
          .applying(strategicMergePatch: change, schema)
        if let index { result[index] = merged } else { result.append(merged) }
      }
    }
    return sort(result, by: order ?? changes, from: list, type)
  }

  /// The elements in the order that a patch gives; those it doesn't name stay where they were among
  /// the ones that were there before.
  private static func sort(
    _ list: [Value], by order: [Value], from original: [Value], _ type: Schema.ListType
  ) -> [Value] {
    func identity(_ element: Value) -> Value {
      guard case .map(let keys) = type else { return element }
      return element[keys[0]] ?? .null
    }
    let places = order.map(identity)
    let before = original.map(identity)
    func place(_ element: Value) -> Int? { places.firstIndex(of: identity(element)) }
    var named = list.filter { place($0) != nil }.sorted { (place($0) ?? 0) < (place($1) ?? 0) }[...]
    var others = list.filter { place($0) == nil }[...]
    var result: [Value] = []
    while let other = others.first, let next = named.first {
      let left = before.firstIndex(of: identity(other))
      let right = before.firstIndex(of: identity(next))
      if let left, let right, left < right {
        result.append(others.removeFirst())
      } else {
        result.append(named.removeFirst())
      }
    }
    return result + others + named
  }
}

extension String {
  fileprivate func suffix(behind prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
