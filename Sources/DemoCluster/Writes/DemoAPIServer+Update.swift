import Documents

extension DemoAPIServer {
  /// Replaces an object, or the part of it that a subresource is, by a new version.
  ///
  /// What the writer may not change is kept as it was; what it tries to change against the rules is
  /// refused. Nothing is written if nothing changed.
  func performUpdate(
    _ type: ResourceType, old: Value, _ proposed: Value, _ options: WriteOptions
  ) throws(APIFailure) -> Value {
    let name = old.objectName
    try checkIdentity(type, old: old, proposed)
    var object = merged(type, old: old, proposed, options)
    if options.subresource == nil { try checkFinalizers(type, old: old, object) }
    applyDefaults(type, &object)
    // What the server adds from here on isn't the writer's.
    if controllers.remembers(options.manager) {
      trackFields(type, old: old, new: &object, options)
    }
    allocate(type, &object, old: old)
    if options.subresource != .status || type.isCustom { try validate(type, object, old: old) }
    if type.tracksGeneration, changesIntent(type, old: old, object) {
      object.set("metadata", "generation", to: .integer(old.generation + 1))
    }
    if unchanged(old, object) { return old }
    guard !options.isDryRun else { return object }

    if object.isBeingDeleted, finalizers(object).isEmpty, isReadyToGo(type, object) {
      let location = ObjectLocation(
        resource: type.id, namespace: object.objectNamespace, name: name)
      // Watchers see the object without its last finalizer go.
      commitRemoval(location)
      return object
    }
    return commit(type, object).value
  }

  func finalizers(_ object: Value) -> [String] {
    (object.at("metadata", "finalizers")?.array ?? []).compactMap(\.string)
  }

  /// Whether nothing but finalizers keeps an object that is being deleted.
  private func isReadyToGo(_ type: ResourceType, _ object: Value) -> Bool {
    if type.id == .namespaces {
      return object.at("spec", "finalizers")?.array?.isEmpty ?? true
    }
    return object.at("metadata", "deletionGracePeriodSeconds")?.integer ?? 0 == 0
  }

  private func checkIdentity(
    _ type: ResourceType, old: Value, _ proposed: Value
  ) throws(APIFailure) {
    let name = old.objectName
    let metadata = proposed["metadata"]
    if let uid = metadata?["uid"]?.string, !uid.isEmpty, uid != old.objectUID {
      throw .conflict(
        type.id, name,
        "Precondition failed: UID in precondition: \(uid), UID in object meta: \(old.objectUID)")
    }
    if let version = metadata?["resourceVersion"]?.string, !version.isEmpty, version != "0",
      version != old.at("metadata", "resourceVersion")?.string
    {
      throw .stale(type.id, name)
    }
  }

  /// The new version: what the writer sent, with what isn't the writer's to change from the old.
  private func merged(
    _ type: ResourceType, old: Value, _ proposed: Value, _ options: WriteOptions
  ) -> Value {
    if options.subresource == .status {
      var object = old
      object["status"] = proposed["status"]
      return object
    }
    var object = proposed
    if type.hasStatus { object["status"] = old["status"] }
    if type.id == .namespaces { object.set("spec", "finalizers", to: old.at("spec", "finalizers")) }
    object["apiVersion"] = old["apiVersion"]
    object["kind"] = old["kind"]
    var metadata = proposed["metadata"] ?? [:]
    for field in [
      "name", "namespace", "uid", "creationTimestamp", "generation", "generateName",
      "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion",
    ] {
      metadata[field] = old.at("metadata", field)
    }
    metadata["selfLink"] = nil
    object["metadata"] = metadata
    return object
  }

  private func checkFinalizers(
    _ type: ResourceType, old: Value, _ object: Value
  ) throws(APIFailure) {
    guard old.isBeingDeleted else { return }
    let added = Set(finalizers(object)).subtracting(finalizers(old)).sorted()
    guard !added.isEmpty else { return }
    let list = added.map { "\"\($0)\"" }.joined(separator: ", ")
    throw .invalid(
      type, old.objectName,
      [
        APIFailure.Cause(
          reason: "FieldValueForbidden",
          message: "Forbidden: no new finalizers can be added if the object is being deleted, "
            + "found new finalizers []string{\(list)}",
          field: "metadata.finalizers")
      ])
  }

  /// Whether more than metadata and status differ.
  private func changesIntent(_ type: ResourceType, old: Value, _ new: Value) -> Bool {
    guard case .object(var before) = old, case .object(var after) = new else { return false }
    before["metadata"] = nil
    after["metadata"] = nil
    if type.hasStatus {
      before["status"] = nil
      after["status"] = nil
    }
    return before != after
  }

  /// Whether the two versions differ in nothing but when somebody last wrote the same.
  private func unchanged(_ old: Value, _ new: Value) -> Bool {
    if old == new { return true }
    return withoutTimes(old) == withoutTimes(new)
  }

  private func withoutTimes(_ object: Value) -> Value {
    guard let entries = object.at("metadata", "managedFields")?.array else { return object }
    var object = object
    object.set(
      "metadata", "managedFields",
      to: .array(
        entries.map { entry in
          var entry = entry
          entry["time"] = nil
          return entry
        }))
    return object
  }
}
