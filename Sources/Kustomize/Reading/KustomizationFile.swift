import Documents
import Files
import YAML

/// A kustomization's file, checked: its fields are kustomize's, and hold what they should.
struct KustomizationFile: Sendable {
  /// The file, as problems name it.
  let file: String
  /// The folder it is in, from the root of the tree.
  let folder: String
  /// Whether it is a component, which changes what another has collected.
  var isComponent = false
  /// The fields, by the names they are known by; those that are empty are left out.
  private(set) var fields: [String: YAMLNode] = [:]
  /// The document, for what edits it.
  private(set) var root: YAMLNode
  private(set) var problems: [KustomizeError.Problem] = []
  private(set) var warnings: [KustomizeError.Problem] = []

  /// The names a kustomization's file may have.
  static let names = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// Checks a document.
  init(_ root: YAMLNode, file: String, folder: String) {
    self.file = file
    self.folder = folder
    self.root = root
    guard case .object = root.value else {
      complain(
        root.position.line,
        root.value.isNull ? "the kustomization is empty" : "a kustomization is a mapping")
      return
    }
    var found: [(Int, String)] = []
    let checked = FieldShape.kustomization.check(root, as: "") { found.append(($0, $1)) }
    for (line, reason) in found { complain(line, reason) }
    for field in checked.fields where !field.node.value.isNull {
      fields[field.key] = field.node
    }
    checkType()
    warnAboutDeprecated()
    let meaningful = fields.filter {
      !["apiVersion", "kind"].contains($0.key) && $0.value.value != ""
    }
    if meaningful.isEmpty, problems.isEmpty {
      complain(root.position.line, "the kustomization is empty: it names nothing to build")
    }
  }

  private mutating func complain(_ line: Int, _ reason: String) {
    problems.append(.init(file: file, line: line, reason: reason))
  }

  mutating func warn(_ line: Int, _ reason: String) {
    warnings.append(.init(file: file, line: line, reason: reason))
  }

  private mutating func checkType() {
    let kind = text("kind") ?? "Kustomization"
    isComponent = kind == "Component"
    guard kind == "Kustomization" || kind == "Component" else {
      let line = fields["kind"]?.position.line ?? 1
      complain(line, "kind must be Kustomization or Component, and is \(kind)")
      return
    }
    let wanted = "kustomize.config.k8s.io/" + (isComponent ? "v1alpha1" : "v1beta1")
    if let version = text("apiVersion"), version != wanted {
      complain(
        fields["apiVersion"]?.position.line ?? 1, "apiVersion of a \(kind) must be \(wanted)")
    }
  }

  private mutating func warnAboutDeprecated() {
    let replacements = [
      ("bases", "resources"), ("commonLabels", "labels"), ("imageTags", "images"),
      ("patchesJson6902", "patches"), ("patchesStrategicMerge", "patches"),
      ("vars", "replacements"),
    ]
    for (old, new) in replacements {
      guard let line = fields[old]?.position.line else { continue }
      warn(line, "\(old) is deprecated; use \(new)")
    }
  }

  /// The text of a field; nil where there is none, or an empty one.
  func text(_ field: String) -> String? {
    guard let text = fields[field]?.value.string, !text.isEmpty else { return nil }
    return text
  }

  /// The elements of a field that is a list.
  func elements(_ field: String) -> [YAMLNode] {
    fields[field]?.elements ?? []
  }

  /// The text values of a field that is a mapping.
  func texts(_ field: String) -> [String: String] {
    fields[field]?.texts ?? [:]
  }
}

extension YAMLNode {
  /// The text values of a mapping; an empty value counts as empty text.
  var texts: [String: String] {
    (value.object ?? [:]).compactMapValues { $0.isNull ? "" : $0.string }
  }

  /// The text of a field of this mapping; nil where there is none, or an empty one.
  func text(_ field: String) -> String? {
    guard let text = value[field]?.string, !text.isEmpty else { return nil }
    return text
  }

  /// Whether a field of this mapping is there and true.
  func flag(_ field: String) -> Bool { value[field]?.bool ?? false }
}
