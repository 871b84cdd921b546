import Documents

/// What can't be done to an object, as a person should read it.
struct TransformError: Error, Hashable {
  var reason: String
}

extension Resource {
  /// Changes a field of the object, if it is of the field's type.
  mutating func change(
    _ field: FieldSpec, creating empty: Value? = nil,
    _ change: (inout Value) throws(FieldPathError) -> Void
  ) throws(TransformError) {
    guard type.isSelected(by: field.type) else { return }
    do throws(FieldPathError) {
      try value.change(field, creating: empty, change)
    } catch {
      throw TransformError(reason: "\(error) (\(id.description) of \(file):\(line))")
    }
  }
}
