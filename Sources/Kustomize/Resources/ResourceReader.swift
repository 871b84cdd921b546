import Documents
import YAML

/// Makes objects of documents, with what kustomize asks of each: a kind and a name.
enum ResourceReader {
  /// The objects of a file; what is wrong with any of them is in the one error.
  static func read(
    _ documents: [YAMLDocument], file: String
  ) throws(KustomizeError) -> [Resource] {
    var resources: [Resource] = []
    var problems: [KustomizeError.Problem] = []
    for document in documents {
      read(document.root, file, &resources, &problems)
    }
    guard problems.isEmpty else { throw KustomizeError(problems) }
    return resources
  }

  private static func read(
    _ node: YAMLNode, _ file: String, _ resources: inout [Resource],
    _ problems: inout [KustomizeError.Problem]
  ) {
    func complain(_ reason: String, at place: YAMLNode? = nil) {
      problems.append(
        .init(file: file, line: (place ?? node).position.line, reason: reason))
    }
    switch node.value {
    case .null: return
    case .object(let fields) where fields.isEmpty: return
    case .object: break
    default: return complain("not an object: a manifest is a mapping with kind and metadata")
    }
    guard let kind = node.value["kind"]?.string, !kind.isEmpty else {
      return complain("an object without a kind")
    }
    if kind.hasSuffix("List"), let items = node["items"] {
      for item in items.elements { read(item, file, &resources, &problems) }
      return
    }
    guard node.value["apiVersion"] == nil || node.value["apiVersion"]?.string != nil else {
      return complain("apiVersion must be text", at: node["apiVersion"])
    }
    let metadata = node["metadata"]
    if let metadata, metadata.value.object == nil, !metadata.value.isNull {
      return complain("metadata of a \(kind) must be a mapping", at: metadata)
    }
    if let name = metadata?["name"], name.value.string == nil, !name.value.isNull {
      return complain("metadata.name of a \(kind) must be text; put it in quotes", at: name)
    }
    if (metadata?.text("name") ?? "").isEmpty, !kind.hasSuffix("List") {
      return complain(
        metadata?["generateName"] == nil
          ? "a \(kind) without metadata.name"
          : "a \(kind) with generateName instead of metadata.name, which kustomize doesn't take",
        at: metadata)
    }
    resources.append(Resource(node.value, file: file, line: node.position.line))
  }
}
