import Documents

extension Value {
  /// This value with everything from another laid over it, lists merged as their schema says.
  func merged(with other: Value, _ schema: Schema) -> Value {
    if other.isNull { return other }
    switch schema.composition(of: other) {
    case .leaf: return other
    case .object:
      guard case .object(var fields) = self, let overlay = other.object else { return other }
      for (name, value) in overlay {
        let below = schema.field(name) ?? .any
        fields[name] = fields[name].map { $0.merged(with: value, below) } ?? value
      }
      return .object(fields)
    case .list(let element, let type):
      guard case .array(let old) = self, case .array(let new) = other else { return other }
      return .array(Self.merge(old, new, element, type))
    }
  }

  /// The elements of both lists: shared ones in the order of the new one, others where they stood.
  private static func merge(
    _ old: [Value], _ new: [Value], _ schema: Schema, _ type: Schema.ListType
  ) -> [Value] {
    let oldSteps = old.map { schema.step(to: $0, in: type) }
    let newSteps = new.map { schema.step(to: $0, in: type) }
    var shared = newSteps.filter { step in step != nil && oldSteps.contains(step) }[...]
    var result: [Value] = []
    var left = 0
    var right = 0
    while left < old.count || right < new.count {
      if left < old.count, right < new.count {
        if oldSteps[left] == newSteps[right] {
          result.append(old[left].merged(with: new[right], schema))
          if shared.first == oldSteps[left] { shared.removeFirst() }
          left += 1
          right += 1
          continue
        }
        if newSteps.contains(oldSteps[left]), let next = shared.first, next != oldSteps[left] {
          // Shared, but its turn comes later.
          left += 1
          continue
        }
      }
      if left < old.count, !newSteps.contains(oldSteps[left]) {
        result.append(old[left])
        left += 1
        continue
      }
      if right < new.count {
        let step = newSteps[right]
        let match = oldSteps.firstIndex(of: step)
        result.append(match.map { old[$0].merged(with: new[right], schema) } ?? new[right])
        if shared.first == step { shared.removeFirst() }
        right += 1
      } else {
        left += 1
      }
    }
    return result
  }

  /// This value without the fields that are members of a set; what is left empty goes too.
  func removing(_ set: FieldSet, _ schema: Schema) -> Value? {
    switch schema.composition(of: self) {
    case .leaf: return self
    case .object:
      guard case .object(let fields) = self else { return self }
      var kept: [String: Value] = [:]
      for (name, value) in fields {
        let step = FieldStep.field(name)
        if set.members.contains(step) { continue }
        guard let below = set.children[step] else {
          kept[name] = value
          continue
        }
        kept[name] = value.removing(below, schema.field(name) ?? .any)
      }
      return kept.isEmpty ? nil : .object(kept)
    case .list(let element, let type):
      guard case .array(let items) = self else { return self }
      var kept: [Value] = []
      for item in items {
        guard let step = element.step(to: item, in: type) else { continue }
        if set.members.contains(step) { continue }
        if let below = set.children[step] {
          if let rest = item.removing(below, element) { kept.append(rest) }
        } else {
          kept.append(item)
        }
      }
      return kept.isEmpty ? nil : .array(kept)
    }
  }
}
