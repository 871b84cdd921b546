import Documents
import YAML

/// Makes objects of documents, with what kustomize asks of each: a kind and a name.
struct ResourceReader {
  private let file: String
  private var text: SourceText
  private var resources: [Resource] = []
  private var problems: [KustomizeError.Problem] = []

  /// The objects of a file; what is wrong with any of them is in the one error.
  static func read(
    _ documents: [YAMLDocument], of bytes: [UInt8] = [], file: String
  ) throws(KustomizeError) -> [Resource] {
    var reader = ResourceReader(file: file, text: SourceText(bytes))
    for document in documents { reader.read(document.root) }
    guard reader.problems.isEmpty else { throw KustomizeError(reader.problems) }
    return reader.resources
  }

  private init(file: String, text: SourceText) {
    self.file = file
    self.text = text
  }

  private mutating func read(_ node: YAMLNode) {
    switch node.value {
    case .null: return
    case .object(let fields) where fields.isEmpty: return
    case .object: break
    default: return complain(node, "not an object: a manifest is a mapping with kind and metadata")
    }
    guard let kind = node.value["kind"]?.string, !kind.isEmpty else {
      return complain(node, "an object without a kind")
    }
    if kind.hasSuffix("List"), let items = node["items"] {
      for item in items.elements { read(item) }
      return
    }
    guard node.value["apiVersion"] == nil || node.value["apiVersion"]?.string != nil else {
      return complain(node, "apiVersion must be text", at: node["apiVersion"])
    }
    let metadata = node["metadata"]
    if let metadata, metadata.value.object == nil, !metadata.value.isNull {
      return complain(node, "metadata of a \(kind) must be a mapping", at: metadata)
    }
    if let name = metadata?["name"], name.value.string == nil, !name.value.isNull {
      return complain(node, "metadata.name of a \(kind) must be text; put it in quotes", at: name)
    }
    if (metadata?.text("name") ?? "").isEmpty, !kind.hasSuffix("List") {
      return complain(
        node,
        metadata?["generateName"] == nil
          ? "a \(kind) without metadata.name"
          : "a \(kind) with generateName instead of metadata.name, which kustomize doesn't take",
        at: metadata)
    }
    var resource = Resource(node.value, file: file, line: node.position.line)
    resource.source = node
    if let annotations = metadata?["annotations"] { spellOut(annotations, &resource) }
    resources.append(resource)
  }

  /// Makes text of annotations that are something else, as they are written.
  private mutating func spellOut(_ annotations: YAMLNode, _ resource: inout Resource) {
    for field in annotations.fields {
      switch field.node.value {
      case .array, .object: continue
      // What was written as a date has become a time.
      case .string(let text) where text.utf8.first.map { $0 < 0x30 || $0 > 0x39 } ?? true: continue
      default: break
      }
      guard let written = text.plainScalar(field.node) else { continue }
      var entries = resource.value["metadata"]?["annotations"] ?? .null
      entries[field.key] = .string(written)
      resource.setMetadata("annotations", entries)
    }
  }

  private mutating func complain(_ node: YAMLNode, _ reason: String, at place: YAMLNode? = nil) {
    problems.append(.init(file: file, line: (place ?? node).position.line, reason: reason))
  }
}
