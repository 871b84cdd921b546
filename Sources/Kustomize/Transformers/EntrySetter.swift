import Documents

/// Sets labels or annotations.
struct EntrySetter {
  var entries: [String: String]
  var fields: [FieldSpec]

  func apply(to set: inout ResourceSet) throws(TransformError) {
    guard !entries.isEmpty else { return }
    guard entries[""] == nil else {
      throw TransformError(reason: "a label or annotation without a name")
    }
    try set.modifyEach { resource throws(TransformError) in
      let matching = fields.filter { resource.type.isSelected(by: $0.type) }
      let before = resource.value
      for field in matching {
        try resource.change(field, creating: .object([:])) { value throws(FieldPathError) in
          guard value.object != nil || value.isNull else {
            throw FieldPathError(path: field.path, reason: "is no mapping to put entries into")
          }
          for (key, text) in entries { value[key] = .string(text) }
        }
      }
      guard matching.count > 1 else { return }
      let places = matching.flatMap { resource.value.mappings(at: $0.steps[...]) }
      guard places.count > 1 else { return }
      for (key, text) in entries {
        resource.share(text, in: places.map { $0.appending(key) }.filter { before[$0] == nil })
      }
      resource.reconcileSharedTexts()
    }
  }
}
