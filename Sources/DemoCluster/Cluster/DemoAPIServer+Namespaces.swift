import Documents

// What happens in and with namespaces: each has an account to run pods as, and a namespace that is
// deleted takes everything in it along.
extension DemoAPIServer {
  func installNamespaces() {
    onChange(of: .namespaces) { server, change in
      guard let namespace = change.new else { return }
      if namespace.isBeingDeleted {
        server.empty(namespace)
      } else if change.kind == .added {
        server.furnish(change.name)
      }
    }
    onChange { server, change in
      guard change.kind == .deleted, !change.namespace.isEmpty,
        let namespace = server.get(.namespaces, "", change.namespace), namespace.isBeingDeleted
      else { return }
      server.empty(namespace)
    }
  }

  private func furnish(_ namespace: String) {
    _ = try? create(
      .serviceAccounts,
      ["metadata": ["name": "default", "namespace": .string(namespace)]],
      as: "kube-controller-manager")
    _ = try? create(
      .configMaps,
      [
        "metadata": [
          "name": "kube-root-ca.crt", "namespace": .string(namespace),
          "annotations": [
            "kubernetes.io/description": "The authority that the API server's certificate is from."
          ],
        ], "data": ["ca.crt": ""],
      ], as: "kube-controller-manager")
  }

  /// Deletes what is in a namespace; once nothing is left, the namespace goes.
  private func empty(_ namespace: Value) {
    let name = namespace.objectName
    var remaining: [(ResourceType, Int)] = []
    for type in types.all where type.isNamespaced {
      let objects = store.list(type.id, namespace: name)
      guard !objects.isEmpty else { continue }
      for object in objects.map(\.value) where !object.isBeingDeleted {
        try? delete(type.id, name, object.objectName, DeleteOptions(propagation: .background))
      }
      let count = store.list(type.id, namespace: name).count
      if count > 0 { remaining.append((type, count)) }
    }
    guard remaining.isEmpty else {
      report(remaining, in: namespace)
      return
    }
    guard var last = get(.namespaces, "", name) else { return }
    last.set("spec", "finalizers", to: nil)
    guard finalizers(last).isEmpty else {
      if let type = types[.namespaces] { commit(type, last) }
      return
    }
    commitRemoval(ObjectLocation(resource: .namespaces, namespace: "", name: name))
  }

  /// Says in the namespace's status what it waits for.
  private func report(_ remaining: [(ResourceType, Int)], in namespace: Value) {
    let parts = remaining.map { type, count in
      "\(type.id.plural).\(type.id.group) has \(count) resource instances"
    }
    _ = try? modify(
      .namespaces, "", namespace.objectName, as: "kube-controller-manager", subresource: .status
    ) { namespace in
      var conditions = namespace.at("status", "conditions")?.array ?? []
      conditions.setCondition(
        [
          "type": "NamespaceContentRemaining", "status": "True", "reason": "SomeResourcesRemain",
          "message": .string(
            "Some resources are remaining: \(parts.sorted().joined(separator: ", "))"),
        ], at: now)
      namespace.set("status", "conditions", to: .array(conditions))
    }
  }
}
