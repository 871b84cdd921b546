import Documents

/// A condition on fields of an object: every requirement has to hold.
struct FieldSelector: Hashable, Sendable {
  struct Requirement: Hashable, Sendable {
    var field: String
    var value: String
    var isEqual: Bool
  }

  var requirements: [Requirement] = []

  /// Reads `spec.nodeName=worker-1,status.phase!=Running` for a kind of resource.
  init(_ text: String?, for type: ResourceType) throws(APIFailure) {
    for part in Self.parts(text ?? "") {
      guard let requirement = Self.requirement(part) else {
        throw .badRequest("invalid selector: '\(text ?? "")'; can't understand '\(part)'")
      }
      guard Self.fields(of: type).contains(requirement.field) else {
        throw .badRequest(
          Self.special[type.id] == nil
            ? "\"\(requirement.field)\" is not a known field selector: only \"metadata.name\", "
              + "\"metadata.namespace\"" : "field label not supported: \(requirement.field)")
      }
      requirements.append(requirement)
    }
  }

  var isEmpty: Bool { requirements.isEmpty }

  /// The only name that can match, if one requirement says so.
  var name: String? {
    requirements.first { $0.field == "metadata.name" && $0.isEqual }?.value
  }

  func matches(_ object: Value) -> Bool {
    requirements.allSatisfy { requirement in
      (Self.value(of: requirement.field, in: object) == requirement.value) == requirement.isEqual
    }
  }

  private static func value(of field: String, in object: Value) -> String {
    switch field {
    // An event's source is a structure; its component stands for it.
    case "source":
      return object.at("source", "component")?.string
        ?? object["reportingComponent"]?.string ?? ""
    case "status.successful": return text(object.at("status", "succeeded") ?? 0)
    case "status.replicas": return text(object.at("status", "replicas") ?? 0)
    case "spec.unschedulable", "spec.hostNetwork":
      return text(object.at(path(field)) ?? false)
    default: return text(object.at(path(field)) ?? "")
    }
  }

  private static func path(_ field: String) -> [String] {
    field.split(separator: ".").map(String.init)
  }

  private static func text(_ value: Value) -> String { value.string ?? value.json }

  /// The fields by which objects of a kind can be selected.
  private static func fields(of type: ResourceType) -> Set<String> {
    var fields: Set = ["metadata.name"]
    if type.isNamespaced { fields.insert("metadata.namespace") }
    return fields.union(special[type.id] ?? []).union(type.selectableFields)
  }

  private static let special: [ResourceID: Set<String>] = [
    .pods: [
      "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
      "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName",
    ],
    .events: [
      "involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
      "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
      "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ],
    .secrets: ["type"], .nodes: ["spec.unschedulable"], .namespaces: ["status.phase"],
    .services: ["spec.clusterIP", "spec.type"], .jobs: ["status.successful"],
    .replicaSets: ["status.replicas"], .replicationControllers: ["status.replicas"],
  ]

  /// The parts between commas; a backslash keeps the character behind it as it is.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "," {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private static func requirement(_ text: String) -> Requirement? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    var field = text[..<sign]
    let isEqual = field.last != "!"
    if !isEqual { field.removeLast() }
    var value = text[text.index(after: sign)...]
    if isEqual, value.first == "=" { value.removeFirst() }
    return Requirement(field: String(field), value: String(value), isEqual: isEqual)
  }
}
