import Documents
import HTTP

extension DemoAPIServer {
  func patch(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    guard !asked.name.isEmpty else { throw .methodNotAllowed() }
    let validation = try fieldValidation(asked)
    if Self.contentType(asked) == "application/apply-patch+yaml" {
      return try apply(asked, media)
    }
    guard let old = get(asked.type.id, asked.namespace, asked.name) else {
      throw .notFound(asked.type.id, asked.name)
    }
    var object = try patched(old, asked)
    try checkPatched(old, &object, asked)
    let problems = try checkForm(&object, asked.type)
    let warnings = try judged(problems, validation, asked.type.kind, asked)
    try admit(asked, verb: "patch", object)
    let result = try performUpdate(asked.type, old: old, object, asked.writeOptions)
    return try answer(200, result, asked, media, warnings: warnings)
  }

  /// The object that the patch makes of what there is.
  private func patched(_ old: Value, _ asked: ResourceRequest) throws(APIFailure) -> Value {
    let shown = presented(old, asked)
    let type = Self.contentType(asked)
    let patch = try parsedPatch(asked)
    switch type {
    case "application/json-patch+json":
      do throws(JSONPatchError) {
        return stored(try shown.applying(JSONPatch(patch)), asked)
      } catch {
        // That is all the API says about it.
        throw APIFailure(
          422, "Invalid", "the server rejected our request due to an error in our request",
          details: APIFailure.Details())
      }
    case "application/merge-patch+json":
      guard patch.object != nil else { throw .badRequest("a merge patch must be an object") }
      return stored(shown.applying(mergePatch: patch), asked)
    case "application/strategic-merge-patch+json" where !asked.type.isCustom:
      guard patch.object != nil else { throw .badRequest("a patch must be an object") }
      return stored(
        try shown.applying(strategicMergePatch: patch, schema(asked.type)), asked)
    default:
      let accepted =
        ["application/json-patch+json", "application/merge-patch+json"]
        + (asked.type.isCustom ? [] : ["application/strategic-merge-patch+json"])
        + ["application/apply-patch+yaml"]
      throw APIFailure(
        415, "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
          + accepted.joined(separator: ", "))
    }
  }

  private func parsedPatch(_ asked: ResourceRequest) throws(APIFailure) -> Value {
    do {
      return try JSONParser().parse(asked.body)
    } catch {
      throw .badRequest("error decoding patch: \(error)")
    }
  }

  private func stored(_ object: Value, _ asked: ResourceRequest) -> Value {
    isConverted(asked) ? EventShapes.involved(object) : object
  }

  /// Refuses patches that change what an object is.
  private func checkPatched(
    _ old: Value, _ object: inout Value, _ asked: ResourceRequest
  ) throws(APIFailure) {
    guard object.object != nil else { throw .badRequest("the patch leaves no object") }
    let version = object["apiVersion"]?.string ?? ""
    guard version == asked.apiVersion || version == asked.type.apiVersion,
      object["kind"] == old["kind"]
    else {
      throw .badRequest(
        "unable to decode the patched object: its version or kind is not the one asked for")
    }
    guard object.objectName == asked.name else {
      throw .badRequest(
        "the name of the object (\(object.objectName)) does not match the name on the URL "
          + "(\(asked.name))")
    }
    guard object.objectNamespace == old.objectNamespace else {
      throw .badRequest(
        "the namespace of the object (\(object.objectNamespace)) does not match the namespace on "
          + "the request (\(asked.namespace))")
    }
  }

  /// Server-side apply, as a request.
  private func apply(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    guard asked.target["fieldManager"] != nil else {
      throw APIFailure(
        422, "Invalid",
        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for "
          + "apply patch",
        details: APIFailure.Details(
          group: "meta.k8s.io", kind: "PatchOptions",
          causes: [
            APIFailure.Cause(
              reason: "FieldValueRequired", message: "Required value: is required for apply patch",
              field: "fieldManager")
          ]))
    }
    let body = try body(asked)
    guard body.object.at("metadata", "managedFields")?.array?.isEmpty ?? true else {
      throw .badRequest("metadata.managedFields must be nil")
    }
    try admit(asked, verb: "patch", body.object)
    let (object, isNew) = try performApply(
      asked.type, body.object, force: asked.target.flag("force"), asked.writeOptions)
    return try answer(isNew ? 201 : 200, object, asked, media, warnings: body.warnings)
  }

  /// Server-side apply: changes the object, or creates it.
  func performApply(
    _ type: ResourceType, _ configuration: Value, force: Bool, _ options: WriteOptions
  ) throws(APIFailure) -> (object: Value, isNew: Bool) {
    var options = options
    var configuration = configuration
    let live = get(type.id, configuration.objectNamespace, configuration.objectName)
    if let live {
      if let version = configuration.at("metadata", "resourceVersion")?.string, !version.isEmpty,
        version != live.at("metadata", "resourceVersion")?.string
      {
        throw .stale(type.id, live.objectName)
      }
      if let uid = configuration.at("metadata", "uid")?.string, uid != live.objectUID {
        throw .conflict(
          type.id, live.objectName,
          "Precondition failed: UID in precondition: \(uid), UID in object meta: \(live.objectUID)")
      }
    } else if options.subresource != nil {
      throw .notFound(type.id, configuration.objectName)
    } else if configuration.at("metadata", "uid") != nil {
      throw .conflict(
        type.id, configuration.objectName, "uid mismatch: the object does not exist")
    }
    for field in ["resourceVersion", "uid"] { configuration.set("metadata", field, to: nil) }
    let object = try applied(type, configuration, to: live, force: force, &options)
    if let live { return (try performUpdate(type, old: live, object, options), false) }
    return (try performCreate(type, object, options), true)
  }
}
