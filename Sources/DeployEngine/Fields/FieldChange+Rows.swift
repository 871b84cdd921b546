internal import Documents

extension FieldChange {
  /// Puts what Git says beside each difference between the live object and what it would become.
  ///
  /// All three are masked.
  static func rows(
    _ changes: [Difference.Change], before: Value, after: Value, git: Value
  ) -> [FieldChange] {
    changes.map { change in
      var row = FieldChange(pointer: change.pointer, label: change.label)
      switch change.kind {
      case .added(let new): row.result = new
      case .removed(let old): row.live = old
      case .changed(let old, let new): (row.live, row.result) = (old, new)
      }
      let written = counterpart(of: change.pointer, in: row.result == nil ? before : after, git)
      // What is hidden tells only that it is there: its length is the result's.
      row.git = Masking.isSecret(git) && written != nil ? row.result ?? written : written
      return row
    }
  }

  /// Fields that tell the elements of a list apart, those that do so most often first.
  private static let keys = [
    "name", "containerPort", "port", "mountPath", "devicePath", "ip", "key", "type", "uid",
    "topologyKey", "host", "path",
  ]

  /// What stands in `git` at the place that the pointer names in `object`: the elements of its lists
  /// may have other neighbours.
  private static func counterpart(of pointer: Pointer, in object: Value, _ git: Value) -> Value? {
    var (shown, written) = (object, git)
    for token in pointer.tokens {
      var next = written[Pointer([token])]
      if let elements = written.array, let index = Pointer.index(token), let element = shown[index]
      {
        next = Self.counterpart(of: element, at: index, among: elements)
      }
      guard let next else { return nil }
      written = next
      shown = shown[Pointer([token])] ?? .null
    }
    return written
  }

  private static func counterpart(of element: Value, at index: Int, among all: [Value]) -> Value? {
    guard element.object != nil else {
      return all.first { $0 == element } ?? (all.indices.contains(index) ? all[index] : nil)
    }
    guard let key = keys.first(where: { element[$0] != nil }) else {
      return all.indices.contains(index) ? all[index] : nil
    }
    return all.first { $0[key] == element[key] }
  }
}
