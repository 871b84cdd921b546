import Documents
import HTTP

extension DemoAPIServer {
  /// Reads or writes how many replicas there are to be, in the same shape for every kind.
  func scale(
    _ asked: ResourceRequest, _ object: Value, _ media: MediaType
  ) throws(APIFailure) -> Response {
    let paths = try scalePaths(asked)
    let current = scaled(object, paths)
    guard asked.verb != .get else { return encoded(200, current, media.format) }

    let wanted: Value
    if asked.verb == .update {
      wanted = try body(asked).object
    } else {
      wanted = try patchedScale(current, asked)
    }
    let replicas = wanted.at("spec", "replicas")?.integer ?? 0
    if replicas < 0 {
      throw APIFailure(
        422, "Invalid",
        "Scale.autoscaling \"\(asked.name)\" is invalid: spec.replicas: Invalid value: \(replicas):"
          + " must be greater than or equal to 0",
        details: APIFailure.Details(
          name: asked.name, group: "autoscaling", kind: "Scale",
          causes: [
            APIFailure.Cause(
              reason: "FieldValueInvalid",
              message: "Invalid value: \(replicas): must be greater than or equal to 0",
              field: "spec.replicas")
          ]))
    }
    if let version = wanted.at("metadata", "resourceVersion")?.string, !version.isEmpty,
      version != object.at("metadata", "resourceVersion")?.string
    {
      throw .stale(asked.type.id, asked.name)
    }
    try admit(asked, verb: asked.verb.rawValue, wanted)
    var changed = object
    changed.set(paths.spec, to: .integer(replicas))
    let result = try performUpdate(asked.type, old: object, changed, asked.writeOptions)
    return encoded(200, scaled(result, paths), media.format)
  }

  private func scalePaths(_ asked: ResourceRequest) throws(APIFailure) -> Definition.ScalePaths {
    guard asked.type.isCustom else {
      return Definition.ScalePaths(
        spec: ["spec", "replicas"], status: ["status", "replicas"],
        selector: ["spec", "selector"])
    }
    guard let paths = definitions[asked.type.id]?.version(asked.version)?.scale else {
      throw .noSuchPath()
    }
    return paths
  }

  private func scaled(_ object: Value, _ paths: Definition.ScalePaths) -> Value {
    var metadata: Value = [:]
    for field in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
      metadata[field] = object.at("metadata", field)
    }
    var status: Value = ["replicas": object.at(paths.status) ?? 0]
    switch object.at(paths.selector) {
    case .string(let text)?: status["selector"] = .string(text)
    case let selector?: status["selector"] = .string(Self.text(ofSelector: selector))
    case nil: break
    }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": metadata,
      "spec": ["replicas": object.at(paths.spec) ?? 0], "status": status,
    ]
  }

  private func patchedScale(
    _ scale: Value, _ asked: ResourceRequest
  ) throws(APIFailure) -> Value {
    let patch = try Self.parseJSON(asked.body, "Scale").0
    switch Self.contentType(asked) {
    case "application/json-patch+json":
      do {
        return try scale.applying(JSONPatch(patch))
      } catch {
        throw APIFailure(422, "Invalid", "\(error)")
      }
    case "application/merge-patch+json", "application/strategic-merge-patch+json":
      return scale.applying(mergePatch: patch)
    default:
      throw APIFailure(
        415, "UnsupportedMediaType", "the body of the request was in an unknown format")
    }
  }

  /// A selector as text: `app=web,tier in (a,b)`.
  static func text(ofSelector selector: Value) -> String {
    let isLabelSelector = selector["matchLabels"] != nil || selector["matchExpressions"] != nil
    let labels = (isLabelSelector ? selector["matchLabels"] : selector)?.object ?? [:]
    var parts = labels.map { "\($0.key)=\($0.value.string ?? "")" }.sorted()
    for expression in selector["matchExpressions"]?.array ?? [] {
      let key = expression["key"]?.string ?? ""
      let values = (expression["values"]?.array ?? []).compactMap(\.string).sorted()
        .joined(separator: ",")
      switch expression["operator"]?.string {
      case "In": parts.append("\(key) in (\(values))")
      case "NotIn": parts.append("\(key) notin (\(values))")
      case "DoesNotExist": parts.append("!\(key)")
      default: parts.append(key)
      }
    }
    return parts.joined(separator: ",")
  }
}

extension Value {
  /// Sets the field that the path leads to, with the objects on the way.
  mutating func set(_ path: [String], to value: Value) {
    guard let first = path.first else {
      self = value
      return
    }
    var child = self[first] ?? [:]
    self[first] = nil
    child.set(Array(path.dropFirst()), to: value)
    self[first] = child
  }
}
