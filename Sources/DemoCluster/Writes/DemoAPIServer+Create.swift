import Documents

extension DemoAPIServer {
  /// Creates an object, after everything that has to be right about it has been checked.
  func performCreate(
    _ type: ResourceType, _ object: Value, _ options: WriteOptions
  ) throws(APIFailure) -> Value {
    var object = try prepared(type, object)
    let namespace = object.objectNamespace
    try requireNamespace(type, namespace, creating: object.objectName)
    if type.hasStatus { object["status"] = nil }
    applyDefaults(type, &object)
    // What the server adds from here on isn't the writer's.
    let isRemembered = controllers.remembers(options.manager)
    if isRemembered { trackFields(type, old: nil, new: &object, options) }
    allocate(type, &object, old: nil)
    if isRemembered { try validate(type, object, old: nil) }
    if store.get(type.id, ObjectStore.key(namespace, object.objectName)) != nil {
      throw .alreadyExists(type.id, object.objectName)
    }
    guard !options.isDryRun else { return object }
    return commit(type, object).value
  }

  /// The object with the metadata that every new one gets.
  private func prepared(_ type: ResourceType, _ object: Value) throws(APIFailure) -> Value {
    var object = object
    var metadata = object["metadata"] ?? [:]
    guard metadata.object != nil else {
      throw .badRequest("metadata: Invalid value: expected an object")
    }
    if let version = metadata["resourceVersion"]?.string, !version.isEmpty, version != "0" {
      throw APIFailure(
        500, "", "resourceVersion should not be set on objects to be created")
    }
    if metadata["name"]?.string ?? "" == "" {
      guard let prefix = metadata["generateName"]?.string, !prefix.isEmpty else {
        throw .invalid(
          type, "",
          [
            APIFailure.Cause(
              reason: "FieldValueRequired",
              message: "Required value: name or generateName is required", field: "metadata.name")
          ])
      }
      metadata["name"] = .string(String(prefix.prefix(58)) + random.suffix())
    }
    if !type.isNamespaced { metadata["namespace"] = nil }
    for field in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "generation"] {
      metadata[field] = nil
    }
    metadata["uid"] = .string(random.uid())
    metadata["creationTimestamp"] = .string(now.rfc3339)
    metadata["resourceVersion"] = nil
    if type.tracksGeneration { metadata["generation"] = 1 }
    object["apiVersion"] = .string(type.apiVersion)
    object["kind"] = .string(type.kind)
    object["metadata"] = metadata
    return object
  }

  /// Refuses objects for namespaces that aren't there, or are about to go.
  private func requireNamespace(
    _ type: ResourceType, _ namespace: String, creating name: String
  ) throws(APIFailure) {
    guard type.isNamespaced else { return }
    guard let found = get(.namespaces, "", namespace) else {
      throw .notFound(.namespaces, namespace)
    }
    guard found.isBeingDeleted else { return }
    var failure = APIFailure.forbidden(
      type.id, name,
      "unable to create new content in namespace \(namespace) because it is being terminated")
    failure.details?.causes = [
      APIFailure.Cause(
        reason: "NamespaceTerminating", message: "namespace \(namespace) is being terminated",
        field: "metadata.namespace")
    ]
    throw failure
  }
}
