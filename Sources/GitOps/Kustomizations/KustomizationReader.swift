internal import Documents
internal import Files
internal import YAML

/// Reads a kustomization's file, with kustomize's own idea of what may be in it.
struct KustomizationReader {
  private var result: KustomizationFile
  private let file: String

  static func read(_ bytes: [UInt8], file: String) -> KustomizationFile {
    var reader = KustomizationReader(file)
    do throws(YAMLError) {
      // As kustomize does: the first document counts.
      let documents = try YAMLParser().parse(bytes, file: file)
      if let first = documents.first {
        reader.read(first.root)
      } else {
        reader.complain(1, "the kustomization is empty")
      }
    } catch {
      reader.complain(error.position.line, "\(error.reason)")
    }
    return reader.result
  }

  private init(_ file: String) {
    self.file = file
    result = KustomizationFile(file: file)
  }

  private mutating func complain(_ line: Int, _ reason: String) {
    result.problems.append(StackProblem(file: file, line: line, reason: reason))
  }

  private mutating func read(_ root: YAMLNode) {
    guard case .object(let fields) = root.value, !fields.isEmpty else {
      let reason = root.value.isNull ? "the kustomization is empty" : "not a kustomization"
      complain(root.position.line, reason)
      return
    }
    let kind = root["kind"]?.value.string ?? "Kustomization"
    result.isComponent = kind == "Component"
    if kind != "Kustomization", kind != "Component" {
      complain(root["kind"]?.position.line ?? 1, "kind should be Kustomization or Component")
    }
    let wanted = result.isComponent ? "v1alpha1" : "v1beta1"
    if let version = root["apiVersion"], version.value.string != nil,
      version.value.string != "kustomize.config.k8s.io/\(wanted)"
    {
      complain(
        version.position.line,
        "apiVersion for \(kind) should be kustomize.config.k8s.io/\(wanted)")
    }
    for field in root.fields { read(field) }
  }

  private mutating func read(_ field: YAMLNode.Field) {
    // Go's decoder, and so kustomize, doesn't care about the case of a field's letters.
    guard let shape = KustomizationFields.shapes[field.key.lowercased()] else {
      complain(field.keyPosition.line, "unknown field \"\(field.key)\"")
      return
    }
    guard !field.node.value.isNull else { return }
    guard shape.accepts(field.node.value) else {
      complain(field.node.position.line, "\(field.key) must be \(shape.description)")
      return
    }
    let node = field.node
    switch field.key.lowercased() {
    case "resources": refer(node, .resource)
    case "components": refer(node, .component)
    case "bases": refer(node, .base)
    case "crds", "configurations": refer(node, .file)
    case "generators", "transformers", "validators":
      result.isOpaque = true
      for element in node.elements { referUnlessInline(element) }
    case "patchesstrategicmerge": for element in node.elements { referUnlessInline(element) }
    case "patches", "patchesjson6902", "openapi":
      for element in field.key.lowercased() == "openapi" ? [node] : node.elements {
        refer(element["path"], .file)
      }
    case "configmapgenerator": readGenerators(node, "ConfigMap")
    case "secretgenerator": readGenerators(node, "Secret")
    case "replacements": for element in node.elements { readReplacement(element) }
    case "helmcharts", "helmchartinflationgenerator":
      result.isOpaque = true
      result.chartHome = result.chartHome ?? Paths.join(result.folder, "charts")
      for element in node.elements {
        refer(element["valuesFile"], .file)
        for file in element["additionalValuesFiles"]?.elements ?? [] { refer(file, .file) }
      }
    case "helmglobals":
      if let home = node["chartHome"]?.value.string {
        result.chartHome = Paths.normalize(Paths.join(result.folder, home))
      }
    case "namespace": result.namespace = node.value.string ?? ""
    case "nameprefix": result.namePrefix = node.value.string ?? ""
    case "namesuffix": result.nameSuffix = node.value.string ?? ""
    default: break
    }
  }

  /// Takes note of a path, or of each in a list.
  private mutating func refer(_ node: YAMLNode?, _ role: KustomizationFile.Reference.Role) {
    guard let node else { return }
    if let path = node.value.string {
      if path.isEmpty {
        complain(node.position.line, "an empty path")
      } else {
        result.references.append(.init(path: path, role: role, line: node.position.line))
      }
    }
    for element in node.elements { refer(element, role) }
  }

  /// Where a path is allowed, so is the document itself.
  private mutating func referUnlessInline(_ node: YAMLNode) {
    guard let text = node.value.string, !text.contains(": "), !text.contains("{") else { return }
    // Folders of transformers are kustomizations themselves.
    refer(node, .file)
  }

  private mutating func readGenerators(_ list: YAMLNode, _ kind: String) {
    for node in list.elements {
      if let name = node["name"]?.value.string { result.generated.append((kind, name)) }
      for file in node["files"]?.elements ?? [] {
        guard let text = file.value.string else { continue }
        // `key=path`, or the path alone.
        let path = text.split(separator: "=", maxSplits: 1).last.map(String.init) ?? text
        result.references.append(.init(path: path, role: .file, line: file.position.line))
      }
      for file in node["envs"]?.elements ?? [] { refer(file, .file) }
      refer(node["env"], .file)
    }
  }

  private mutating func readReplacement(_ node: YAMLNode) {
    refer(node["path"], .file)
    guard let source = node["source"], let kind = source["kind"]?.value.string,
      let name = source["name"]?.value.string
    else { return }
    result.sources.append(.init(kind: kind, name: name, line: source.position.line))
  }
}
