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
      for field in fields {
        try resource.change(field, creating: .object([:])) { value throws(FieldPathError) in
          guard value.object != nil || value.isNull else {
            throw FieldPathError(path: field.path, reason: "is no mapping to put entries into")
          }
          for (key, text) in entries { value[key] = .string(text) }
        }
      }
    }
  }
}
