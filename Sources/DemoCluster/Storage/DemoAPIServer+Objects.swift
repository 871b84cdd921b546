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
    throw .methodNotAllowed()
  }

  /// Replaces everything but status. Fails if the object says a `resourceVersion` that isn't the
  /// current one.
  @discardableResult
  func update(
    _ resource: ResourceID, _ object: Value, as manager: String
  ) throws(APIFailure) -> Value {
    throw .methodNotAllowed()
  }

  /// Replaces status alone.
  @discardableResult
  func updateStatus(
    _ resource: ResourceID, _ object: Value, as manager: String
  ) throws(APIFailure) -> Value {
    throw .methodNotAllowed()
  }

  /// Reads an object, changes it and writes it back: everything but status, or the subresource
  /// `status` alone. Writes nothing if nothing changed.
  @discardableResult
  func modify(
    _ resource: ResourceID, _ namespace: String, _ name: String, as manager: String,
    subresource: ResourceType.Subresource? = nil, _ change: (inout Value) -> Void
  ) throws(APIFailure) -> Value {
    throw .methodNotAllowed()
  }

  /// Server-side apply.
  @discardableResult
  func apply(
    _ resource: ResourceID, _ object: Value, as manager: String, force: Bool = true
  ) throws(APIFailure) -> Value {
    throw .methodNotAllowed()
  }

  /// Deletes an object: at once, or marked with a deletion timestamp where something (a grace
  /// period, a finalizer, dependents in the foreground) has to come first.
  func delete(
    _ resource: ResourceID, _ namespace: String, _ name: String, _ options: DeleteOptions = .init()
  ) throws(APIFailure) {
    throw .methodNotAllowed()
  }
}
