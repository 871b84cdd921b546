import Documents

/// One version of one object, as it is stored; never changed, only replaced.
final class StoredObject: Sendable {
  /// Where it stands among the objects of its kind: `namespace/name`, or the name alone.
  let key: String
  /// The version of the whole store at which it was written.
  let resourceVersion: UInt64
  /// The object, with its `apiVersion`, `kind` and `metadata.resourceVersion`.
  let value: Value

  init(key: String, resourceVersion: UInt64, value: Value) {
    self.key = key
    self.resourceVersion = resourceVersion
    self.value = value
  }
}
