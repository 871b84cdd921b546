import Documents
import HTTP

extension DemoAPIServer {
  func create(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    guard asked.name.isEmpty else { throw .methodNotAllowed() }
    guard !asked.type.isNamespaced || !asked.namespace.isEmpty else { throw .methodNotAllowed() }
    let body = try body(asked)
    try admit(asked, verb: "create", name: body.object.objectName, body.object)
    let object = try performCreate(asked.type, body.object, asked.writeOptions)
    return try answer(201, object, asked, media, warnings: body.warnings)
  }

  func update(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    guard !asked.name.isEmpty else { throw .methodNotAllowed() }
    let body = try body(asked)
    try admit(asked, verb: "update", body.object)
    guard let old = get(asked.type.id, asked.namespace, asked.name) else {
      throw .notFound(asked.type.id, asked.name)
    }
    if asked.type.isCustom || asked.type.id == .customResourceDefinitions,
      body.object.at("metadata", "resourceVersion")?.string ?? "" == ""
    {
      // This check comes before the kind is known, and says the resource instead.
      var type = asked.type
      type.kind = type.id.plural
      throw .invalid(
        type, asked.name,
        [
          APIFailure.Cause(
            reason: "FieldValueInvalid",
            message: "Invalid value: 0x0: must be specified for an update",
            field: "metadata.resourceVersion")
        ])
    }
    let object = try performUpdate(asked.type, old: old, body.object, asked.writeOptions)
    return try answer(200, object, asked, media, warnings: body.warnings)
  }

  func delete(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    let options = try deleteOptions(asked)
    try admit(asked, verb: "delete", .null)
    let deletion = try performDelete(asked.type, asked.namespace, asked.name, options)
    guard deletion.isGone, !Self.returnedWhenDeleted.contains(asked.type.id) else {
      return try answer(200, deletion.object, asked, media)
    }
    var details: Value = [
      "name": .string(asked.name), "kind": .string(asked.type.id.plural),
      "uid": .string(deletion.object.objectUID),
    ]
    if !asked.type.id.group.isEmpty { details["group"] = .string(asked.type.id.group) }
    return encoded(
      200,
      [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
        "details": details,
      ], media.format)
  }

  /// The kinds whose last state is the answer to their deletion.
  private static let returnedWhenDeleted: Set<ResourceID> = [
    .pods, .podTemplates, .persistentVolumes, .persistentVolumeClaims, .resourceQuotas,
    .serviceAccounts, .services,
  ]

  func deleteCollection(
    _ asked: ResourceRequest, _ media: MediaType
  ) throws(APIFailure) -> Response {
    guard asked.type.id != .namespaces else { throw .methodNotAllowed() }
    let options = try deleteOptions(asked)
    var query = try ListQuery(asked)
    query.limit = 0
    let page = try page(asked.type, query)
    for object in page.objects.map(\.value) {
      try admit(asked, verb: "delete", name: object.objectName, .null)
      _ = try performDelete(asked.type, object.objectNamespace, object.objectName, options)
    }
    return try list(asked, page, media)
  }

  /// Options of a deletion, from its body or, where that is silent, its parameters.
  private func deleteOptions(_ asked: ResourceRequest) throws(APIFailure) -> DeleteOptions {
    var options = DeleteOptions()
    var sent: Value = [:]
    if !asked.body.isEmpty {
      sent = try Self.parse(asked.body, Self.contentType(asked), "DeleteOptions").0
      if let kind = sent["kind"]?.string, kind != "DeleteOptions" {
        throw .badRequest("\(kind) cannot be handled as a DeleteOptions")
      }
    }
    let parameter = try asked.target.number("gracePeriodSeconds")
    options.gracePeriodSeconds = sent["gracePeriodSeconds"]?.integer ?? parameter
    if let grace = options.gracePeriodSeconds, grace < 0 {
      throw Self.invalidDeleteOptions(
        "gracePeriodSeconds", "Invalid value: \(grace): must be greater than or equal to 0")
    }
    if let text = sent["propagationPolicy"]?.string ?? asked.target["propagationPolicy"] {
      guard let propagation = DeleteOptions.Propagation(rawValue: text) else {
        throw Self.invalidDeleteOptions(
          "propagationPolicy",
          "Unsupported value: \"\(text)\": supported values: \"Foreground\", \"Background\", "
            + "\"Orphan\", \"nil\"", reason: "FieldValueNotSupported")
      }
      options.propagation = propagation
    } else if sent["orphanDependents"]?.bool ?? (asked.target["orphanDependents"] == "true") {
      options.propagation = .orphan
    }
    options.uid = sent.at("preconditions", "uid")?.string
    options.resourceVersion = sent.at("preconditions", "resourceVersion")?.string
    options.isDryRun = asked.isDryRun || !(sent["dryRun"]?.array ?? []).isEmpty
    return options
  }

  private static func invalidDeleteOptions(
    _ field: String, _ message: String, reason: String = "FieldValueInvalid"
  ) -> APIFailure {
    APIFailure(
      422, "Invalid", "DeleteOptions.meta.k8s.io \"\" is invalid: \(field): \(message)",
      details: APIFailure.Details(
        group: "meta.k8s.io", kind: "DeleteOptions",
        causes: [
          APIFailure.Cause(reason: reason, message: message, field: field)
        ]))
  }
}
