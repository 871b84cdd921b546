import Documents

/// Which object has which UID, and which objects name it as their owner.
struct OwnerIndex {
  private var locations: [String: ObjectLocation] = [:]
  private var dependents: [String: Set<ObjectLocation>] = [:]

  func location(uid: String) -> ObjectLocation? { locations[uid] }

  /// The objects that name this one as an owner, in a fixed order.
  func dependents(of uid: String) -> [ObjectLocation] {
    (dependents[uid] ?? []).sorted {
      ($0.resource.description, $0.key) < ($1.resource.description, $1.key)
    }
  }

  mutating func update(_ location: ObjectLocation, from old: Value?, to new: Value?) {
    for uid in Self.owners(old) {
      dependents[uid]?.remove(location)
      if dependents[uid]?.isEmpty == true { dependents[uid] = nil }
    }
    for uid in Self.owners(new) { dependents[uid, default: []].insert(location) }
    if let old, new == nil { locations[old.objectUID] = nil }
    if let new { locations[new.objectUID] = location }
  }

  private static func owners(_ object: Value?) -> [String] {
    (object?.at("metadata", "ownerReferences")?.array ?? []).compactMap { $0["uid"]?.string }
  }
}
