import Documents
import HTTP

// OpenAPI version 3, as far as clients use it: which parameters a kind's patches take, and which
// fields it has. There is no prose in it, and no version 2.
extension DemoAPIServer {
  func openAPI(_ request: Request, _ target: RequestTarget) throws(APIFailure) -> Response {
    guard request.method == .get else { throw .methodNotAllowed() }
    let path = target.path
    guard path.count >= 2, path[1] == "v3" else { throw .noSuchPath() }
    if path.count == 2 { return json(200, openAPIIndex()) }
    let group = path[2] == "api" ? "" : path.count == 5 ? path[3] : nil
    guard let group, let version = path.last,
      groups.contains(where: { $0.name == group && $0.versions.contains(version) })
    else { throw .noSuchPath() }
    return json(200, openAPIDocument(group, version))
  }

  private func openAPIIndex() -> Value {
    var paths: Value = [:]
    for group in groups {
      for version in group.versions {
        let path = group.name.isEmpty ? "api/\(version)" : "apis/\(group.name)/\(version)"
        // Clients keep a document for as long as its hash stays, so it follows the definitions.
        let hash = fingerprint(group.name)
        paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(hash)")]
      }
    }
    return ["paths": paths]
  }

  private func fingerprint(_ group: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    for type in types.all where type.id.group == group {
      mix(type.id.description)
      guard type.isCustom else { continue }
      let definition = store.get(.customResourceDefinitions, type.id.description)
      mix(definition?.value.objectUID ?? "")
      mix(String(definition?.value.generation ?? 0))
    }
    return String(hash, radix: 16)
  }

  private func openAPIDocument(_ group: String, _ version: String) -> Value {
    var paths: [String: Value] = [:]
    var schemas: [String: Value] = [:]
    for type in members(group, version) where type.verbs.contains("get") {
      var root = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
      if type.isNamespaced {
        paths["\(root)/\(type.id.plural)"] = ["get": operation("list", type, group, version)]
        root += "/namespaces/{namespace}"
      }
      root += "/\(type.id.plural)"
      paths[root] = [
        "get": operation("list", type, group, version),
        "post": operation("post", type, group, version),
        "delete": operation("deletecollection", type, group, version),
      ]
      paths["\(root)/{name}"] = [
        "get": operation("get", type, group, version),
        "put": operation("put", type, group, version),
        "patch": operation("patch", type, group, version),
        "delete": operation("delete", type, group, version),
      ]
      describe(type, group, version, &schemas)
    }
    return [
      "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "v1.34.2"],
      "paths": .object(paths), "components": ["schemas": .object(schemas)],
    ]
  }

  private func operation(
    _ action: String, _ type: ResourceType, _ group: String, _ version: String
  ) -> Value {
    let reference: Value = ["$ref": .string("#/components/schemas/\(type.kind)")]
    let content: Value = ["application/json": ["schema": reference]]
    var operation: Value = [
      "operationId": .string("\(action)\(type.kind)\(version)"),
      "x-kubernetes-action": .string(action),
      "x-kubernetes-group-version-kind": Self.identity(type, group, version),
      "responses": ["200": ["description": "OK", "content": content]],
    ]
    var parameters: [String] = []
    switch action {
    case "patch":
      parameters = ["dryRun", "fieldManager", "fieldValidation", "force"]
      let forms =
        [
          "application/apply-patch+yaml", "application/json-patch+json",
          "application/merge-patch+json",
        ]
        + (type.isCustom ? [] : ["application/strategic-merge-patch+json"])
      operation["requestBody"] = [
        "content": .object(
          Dictionary(
            forms.map { ($0, ["schema": ["type": "object"]] as Value) },
            uniquingKeysWith: { first, _ in first }))
      ]
    case "post", "put":
      parameters = ["dryRun", "fieldManager", "fieldValidation"]
      operation["requestBody"] = ["content": content]
    default: break
    }
    if !parameters.isEmpty {
      operation["parameters"] = .array(
        parameters.map { name in
          [
            "name": .string(name), "in": "query",
            "schema": ["type": name == "force" ? "boolean" : "string", "uniqueItems": true],
          ]
        })
    }
    return operation
  }

