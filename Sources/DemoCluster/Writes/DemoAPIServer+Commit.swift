import Documents

/// Where an object is: its kind and its key.
struct ObjectLocation: Hashable, Sendable {
  var resource: ResourceID
  var namespace: String
  var name: String

  var key: String { ObjectStore.key(namespace, name) }
}

// The only places where the store changes: whatever has to happen with every write happens here.
extension DemoAPIServer {
  /// Stores an object, with its new `resourceVersion`, and tells everybody.
  @discardableResult
  func commit(_ type: ResourceType, _ object: Value, compact: Bool = false) -> StoredObject {
    let location = ObjectLocation(
      resource: type.id, namespace: object.objectNamespace, name: object.objectName)
    let entry = store.put(type.id, location.key) { version in
      var object = object
      object.set("metadata", "resourceVersion", to: .string(String(version)))
      return object
    }
    announce(entry, location)
    if compact { entry.new?.compact() }
    guard let stored = entry.new else { preconditionFailure("a write stores an object") }
    return stored
  }

  /// Takes an object out, and tells everybody.
  func commitRemoval(_ location: ObjectLocation) {
    guard let entry = store.remove(location.resource, location.key) else { return }
    announce(entry, location)
  }

  private func announce(_ entry: ObjectStore.Entry, _ location: ObjectLocation) {
    let kind: Change.Kind =
      entry.old == nil ? .added : entry.new == nil ? .deleted : .modified
    // Read once: the value of an object that is kept as text is parsed each time.
    let old = entry.old?.value
    let new = entry.new?.value
    owners.update(location, from: old, to: new)
    pendingChanges.append(
      Change(
        kind: kind, resource: location.resource, namespace: location.namespace,
        name: location.name, old: old, new: new))
    notifyWatchers(entry)
  }
}
