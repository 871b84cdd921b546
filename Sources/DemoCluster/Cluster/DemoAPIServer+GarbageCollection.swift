import Documents

// Owner references: what is owned goes when its last owner goes, before it (foreground) or after it
// (background), or loses the reference (orphan).
extension DemoAPIServer {
  func installGarbageCollection() {
    onChange { server, change in
      switch change.kind {
      case .deleted:
        guard let old = change.old else { return }
        server.collectDependents(of: old.objectUID)
        server.continueForeground(after: old)
      case .added, .modified:
        guard let new = change.new else { return }
        if change.old?.at("metadata", "ownerReferences")
          != new.at("metadata", "ownerReferences")
        {
          server.collectIfOrphaned(change)
        }
        guard new.isBeingDeleted else { return }
        let finalizers = server.finalizers(new)
        if finalizers.contains("orphan") { server.orphanDependents(change.resource, new) }
        if finalizers.contains("foregroundDeletion") {
          server.deleteInForeground(change.resource, new)
        }
      }
    }
  }

  /// Deletes what was owned by somebody who is gone, and by nobody else who isn't.
  private func collectDependents(of uid: String) {
    for location in owners.dependents(of: uid) {
      guard let dependent = get(location.resource, location.namespace, location.name),
        !hasLivingOwner(dependent)
      else { continue }
      collect(location, dependent)
    }
  }

  private func collectIfOrphaned(_ change: Change) {
    guard let object = get(change.resource, change.namespace, change.name),
      let references = object.at("metadata", "ownerReferences")?.array, !references.isEmpty,
      !hasLivingOwner(object)
    else { return }
    collect(
      ObjectLocation(resource: change.resource, namespace: change.namespace, name: change.name),
      object)
  }

  private func collect(_ location: ObjectLocation, _ object: Value) {
    guard !object.isBeingDeleted else { return }
    try? delete(
      location.resource, location.namespace, location.name,
      DeleteOptions(propagation: .background, uid: object.objectUID))
  }

  private func hasLivingOwner(_ object: Value) -> Bool {
    (object.at("metadata", "ownerReferences")?.array ?? []).contains { reference in
      owners.location(uid: reference["uid"]?.string ?? "") != nil
    }
  }

  private func orphanDependents(_ resource: ResourceID, _ owner: Value) {
    let uid = owner.objectUID
    for location in owners.dependents(of: uid) {
      _ = try? modify(
        location.resource, location.namespace, location.name, as: "kube-controller-manager"
      ) { dependent in
        let rest = (dependent.at("metadata", "ownerReferences")?.array ?? [])
          .filter { $0["uid"]?.string != uid }
        dependent.set("metadata", "ownerReferences", to: rest.isEmpty ? nil : .array(rest))
      }
    }
    removeFinalizer("orphan", resource, owner)
  }

  /// Deletes what is owned first; the owner waits for those that block it.
  private func deleteInForeground(_ resource: ResourceID, _ owner: Value) {
    let uid = owner.objectUID
    var isBlocked = false
    for location in owners.dependents(of: uid) {
      guard let dependent = get(location.resource, location.namespace, location.name) else {
        continue
      }
      if !dependent.isBeingDeleted {
        try? delete(
          location.resource, location.namespace, location.name,
          DeleteOptions(propagation: .foreground))
      }
      let reference = dependent.at("metadata", "ownerReferences")?.array?
        .first { $0["uid"]?.string == uid }
      let isThere = get(location.resource, location.namespace, location.name) != nil
      if isThere, reference?["blockOwnerDeletion"]?.bool == true { isBlocked = true }
    }
    if !isBlocked { removeFinalizer("foregroundDeletion", resource, owner) }
  }

  /// Looks again at owners that waited for an object that is gone now.
  private func continueForeground(after dependent: Value) {
    for reference in dependent.at("metadata", "ownerReferences")?.array ?? [] {
      guard let location = owners.location(uid: reference["uid"]?.string ?? ""),
        let owner = get(location.resource, location.namespace, location.name),
        owner.isBeingDeleted, finalizers(owner).contains("foregroundDeletion")
      else { continue }
      deleteInForeground(location.resource, owner)
    }
  }

  private func removeFinalizer(_ name: String, _ resource: ResourceID, _ object: Value) {
    _ = try? modify(
      resource, object.objectNamespace, object.objectName, as: "kube-controller-manager"
    ) { object in
      let rest = finalizers(object).filter { $0 != name }
      object.set("metadata", "finalizers", to: rest.isEmpty ? nil : .array(rest.map(Value.string)))
    }
  }
}
