import Documents
import Files
import YAML

extension Accumulator {
  /// Carries out the fields that change objects, in kustomize's order.
  func transform(_ visit: Visit, _ result: inout Accumulation) {
    let kustomization = visit.kustomization
    let scope = visit.scope
    let rules = result.rules
    let schema = schema ?? .kustomize

    step("PatchStrategicMergeTransformer", "patchesStrategicMerge", visit, &result) {
      node, set throws(KustomizeError) in
      try StrategicMergeField(schema: schema).apply(node, to: &set, in: scope)
    }
    for node in kustomization.elements("patches") {
      step("PatchTransformer", node, visit, &result) { node, set throws(KustomizeError) in
        try PatchesField(schema: schema).apply(entry: node, to: &set, in: scope)
      }
    }
    step("NamespaceTransformer", "namespace", visit, &result) { node, set throws(KustomizeError) in
      guard let namespace = node.value.string, !namespace.isEmpty else { return }
      try scope.carryOut(at: node) { () throws(TransformError) in
        try NamespaceSetter(namespace: namespace, fields: rules.namespace).apply(to: &set)
      }
    }
    step("PrefixTransformer", "namePrefix", visit, &result) { node, set throws(KustomizeError) in
      guard let prefix = node.value.string, !prefix.isEmpty else { return }
      try scope.carryOut(at: node) { () throws(TransformError) in
        try NameAffixes(prefix: prefix, fields: rules.namePrefix).apply(to: &set)
      }
    }
    step("SuffixTransformer", "nameSuffix", visit, &result) { node, set throws(KustomizeError) in
      guard let suffix = node.value.string, !suffix.isEmpty else { return }
      try scope.carryOut(at: node) { () throws(TransformError) in
        try NameAffixes(suffix: suffix, fields: rules.nameSuffix).apply(to: &set)
      }
    }
    for node in kustomization.elements("labels") {
      step("LabelTransformer", node, visit, &result) { node, set throws(KustomizeError) in
        let fields = try labelFields(node, rules, scope)
        try scope.carryOut(at: node) { () throws(TransformError) in
          try EntrySetter(entries: node["pairs"]?.texts ?? [:], fields: fields).apply(to: &set)
        }
      }
    }
    step("LabelTransformer", "commonLabels", visit, &result) { node, set throws(KustomizeError) in
      try scope.carryOut(at: node) { () throws(TransformError) in
        try EntrySetter(entries: node.texts, fields: rules.commonLabels).apply(to: &set)
      }
    }
    if !kustomization.elements("labels").isEmpty, kustomization.texts("commonLabels").isEmpty {
      // The transformer for commonLabels is there as soon as there are labels of either kind.
      annotate(origin(of: "LabelTransformer", visit), &result)
    }
    step("AnnotationsTransformer", "commonAnnotations", visit, &result) {
      node, set throws(KustomizeError) in
      try scope.carryOut(at: node) { () throws(TransformError) in
        try EntrySetter(entries: node.texts, fields: rules.commonAnnotations).apply(to: &set)
      }
    }
    for node in kustomization.elements("patchesJson6902") {
      step("PatchJson6902Transformer", node, visit, &result) { node, set throws(KustomizeError) in
        try JSONPatchesField().apply(entry: node, to: &set, in: scope)
      }
    }
    for node in kustomization.elements("replicas") {
      step("ReplicaCountTransformer", node, visit, &result) { node, set throws(KustomizeError) in
        try ReplicaCount(node, rules.replicas).carryOut(on: &set, node, scope)
      }
    }
    for node in kustomization.elements("images") + kustomization.elements("imageTags") {
      step("ImageTagTransformer", node, visit, &result) { node, set throws(KustomizeError) in
        try scope.carryOut(at: node) { () throws(TransformError) in
          try ImageChange(node, rules.images).apply(to: &set)
        }
      }
    }
    step("ReplacementTransformer", "replacements", visit, &result) {
      node, set throws(KustomizeError) in
      try ReplacementsField().apply(node, to: &set, in: scope)
    }
    for plugin in plugins("transformers", of: visit) {
      run(plugin, on: &result)
      result.set.reconcileSharedTexts()
      annotate(plugin.origin, &result)
    }
    for node in kustomization.elements("validators") {
      problems.append(
        scope.problem("validators are programs of their own, and those aren't run", at: node))
    }
  }

