import Documents
import HTTP
import YAML

/// What a write request carries, read and checked against what it is about.
struct RequestBody {
  /// The object, in the shape in which it is stored.
  var object: Value
  /// What is wrong with it without making it useless.
  var warnings: [String] = []
}

extension DemoAPIServer {
  /// How strictly fields that make no sense are taken.
  enum FieldValidation: String {
    case ignore = "Ignore"
    case warn = "Warn"
    case strict = "Strict"
  }

  func fieldValidation(_ asked: ResourceRequest) throws(APIFailure) -> FieldValidation {
    guard let text = asked.target["fieldValidation"] else { return .warn }
    guard let validation = FieldValidation(rawValue: text) else {
      throw APIFailure(
        422, "Invalid",
        "\(asked.verb == .create ? "Create" : "Update")Options.meta.k8s.io \"\" is invalid: fieldValidation: "
          + "Unsupported value: \"\(text)\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""
      )
    }
    return validation
  }

  /// Reads an object from a request's body: the right kind, in the right place.
  func body(_ asked: ResourceRequest) throws(APIFailure) -> RequestBody {
    let kind = asked.subresource == .scale ? "Scale" : asked.type.kind
    let validation = try fieldValidation(asked)
    var (object, problems) = try Self.parse(asked.body, Self.contentType(asked), kind)
    try checkKind(object, kind, asked)
    if isConverted(asked) { object = EventShapes.involved(object) }
    try checkPlace(&object, asked)
    if Self.contentType(asked) == "application/apply-patch+yaml" { try checkTyped(object, asked) }
    if asked.subresource != .scale {
      problems += try checkForm(&object, asked.type)
    }
    return RequestBody(object: object, warnings: try judged(problems, validation, kind, asked))
  }

  /// What becomes of problems that don't make an object useless.
  func judged(
    _ problems: [String], _ validation: FieldValidation, _ kind: String, _ asked: ResourceRequest
  ) throws(APIFailure) -> [String] {
    switch validation {
    case .ignore: return []
    case .warn: return problems
    case .strict:
      guard !problems.isEmpty else { return [] }
      throw .badRequest(
        "\(kind) in version \"\(asked.version)\" cannot be handled as a \(kind): "
          + "strict decoding error: \(problems.joined(separator: ", "))")
    }
  }

  static func contentType(_ asked: ResourceRequest) -> String {
    let type = asked.headers["Content-Type"] ?? ""
    return type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
  }

  /// Reads a body in any of the formats that there are for it.
  static func parse(
    _ bytes: [UInt8], _ type: String, _ kind: String
  ) throws(APIFailure) -> (Value, [String]) {
    switch type {
    case "application/json", "": return try parseJSON(bytes, kind)
    case "application/yaml", "application/apply-patch+yaml": return (try parseYAML(bytes), [])
    case "application/vnd.kubernetes.protobuf":
      return (try ProtobufDecoder.standard.decode(bytes), [])
    default:
      throw APIFailure(
        415, "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
          + "application/json, application/yaml, application/vnd.kubernetes.protobuf")
    }
  }

  static func parseJSON(
    _ bytes: [UInt8], _ kind: String
  ) throws(APIFailure) -> (Value, [String]) {
    do {
      return (try JSONParser(duplicateKeys: .refused).parse(bytes), [])
    } catch {
      guard case .duplicateKey(let name) = error.reason,
        let object = try? JSONParser().parse(bytes)
      else {
        throw .badRequest(
          "the object provided is unrecognized (must be of type \(kind)): couldn't get "
            + "version/kind; json parse error: \(error)")
      }
      return (object, ["duplicate field \"\(name)\""])
    }
  }

  static func parseYAML(_ bytes: [UInt8]) throws(APIFailure) -> Value {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badRequest("error decoding YAML: invalid UTF-8")
    }
    do {
      return try YAMLParser().parseOne(text).value
    } catch {
      throw .badRequest("error decoding YAML: \(error)")
    }
  }

  private func checkKind(
    _ object: Value, _ kind: String, _ asked: ResourceRequest
  ) throws(APIFailure) {
    guard object.object != nil else {
      throw .badRequest("the object provided is unrecognized (must be of type \(kind))")
    }
    let expected = asked.subresource == .scale ? "autoscaling/v1" : asked.apiVersion
    let version = object["apiVersion"]?.string ?? ""
    let named = object["kind"]?.string ?? ""
    // What is left out is taken from the path, except where fields are owned by version.
    if named.isEmpty && version.isEmpty && Self.contentType(asked) == "application/json" { return }
    let isApply = Self.contentType(asked) == "application/apply-patch+yaml"
    if isApply, version != expected {
      throw .badRequest(
        "Incorrect version specified in apply patch. Specified patch version: \(version), "
          + "expected: \(expected)")
    }
    guard named == kind else {
      throw .badRequest(
        "\(named) in version \"\(version)\" cannot be handled as a \(kind): "
          + "the kind in the data does not match the expected kind")
    }
    guard version == expected else {
      throw .badRequest(
        "the API version in the data (\(version)) does not match the expected API version "
          + "(\(expected))")
    }
  }

  private func checkPlace(_ object: inout Value, _ asked: ResourceRequest) throws(APIFailure) {
    let namespace = object.objectNamespace
    if asked.type.isNamespaced {
      guard namespace.isEmpty || namespace == asked.namespace else {
        throw .badRequest(
          "the namespace of the provided object does not match the namespace sent on the request")
      }
      object.set("metadata", "namespace", to: .string(asked.namespace))
    }
    guard asked.verb != .create else { return }
    guard object.objectName.isEmpty || object.objectName == asked.name else {
      throw .badRequest(
        "the name of the object (\(object.objectName)) does not match the name on the URL "
          + "(\(asked.name))")
    }
    object.set("metadata", "name", to: .string(asked.name))
  }
}
