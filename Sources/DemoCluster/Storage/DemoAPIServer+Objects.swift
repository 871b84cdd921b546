import Documents

/// How an object is to be deleted.
struct DeleteOptions: Hashable, Sendable {
  enum Propagation: String, Hashable, Sendable {
    case background = "Background"
    case foreground = "Foreground"
    case orphan = "Orphan"
  }

  /// Seconds a pod has to end by itself; nil for its own, 0 removes it at once.
  var gracePeriodSeconds: Int64?
  /// What becomes of the objects it owns; nil for the kind's default, which is background.
  var propagation: Propagation?
  /// Delete only this very object.
  var uid: String?
  /// Delete only this very version.
  var resourceVersion: String?
  var isDryRun = false

  /// As a kubelet deletes a pod that has ended.
  static let now = DeleteOptions(gracePeriodSeconds: 0)
}

// The storage as controllers use it: isolated, synchronous, with the same checks, defaults and
// field ownership as requests have, but without admission (`refuse`).
extension DemoAPIServer {
  func get(_ resource: ResourceID, _ namespace: String, _ name: String) -> Value? {
    store.get(resource, ObjectStore.key(namespace, name))?.value
  }

  /// The objects of a kind, sorted by namespace and name; of one namespace if it isn't empty.
  func list(
    _ resource: ResourceID, namespace: String = "", labels: LabelSelector = .everything
  ) -> [Value] {
    store.list(resource, namespace: namespace).lazy.map(\.value).filter { labels.matches($0) }
  }

  /// Creates an object from its metadata and content; `apiVersion` and `kind` may be left out.
  @discardableResult
  func create(
    _ resource: ResourceID, _ object: Value, as manager: String
  ) throws(APIFailure) -> Value {
    try performCreate(type(resource), object, WriteOptions(manager: manager))
  }

  /// Replaces everything but status.
  ///
  /// Fails if the object says a `resourceVersion` that isn't the current one.
  @discardableResult
  func update(
    _ resource: ResourceID, _ object: Value, as manager: String
  ) throws(APIFailure) -> Value {
    try performUpdate(
      type(resource), old: existing(resource, object.objectNamespace, object.objectName), object,
      WriteOptions(manager: manager))
  }

  /// Replaces status alone.
  @discardableResult
  func updateStatus(
    _ resource: ResourceID, _ object: Value, as manager: String
  ) throws(APIFailure) -> Value {
    try performUpdate(
      type(resource), old: existing(resource, object.objectNamespace, object.objectName), object,
      WriteOptions(manager: manager, subresource: .status))
  }

  /// Reads an object, changes it and writes it back: everything but status, or with the subresource
  /// `status` that alone.
  ///
  /// Writes nothing if nothing changed.
  @discardableResult
  func modify(
    _ resource: ResourceID, _ namespace: String, _ name: String, as manager: String,
    subresource: ResourceType.Subresource? = nil, _ change: (inout Value) -> Void
  ) throws(APIFailure) -> Value {
    let old = try existing(resource, namespace, name)
    var object = old
    change(&object)
    // Controllers look at objects far more often than they change them.
    if object == old { return old }
    return try performUpdate(
      type(resource), old: old, object, WriteOptions(manager: manager, subresource: subresource))
  }

  /// Deletes an object: at once, or marked with a deletion timestamp where something (a grace
  /// period, a finalizer, dependents in the foreground) has to come first.
  func delete(
    _ resource: ResourceID, _ namespace: String, _ name: String, _ options: DeleteOptions = .init()
  ) throws(APIFailure) {
    _ = try performDelete(type(resource), namespace, name, options)
  }

  /// Puts an object in as it is, status included, without checks or defaults: for a cluster's
  /// contents before its start.
  ///
  /// It gets a UID and a creation time if it has none. With `compact` only its text is kept, for
  /// one among very many objects.
  @discardableResult
  func insert(_ resource: ResourceID, _ object: Value, compact: Bool = false) -> Value {
    guard let type = types[resource] else { return object }
    var object = object
    object["apiVersion"] = object["apiVersion"] ?? .string(type.apiVersion)
    object["kind"] = .string(type.kind)
    if object.objectUID.isEmpty { object.set("metadata", "uid", to: .string(random.uid())) }
    if object.at("metadata", "creationTimestamp") == nil {
      object.set("metadata", "creationTimestamp", to: .string(now.rfc3339))
    }
    if type.tracksGeneration, object.at("metadata", "generation") == nil {
      object.set("metadata", "generation", to: 1)
    }
    let stored = commit(type, object)
    let value = stored.value
    if compact { stored.compact() }
    return value
  }

  func type(_ resource: ResourceID) throws(APIFailure) -> ResourceType {
    guard let type = types[resource] else { throw .noSuchPath() }
    return type
  }

  func existing(
    _ resource: ResourceID, _ namespace: String, _ name: String
  ) throws(APIFailure) -> Value {
    guard let object = get(resource, namespace, name) else { throw .notFound(resource, name) }
    return object
  }
}

extension DemoAPIServer {
  /// Server-side apply.
  ///
  /// Without `force` a field that somebody else owns with another value is a conflict.
  @discardableResult
  func apply(
    _ resource: ResourceID, _ object: Value, as manager: String, force: Bool = true
  ) throws(APIFailure) -> Value {
    let type = try type(resource)
    var object = object
    object["apiVersion"] = object["apiVersion"] ?? .string(type.apiVersion)
    object["kind"] = .string(type.kind)
    return try performApply(type, object, force: force, WriteOptions(manager: manager)).object
  }
}