  private func labelFields(
    _ node: YAMLNode, _ rules: FieldRules, _ scope: FieldScope
  ) throws(KustomizeError) -> [FieldSpec] {
    var problems: [KustomizeError.Problem] = []
    var fields =
      node["fields"].map { FieldRulesReader.specs($0, scope.file, &problems) } ?? []
    guard problems.isEmpty else { throw KustomizeError(problems) }
    do throws(FieldRules.Conflict) {
      try fields.merge(rules.labels)
      if node.flag("includeSelectors") {
        try fields.merge(rules.commonLabels)
      } else {
        if node.flag("includeTemplates") { try fields.merge(rules.templateLabels) }
        try fields.merge(FieldSpec("metadata/labels", creates: true))
      }
    } catch {
      throw scope.error(
        "two rules don't agree on whether \(error.path) is created", at: node)
    }
    return fields
  }

  // MARK: - Steps

  /// Carries out a field as a whole, if it is there.
  private func step(
    _ kind: String, _ field: String, _ visit: Visit, _ result: inout Accumulation,
    _ body: (YAMLNode, inout ResourceSet) throws(KustomizeError) -> Void
  ) {
    guard let node = visit.kustomization.fields[field] else { return }
    switch node.value {
    case .string(""), .array([]): return
    default: step(kind, node, visit, &result, body)
    }
  }

  private func step(
    _ kind: String, _ node: YAMLNode, _ visit: Visit, _ result: inout Accumulation,
    _ body: (YAMLNode, inout ResourceSet) throws(KustomizeError) -> Void
  ) {
    attempt { () throws(KustomizeError) in try body(node, &result.set) }
    result.set.reconcileSharedTexts()
    annotate(origin(of: kind, visit), &result)
  }

  private func origin(of kind: String, _ visit: Visit) -> Origin {
    visit.origin.configuring(kind, in: Paths.name(of: visit.kustomization.file))
  }

  /// Notes on all objects what was done.
  private func annotate(_ origin: Origin, _ result: inout Accumulation) {
    guard tracksOrigins else { return }
    result.set.modifyEach { resource in
      if resource.origin == nil {
        resource.origin = origin
      } else {
        resource.transformations.append(origin)
      }
    }
  }
}

extension FieldScope {
  /// Carries out what may fail without knowing where it is said.
  func carryOut(
    at node: YAMLNode, _ body: () throws(TransformError) -> Void
  ) throws(KustomizeError) {
    do throws(TransformError) {
      try body()
    } catch {
      throw self.error(error.reason, at: node)
    }
  }
}

extension ReplicaCount {
  init(_ node: YAMLNode, _ fields: [FieldSpec]) {
    self.init(
      name: node.text("name") ?? "", count: node["count"]?.value.integer ?? 0, fields: fields)
  }

  func carryOut(
    on set: inout ResourceSet, _ node: YAMLNode, _ scope: FieldScope
  ) throws(KustomizeError) {
    do throws(TransformError) {
      try apply(to: &set)
    } catch {
      throw scope.error(error.reason, at: node)
    }
  }
}

extension ImageChange {
  init(_ node: YAMLNode, _ fields: [FieldSpec]) {
    self.init(
      name: node.text("name") ?? "", newName: node.text("newName") ?? "",
      newTag: node.text("newTag") ?? "", tagSuffix: node.text("tagSuffix") ?? "",
      digest: node.text("digest") ?? "", fields: fields)
  }
}
