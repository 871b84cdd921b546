import Documents

extension Validator {
  /// The rules of custom resource definitions.
  mutating func checkDefinition(_ object: Value) {
    let spec = object["spec"] ?? [:]
    let group = spec["group"]?.string ?? ""
    let plural = spec.at("names", "plural")?.string ?? ""
    if object.objectName != "\(plural).\(group)" {
      invalid(
        "metadata.name", .string(object.objectName),
        "must be spec.names.plural+\".\"+spec.group")
    }
    oneOf("spec.scope", spec["scope"], ["Cluster", "Namespaced"])
    let versions = spec["versions"]?.array ?? []
    require(!versions.isEmpty, "spec.versions", "must have at least one version")
    let stored = versions.filter { $0["storage"]?.bool == true }
    if stored.count != 1, !versions.isEmpty {
      invalid(
        "spec.versions", spec["versions"] ?? [],
        "must have exactly one version marked as storage version")
    }
    for (index, version) in versions.enumerated()
    where version.at("schema", "openAPIV3Schema") == nil {
      require(
        false, "spec.versions[\(index)].schema.openAPIV3Schema", "schemas are required")
    }
  }
}

extension DemoAPIServer {
  /// Serves what definitions say, from the moment they are there.
  func installDefinitions() {
    onChange { server, change in
      guard change.kind == .deleted, let definition = server.definitions[change.resource],
        let object = server.get(
          .customResourceDefinitions, "", definition.type.id.description), object.isBeingDeleted
      else { return }
      server.removeInstances(object)
    }
    onChange(of: .customResourceDefinitions) { server, change in
      if let object = change.new, !object.isBeingDeleted {
        server.serve(object)
      } else if let object = change.new, object.isBeingDeleted {
        server.removeInstances(object)
      } else if let old = change.old, let definition = Definition(old) {
        server.definitions[definition.type.id] = nil
        server.types.remove(definition.type.id)
      }
    }
  }

  private func serve(_ object: Value) {
    guard let definition = Definition(object) else { return }
    types.add(definition.type)
    definitions[definition.type.id] = definition
    guard !object.isTrue("Established") else { return }
    _ = try? modify(
      .customResourceDefinitions, "", object.objectName, as: "kube-apiserver",
      subresource: .status
    ) { crd in
      var conditions = crd.at("status", "conditions")?.array ?? []
      conditions.setCondition(
        [
          "type": "NamesAccepted", "status": "True", "reason": "NoConflicts",
          "message": "no conflicts found",
        ], at: now)
      conditions.setCondition(
        [
          "type": "Established", "status": "True", "reason": "InitialNamesAccepted",
          "message": "the initial names have been accepted",
        ], at: now)
      crd["status"] = [
        "acceptedNames": crd.at("spec", "names") ?? [:], "conditions": .array(conditions),
        "storedVersions": .array(
          definition.versions.filter(\.isStored).map { .string($0.name) }),
      ]
    }
  }

  /// Deletes every instance of a definition that is being deleted, then lets it go.
  private func removeInstances(_ object: Value) {
    guard let definition = Definition(object) else { return }
    for instance in list(definition.type.id) {
      try? delete(definition.type.id, instance.objectNamespace, instance.objectName)
    }
    guard store.count(definition.type.id) == 0 else { return }
    _ = try? modify(
      .customResourceDefinitions, "", object.objectName, as: "kube-apiserver"
    ) { crd in
      let rest = finalizers(crd).filter { $0 != Self.instancesFinalizer }
      crd.set(
        "metadata", "finalizers", to: rest.isEmpty ? nil : .array(rest.map(Value.string)))
    }
  }

  static let instancesFinalizer = "customresourcecleanup.apiextensions.k8s.io"
}
