import Documents
import HTTP

extension DemoAPIServer {
  /// Answers what is asked of a part of an object that isn't its status.
  func answer(
    _ subresource: ResourceType.Subresource, _ asked: ResourceRequest, _ media: MediaType
  ) throws(APIFailure) -> Response {
    guard let object = get(asked.type.id, asked.namespace, asked.name) else {
      throw .notFound(asked.type.id, asked.name)
    }
    switch (subresource, asked.verb) {
    case (.scale, .get), (.scale, .update), (.scale, .patch):
      return try scale(asked, object, media)
    case (.log, .get): return try log(asked, object)
    case (.eviction, .create): return try evict(asked, object)
    case (.binding, .create): return try bind(asked, object)
    case (.finalize, .update):
      let body = try body(asked)
      return try answer(200, finalize(body.object, object, asked), asked, media)
    case (.ephemeralcontainers, .get), (.resize, .get):
      return try answer(200, object, asked, media)
    case (.exec, _), (.attach, _), (.portforward, _), (.proxy, _), (.token, _),
      (.ephemeralcontainers, _), (.resize, _), (.approval, _):
      throw APIFailure(
        501, "NotImplemented",
        "\(asked.type.id.plural)/\(subresource.rawValue) needs a node: "
          + "the demo cluster's are only simulated")
    default: throw .methodNotAllowed()
    }
  }

  private func finalize(
    _ sent: Value, _ namespace: Value, _ asked: ResourceRequest
  ) throws(APIFailure) -> Value {
    var result = namespace
    result.set("spec", "finalizers", to: sent.at("spec", "finalizers"))
    guard !asked.isDryRun else { return result }
    if result.isBeingDeleted, finalizers(result).isEmpty,
      result.at("spec", "finalizers")?.array?.isEmpty ?? true
    {
      commitRemoval(
        ObjectLocation(resource: .namespaces, namespace: "", name: namespace.objectName))
      return result
    }
    return commit(asked.type, result).value
  }

  /// Puts a pod on a node, as a scheduler does.
  private func bind(_ asked: ResourceRequest, _ pod: Value) throws(APIFailure) -> Response {
    let sent = try Self.parse(asked.body, Self.contentType(asked), "Binding").0
    try admit(asked, verb: "create", sent)
    let node = sent.at("target", "name")?.string ?? ""
    let current = pod.at("spec", "nodeName")?.string ?? ""
    guard current.isEmpty else {
      throw .conflict(
        ResourceID("pods/binding"), asked.name,
        "pod \(asked.name) is already assigned to node \"\(current)\"")
    }
    var bound = pod
    bound.set("spec", "nodeName", to: .string(node))
    if !asked.isDryRun {
      _ = try performUpdate(asked.type, old: pod, bound, WriteOptions(manager: asked.manager))
    }
    return json(
      201,
      ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201])
  }
}
