import Documents

/// Who owns which fields of an object, and how writes change that.
struct FieldOwnership {
  var managers: [FieldManager]
  var schema: Schema

  /// A field that somebody wants to change who doesn't own it.
  struct Conflict: Hashable, Sendable {
    var manager: FieldManager
    var path: [FieldStep]
  }

  /// Notes a write that wasn't an apply: whoever changes a field owns it, and nobody else.
  mutating func update(
    from old: Value, to new: Value, by writer: FieldManager, only isOwnable: (FieldSet) -> FieldSet
  ) {
    let comparison = FieldComparison(old, new, schema)
    let written = isOwnable(comparison.added.union(comparison.modified))
    let removed = comparison.removed
    for index in managers.indices where !managers[index].isSame(as: writer) {
      managers[index].fields = managers[index].fields.subtracting(written).subtracting(removed)
    }
    if let index = managers.firstIndex(where: { $0.isSame(as: writer) }) {
      let before = managers[index].fields
      let after = before.subtracting(removed).union(written)
      if before != after {
        managers[index].fields = after
        managers[index].time = writer.time
      }
    } else if !written.isEmpty {
      var entry = writer
      entry.fields = written
      managers.append(entry)
    }
    managers.removeAll { $0.fields.isEmpty }
  }

  /// Works out what an apply makes of an object: everything the configuration says, less what the
  /// applier said last time and says no longer, unless somebody else owns that too.
  ///
  /// The result has conflicts where somebody else owns a field with another value, unless forced.
  mutating func apply(
    _ configuration: Value, to live: Value, by applier: FieldManager, force: Bool,
    only isOwnable: (FieldSet) -> FieldSet
  ) -> (object: Value, conflicts: [Conflict]) {
    let owned = isOwnable(FieldSet(of: configuration, schema))
    let last = managers.first { $0.isSame(as: applier) }
    var entry = applier
    entry.fields = owned
    if let last, last.fields == owned { entry.time = last.time }
    managers.removeAll { $0.isSame(as: applier) }
    managers.append(entry)

    let merged = live.merged(with: configuration, schema)
    let new = pruned(merged, lastOwned: last?.fields ?? .empty)
    let comparison = FieldComparison(live, new, schema)
    let written = isOwnable(comparison.added.union(comparison.modified))
    var conflicts: [Conflict] = []
    for index in managers.indices where !managers[index].isSame(as: applier) {
      let taken = managers[index].fields.intersection(written)
      if !force { conflicts += taken.paths.map { Conflict(manager: managers[index], path: $0) } }
      managers[index].fields = managers[index].fields.subtracting(taken)
        .subtracting(comparison.removed)
    }
    managers.removeAll { $0.fields.isEmpty }
    return (new, conflicts)
  }

  /// The merged object without what only the applier owned and no longer says.
  private func pruned(_ merged: Value, lastOwned: FieldSet) -> Value {
    guard !lastOwned.isEmpty else { return merged }
    let last = lastOwned.withNamedFields(schema)
    let everything = FieldSet(of: merged, schema).withNamedFields(schema)
    var pruned = merged.removing(last, schema) ?? [:]

    // What anybody owns now comes back, the applier included.
    var kept = FieldSet(of: pruned, schema).withNamedFields(schema)
    for manager in managers { kept = kept.union(manager.fields.withNamedFields(schema)) }
    pruned = merged.removing(everything.subtracting(kept), schema) ?? [:]

    // So does what was never the applier's to remove.
    kept = FieldSet(of: pruned, schema).withNamedFields(schema)
    return merged.removing(everything.subtracting(kept).intersection(last), schema) ?? [:]
  }
}
