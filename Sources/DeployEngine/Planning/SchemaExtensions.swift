internal import Documents
internal import Kubernetes

/// Leaves out of a definition what an older server doesn't know of schemas.
///
/// Definitions are written for the newest servers: `x-kubernetes-validations` is in many. Created,
/// they lose on older ones what isn't known there; applied, they are refused as a whole.
enum SchemaExtensions {
  private static let prefix = "x-kubernetes-"

  /// The extensions that a refusal complains of; none where something else is wrong.
  static func unknown(_ error: KubernetesError, in object: Value) -> Set<String> {
    guard object["kind"] == "CustomResourceDefinition", let message = error.status?.message,
      message.contains("failed to create typed patch object")
    else { return [] }
    var names: Set<String> = []
    for line in message.split(separator: "\n") where line.contains("field not declared in schema") {
      let place = line.split(separator: ":").dropLast().last ?? ""
      guard let name = place.split(separator: ".").last, name.hasPrefix(prefix) else { return [] }
      names.insert(String(name))
    }
    return names
  }

  /// The definition without these extensions, wherever they are in its schemas.
  static func remove(_ names: Set<String>, from object: Value) -> Value {
    switch object {
    case .object(let fields):
      .object(
        fields.filter { !names.contains($0.key) }.mapValues { remove(names, from: $0) })
    case .array(let elements): .array(elements.map { remove(names, from: $0) })
    default: object
    }
  }
}
