import Documents

extension DemoAPIServer {
  /// What a deletion has come to.
  struct Deletion {
    /// The object as it is now, or was last.
    var object: Value
    var isGone: Bool
  }

  /// Deletes an object, or marks it as being deleted where something has to happen first.
  func performDelete(
    _ type: ResourceType, _ namespace: String, _ name: String, _ options: DeleteOptions
  ) throws(APIFailure) -> Deletion {
    let location = ObjectLocation(resource: type.id, namespace: namespace, name: name)
    guard let old = store.get(type.id, location.key)?.value else {
      throw .notFound(type.id, name)
    }
    try checkPreconditions(type, old, options)

    var object = old
    let grace = gracePeriod(type, old, options)
    var finalizers = finalizers(old).filter { !["orphan", "foregroundDeletion"].contains($0) }
    switch options.propagation ?? defaultPropagation(type, old) {
    case .orphan: finalizers.append("orphan")
    case .foreground: finalizers.append("foregroundDeletion")
    case .background: break
    }
    object.set(
      "metadata", "finalizers",
      to: finalizers.isEmpty ? nil : .array(finalizers.map(Value.string)))

    let mustWait =
      grace > 0 || !finalizers.isEmpty
      || (type.id == .namespaces
        && !(old.at("spec", "finalizers")?.array?.isEmpty ?? true))
    guard mustWait else {
      if !options.isDryRun { commitRemoval(location) }
      return Deletion(object: object, isGone: true)
    }

    if old.isBeingDeleted {
      let running = old.at("metadata", "deletionGracePeriodSeconds")?.integer ?? 0
      if grace < running { mark(&object, grace: grace) }
    } else {
      mark(&object, grace: grace)
      if let generation = old.at("metadata", "generation")?.integer {
        object.set("metadata", "generation", to: .integer(generation + 1))
      }
      if type.id == .namespaces { object.set("status", "phase", to: "Terminating") }
    }
    if object != old, !options.isDryRun { object = commit(type, object).value }
    return Deletion(object: object, isGone: false)
  }

  private func mark(_ object: inout Value, grace: Int64) {
    object.set(
      "metadata", "deletionTimestamp", to: .string((now + .seconds(grace)).rfc3339))
    object.set("metadata", "deletionGracePeriodSeconds", to: .integer(grace))
  }

  private func checkPreconditions(
    _ type: ResourceType, _ object: Value, _ options: DeleteOptions
  ) throws(APIFailure) {
    // Deletions name the kind here, where everything else names the resource.
    let kind = ResourceID(type.kind, group: type.id.group)
    if let uid = options.uid, uid != object.objectUID {
      throw .conflict(
        kind, object.objectName,
        "the UID in the precondition (\(uid)) does not match the UID in record "
          + "(\(object.objectUID)). The object might have been deleted and then recreated")
    }
    let version = object.at("metadata", "resourceVersion")?.string ?? ""
    if let wanted = options.resourceVersion, wanted != version {
      throw .conflict(
        kind, object.objectName,
        "the ResourceVersion in the precondition (\(wanted)) does not match the ResourceVersion in "
          + "record (\(version)). The object might have been modified")
    }
  }

  /// How long the object has to end by itself: only pods that run somewhere have any time.
  private func gracePeriod(
    _ type: ResourceType, _ object: Value, _ options: DeleteOptions
  ) -> Int64 {
    guard type.id == .pods, !(object.at("spec", "nodeName")?.string ?? "").isEmpty,
      !object.hasEnded
    else { return 0 }
    return max(
      0,
      options.gracePeriodSeconds
        ?? object.at("spec", "terminationGracePeriodSeconds")?.integer ?? 30)
  }

  private func defaultPropagation(
    _ type: ResourceType, _ object: Value
  ) -> DeleteOptions.Propagation {
    // What an earlier deletion asked for still holds.
    if finalizers(object).contains("orphan") { return .orphan }
    if finalizers(object).contains("foregroundDeletion") { return .foreground }
    // These two were there before garbage collection was, and keep to the old ways.
    return type.id == .jobs || type.id == .replicationControllers ? .orphan : .background
  }
}
