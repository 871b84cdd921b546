import Documents
import YAML

/// Reads a file of `configurations`: rules that kustomizations add to the built-in ones.
enum FieldRulesReader {
  private static let lists: [String: any WritableKeyPath<FieldRules, [FieldSpec]> & Sendable] = [
    "nameprefix": \.namePrefix, "namesuffix": \.nameSuffix, "namespace": \.namespace,
    "commonlabels": \.commonLabels, "templatelabels": \.templateLabels, "labels": \.labels,
    "commonannotations": \.commonAnnotations, "varreference": \.varReference,
    "images": \.images, "replicas": \.replicas,
  ]

  /// The rules of a document; fields that aren't rules are ignored, as kustomize does.
  static func read(_ root: YAMLNode, file: String) throws(KustomizeError) -> FieldRules {
    var rules = FieldRules()
    var problems: [KustomizeError.Problem] = []
    guard root.value.object != nil || root.value.isNull else {
      throw KustomizeError([
        .init(file: file, line: root.position.line, reason: "a configuration is a mapping")
      ])
    }
    for field in root.fields {
      let name = field.key.lowercased()
      if let list = lists[name] {
        rules[keyPath: list] = specs(field.node, file, &problems)
      } else if name == "namereference" {
        rules.nameReference = field.node.elements.map { element in
          FieldRules.NameReference(
            target: type(element),
            referrers: element["fieldSpecs"].map { specs($0, file, &problems) } ?? [])
        }
      }
    }
    guard problems.isEmpty else { throw KustomizeError(problems) }
    return rules
  }

  /// The field specs of a list.
  static func specs(
    _ list: YAMLNode, _ file: String, _ problems: inout [KustomizeError.Problem]
  ) -> [FieldSpec] {
    var specs: [FieldSpec] = []
    guard list.value.array != nil || list.value.isNull else {
      problems.append(
        .init(file: file, line: list.position.line, reason: "expected a list of field specs"))
      return []
    }
    for element in list.elements {
      guard let path = element.text("path") else {
        problems.append(
          .init(file: file, line: element.position.line, reason: "a field spec without a path"))
        continue
      }
      specs.append(FieldSpec(path, type(element), creates: element.flag("create")))
    }
    return specs
  }

  private static func type(_ node: YAMLNode) -> ResourceType {
    ResourceType(
      group: node.text("group") ?? "", version: node.text("version") ?? "",
      kind: node.text("kind") ?? "")
  }
}
