extension Value {
  /// This value with a JSON merge patch applied, as RFC 7386 has it.
  ///
  /// Objects are merged field by field, `null` in the patch removes a field, and everything else,
  /// lists included, takes the place of what was there.
  public func applying(mergePatch patch: Value) -> Value {
    guard case .object(let changes) = patch else { return patch }
    var fields = object ?? [:]
    for (key, change) in changes {
      if change.isNull {
        fields[key] = nil
      } else {
        let old = fields.removeValue(forKey: key) ?? .null
        fields[key] = old.applying(mergePatch: change)
      }
    }
    return .object(fields)
  }

  /// The merge patch that turns this value into another.
  ///
  /// A merge patch cannot set a field to `null`: where the other value has one that this value has
  /// not, applying the patch leaves it out.
  public func mergePatch(to other: Value) -> Value {
    guard case .object(let old) = self, case .object(let new) = other else { return other }
    var changes: [String: Value] = [:]
    for (key, value) in new {
      guard let before = old[key] else {
        changes[key] = value
        continue
      }
      if before != value { changes[key] = before.mergePatch(to: value) }
    }
    for key in old.keys where new[key] == nil { changes[key] = .some(.null) }
    return .object(changes)
  }
}
