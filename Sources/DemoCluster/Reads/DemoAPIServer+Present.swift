import Documents
import HTTP

extension DemoAPIServer {
  /// Whether what was asked for has another shape than what is stored.
  func isConverted(_ asked: ResourceRequest) -> Bool {
    (asked.type.id == .events && asked.apiVersion != "v1") || isMeasured(asked.type)
  }

  /// Whether objects of a kind are made when they are asked for: they have no identity.
  func isMeasured(_ type: ResourceType) -> Bool { type.id.group == Self.metricsGroup }

  /// An object as the version of the API that was asked for shows it.
  func presented(_ object: Value, _ asked: ResourceRequest) -> Value {
    if asked.type.id == .events, isConverted(asked) { return EventShapes.regarding(object) }
    var object = object
    if isMeasured(asked.type) {
      object.set("metadata", "uid", to: nil)
      object.set("metadata", "resourceVersion", to: nil)
    }
    object["apiVersion"] = .string(asked.apiVersion)
    return object
  }

  /// Metadata alone.
  func partial(_ object: Value, _ version: String) -> Value {
    [
      "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"),
      "metadata": object["metadata"] ?? [:],
    ]
  }

  /// The answer that is one object.
  func answer(
    _ status: Int, _ object: Value, _ asked: ResourceRequest, _ media: MediaType,
    warnings: [String] = []
  ) throws(APIFailure) -> Response {
    switch media.shape {
    case .whole:
      return encoded(status, presented(object, asked), media.format, warnings: warnings)
    case .metadata(let version):
      return encoded(status, partial(object, version), media.format, warnings: warnings)
    case .table(let version):
      let key = ObjectStore.key(object.objectNamespace, object.objectName)
      let page = Page(
        objects: [StoredObject(key: key, resourceVersion: 0, value: object)],
        resourceVersion: UInt64(object.at("metadata", "resourceVersion")?.string ?? "") ?? 0)
      return encoded(
        status, try table(page, asked, version), media.format, warnings: warnings)
    }
  }

  func get(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    guard let stored = store.get(asked.type.id, ObjectStore.key(asked.namespace, asked.name)) else {
      throw .notFound(asked.type.id, asked.name)
    }
    if let wanted = asked.target["resourceVersion"].flatMap({ UInt64($0) }),
      wanted > store.resourceVersion
    {
      throw Self.tooNew(wanted, store.resourceVersion)
    }
    guard media == .json, !isConverted(asked) else {
      return try answer(200, stored.value, asked, media)
    }
    return respond(200, "application/json", stored.json(as: asked.apiVersion) + [10])
  }
}
