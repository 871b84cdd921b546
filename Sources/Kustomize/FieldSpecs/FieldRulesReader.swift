import Documents
import YAML

/// Reads a file of `configurations`: rules that kustomizations add to the built-in ones.
enum FieldRulesReader {
  private static let lists: [String: any WritableKeyPath<FieldRules, [FieldSpec]> & Sendable] = [
    "namePrefix": \.namePrefix, "nameSuffix": \.nameSuffix, "namespace": \.namespace,
    "commonLabels": \.commonLabels, "templateLabels": \.templateLabels, "labels": \.labels,
    "commonAnnotations": \.commonAnnotations, "varReference": \.varReference,
    "images": \.images, "replicas": \.replicas,
  ]

  private static let shape: FieldShape = {
    let list = FieldShape.list(.fieldSpec)
    var fields = lists.mapValues { _ in list }
    fields["nameReference"] = .list(
      .object(["group": .text, "version": .text, "kind": .text, "fieldSpecs": list]))
    return .object(fields)
  }()

  /// The rules of a document.
  static func read(_ root: YAMLNode, file: String) throws(KustomizeError) -> FieldRules {
    var rules = FieldRules()
    var problems: [KustomizeError.Problem] = []
    let checked = shape.check(root, as: "") { line, reason in
      problems.append(.init(file: file, line: line, reason: reason))
    }
    guard problems.isEmpty else { throw KustomizeError(problems) }
    for field in checked.fields {
      if let list = lists[field.key] {
        rules[keyPath: list] = specs(field.node, file, &problems)
      } else {
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
