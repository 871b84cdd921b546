internal import Documents
internal import GitOps
internal import Kubernetes

extension Inventories {
  /// Who owns the fields of parents.
  private static let fieldManager = "duet-applyset"
  // kubectl takes up only sets that say they are its own.
  private static let tooling = "kubectl/duet"

  /// Writes a parent as it is to be; one that is there must still be of the version noted in it.
  ///
  /// Throws a conflict where it isn't, and `alreadyExists` where there is one unexpectedly.
  func write(_ inventory: Inventory) async throws(KubernetesError) -> Inventory {
    var object = Self.object(inventory)
    let written: Written
    if let version = inventory.version {
      object["metadata"]?["resourceVersion"] = .string(version)
      // kubectl may have written the same fields.
      let options = ApplyOptions(fieldManager: Self.fieldManager, isForced: true)
      written = try await client.apply(inventory.key, object, options)
    } else {
      // To apply would be to take over what somebody else has made meanwhile.
      written = try await client.create(
        .configMaps, namespace: inventory.name.namespace, object,
        WriteOptions(fieldManager: Self.fieldManager))
    }
    return Inventory(written.object, name: inventory.name)
  }

  private static func object(_ inventory: Inventory) -> Value {
    var annotations: Value = [
      ApplySet.tooling: .string(tooling),
      ApplySet.kinds: .string(inventory.kinds.sorted().map(\.description).joined(separator: ",")),
      ApplySet.namespaces: .string(
        inventory.namespaces.subtracting([inventory.name.namespace]).sorted()
          .joined(separator: ",")),
    ]
    if !inventory.path.isEmpty { annotations[Inventory.pathAnnotation] = .string(inventory.path) }
    annotations[Inventory.lastDeployAnnotation] = inventory.lastDeploy.map { .string($0.text) }
    return [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": [
        "name": .string(inventory.name.name), "namespace": .string(inventory.name.namespace),
        "labels": [
          ApplySet.idLabel: .string(inventory.id), "app.kubernetes.io/managed-by": "duet",
        ],
        "annotations": annotations,
      ],
    ]
  }
}

extension Inventory {
  /// The same with these objects in it, too.
  func widened(by items: some Sequence<PlannedObject>) -> Inventory {
    var wide = self
    for item in items {
      wide.kinds.insert(GroupKind(group: item.object.group, kind: item.object.kind))
      if !item.key.name.namespace.isEmpty { wide.namespaces.insert(item.key.name.namespace) }
    }
    return wide
  }
}