  private static func identity(_ type: ResourceType, _ group: String, _ version: String) -> Value {
    ["group": .string(group), "version": .string(version), "kind": .string(type.kind)]
  }

  /// Adds the schema of a kind, and of everything it refers to.
  private func describe(
    _ type: ResourceType, _ group: String, _ version: String, _ schemas: inout [String: Value]
  ) {
    let root: Schema
    if type.isCustom {
      root = definitions[type.id]?.version(version)?.schema ?? .any
    } else {
      root = BuiltInSchemas.all[type.kind] ?? .any
    }
    var value = OpenAPISchemas.inline(root, &schemas)
    value.set("properties", "apiVersion", to: ["type": "string"])
    value.set("properties", "kind", to: ["type": "string"])
    value["x-kubernetes-group-version-kind"] = [Self.identity(type, group, version)]
    schemas[type.kind] = value
  }
}

/// Schemas as OpenAPI writes them.
private enum OpenAPISchemas {
  /// The schema in place, whatever its name.
  static func inline(_ schema: Schema, _ schemas: inout [String: Value]) -> Value {
    var value: Value = [:]
    switch schema.form {
    case .any: value["x-kubernetes-preserve-unknown-fields"] = true
    case .scalar(.int): value = ["type": "integer"]
    case .scalar(.bool): value = ["type": "boolean"]
    case .scalar(.number): value = ["type": "number"]
    case .scalar(.bytes): value = ["type": "string", "format": "byte"]
    case .scalar(.time): value = ["type": "string", "format": "date-time"]
    case .scalar(.intstr):
      value = ["format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]]]
    case .scalar(.quantity): value = ["oneOf": [["type": "string"], ["type": "number"]]]
    case .scalar(.string): value = ["type": "string"]
    case .map(let element):
      value = ["type": "object", "additionalProperties": reference(element, &schemas)]
    case .list(let element, let type):
      value = ["type": "array", "items": reference(element, &schemas)]
      switch type {
      case .atomic: value["x-kubernetes-list-type"] = "atomic"
      case .set:
        value["x-kubernetes-list-type"] = "set"
        value["x-kubernetes-patch-strategy"] = "merge"
      case .map(let keys):
        value["x-kubernetes-list-type"] = "map"
        value["x-kubernetes-list-map-keys"] = .array(keys.map(Value.string))
        value["x-kubernetes-patch-strategy"] = "merge"
        value["x-kubernetes-patch-merge-key"] = .string(keys.first ?? "name")
      }
    case .structure(let fields):
      value["type"] = "object"
      var properties: [String: Value] = [:]
      for (name, field) in fields {
        var property = reference(field.schema, &schemas)
        if field.retainsKeys {
          let isMerged = property["x-kubernetes-patch-strategy"] != nil
          property["x-kubernetes-patch-strategy"] =
            isMerged ? "merge,retainKeys" : "retainKeys"
        }
        properties[name] = property
      }
      value["properties"] = .object(properties)
      let required = fields.filter(\.value.isRequired).map(\.key).sorted()
      if !required.isEmpty { value["required"] = .array(required.map(Value.string)) }
      if schema.keepsUnknown { value["x-kubernetes-preserve-unknown-fields"] = true }
    }
    if schema.isAtomic { value["x-kubernetes-map-type"] = "atomic" }
    return value
  }

  /// A reference to a type that has a name, the schema in place for one that hasn't.
  private static func reference(_ schema: Schema, _ schemas: inout [String: Value]) -> Value {
    guard !schema.name.isEmpty else { return inline(schema, &schemas) }
    if schemas[schema.name] == nil {
      // Marked first, so that nothing is described twice.
      schemas[schema.name] = [:]
      schemas[schema.name] = inline(schema, &schemas)
    }
    return ["allOf": [["$ref": .string("#/components/schemas/\(schema.name)")]]]
  }
}
