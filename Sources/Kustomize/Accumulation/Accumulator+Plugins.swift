import Documents
import Files
import YAML

extension Accumulator {
  /// Runs a transformer that has a file, or an element of `transformers`, of its own.
  func run(_ plugin: Plugin, on result: inout Accumulation) {
    attempt { () throws(KustomizeError) in
      let node = plugin.node
      let scope = plugin.scope
      var specProblems: [KustomizeError.Problem] = []
      let fields =
        node["fieldSpecs"].map { FieldRulesReader.specs($0, scope.file, &specProblems) } ?? []
      guard specProblems.isEmpty else { throw KustomizeError(specProblems) }
      switch plugin.kind {
      case "PatchTransformer", "PatchStrategicMergeTransformer", "PatchJson6902Transformer",
        "ReplacementTransformer":
        try patch(plugin, &result)
      case "PrefixSuffixTransformer", "PrefixTransformer", "SuffixTransformer":
        guard node["fieldSpecs"] != nil else {
          throw scope.error("a \(plugin.kind) needs fieldSpecs", at: node)
        }
        try scope.carryOut(at: node) { () throws(TransformError) in
          if let prefix = node.text("prefix"), plugin.kind != "SuffixTransformer" {
            try NameAffixes(prefix: prefix, fields: fields).apply(to: &result.set)
          }
          if let suffix = node.text("suffix"), plugin.kind != "PrefixTransformer" {
            try NameAffixes(suffix: suffix, fields: fields).apply(to: &result.set)
          }
        }
      case "NamespaceTransformer":
        try setNamespace(node, fields, scope, &result)
      case "LabelTransformer", "AnnotationsTransformer":
        let entries = node[plugin.kind == "LabelTransformer" ? "labels" : "annotations"]
        try scope.carryOut(at: node) { () throws(TransformError) in
          try EntrySetter(entries: entries?.texts ?? [:], fields: fields).apply(to: &result.set)
        }
      case "ImageTagTransformer":
        guard let image = node["imageTag"] else {
          throw scope.error("an ImageTagTransformer needs imageTag", at: node)
        }
        try scope.carryOut(at: node) { () throws(TransformError) in
          try ImageChange(image, fields).apply(to: &result.set)
        }
      case "ReplicaCountTransformer":
        guard let replica = node["replica"] else {
          throw scope.error("a ReplicaCountTransformer needs replica", at: node)
        }
        try ReplicaCount(replica, fields).carryOut(on: &result.set, node, scope)
      case "HashTransformer":
        result.set.addHashes()
      case "ValueAddTransformer":
        throw scope.error("ValueAddTransformer isn't supported; use replacements", at: node)
      default:
        throw scope.error(
          "\(plugin.kind) is no transformer that is built in, and others aren't run", at: node)
      }
    }
  }

  private func patch(_ plugin: Plugin, _ result: inout Accumulation) throws(KustomizeError) {
    let node = plugin.node
    let scope = plugin.scope
    let schema = schema ?? .kustomize
    switch plugin.kind {
    case "PatchTransformer":
      try PatchesField(schema: schema).apply(entry: node, to: &result.set, in: scope)
    case "PatchStrategicMergeTransformer":
      var entries = node["paths"]?.elements ?? []
      if let patches = node["patches"], patches.value.string != nil { entries.append(patches) }
      try StrategicMergeField(schema: schema).apply(
        YAMLNode(elements: entries, from: node.position, to: node.end), to: &result.set, in: scope)
    case "PatchJson6902Transformer":
      let entry = node["jsonOp"].map { node.adding([("patch", $0)]) } ?? node
      try JSONPatchesField().apply(entry: entry, to: &result.set, in: scope)
    default:
      guard let field = node["replacements"] else { return }
      try ReplacementsField().apply(field, to: &result.set, in: scope)
    }
  }

  private func setNamespace(
    _ node: YAMLNode, _ fields: [FieldSpec], _ scope: FieldScope, _ result: inout Accumulation
  ) throws(KustomizeError) {
    guard let namespace = node["metadata"]?.text("namespace") else { return }
    let mode = node.text("setRoleBindingSubjects") ?? "defaultOnly"
    guard let subjects = NamespaceSetter.Subjects(rawValue: mode) else {
      throw scope.error(
        "setRoleBindingSubjects is defaultOnly, allServiceAccounts or none, and not \(mode)",
        at: node["setRoleBindingSubjects"] ?? node)
    }
    try scope.carryOut(at: node) { () throws(TransformError) in
      try NamespaceSetter(
        namespace: namespace, fields: fields, isForUnsetOnly: node.flag("unsetOnly"),
        subjects: subjects
      ).apply(to: &result.set)
    }
  }
}
