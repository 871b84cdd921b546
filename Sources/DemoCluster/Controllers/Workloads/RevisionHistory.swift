import Documents

/// The controller revisions of a stateful set or daemon set: one for each template it has had.
enum RevisionHistory {
  private static let manager = "kube-controller-manager"

  /// The hash of the current template, with a revision for it.
  static func record(_ owner: Value, on server: isolated DemoAPIServer) -> String {
    let template = owner.at("spec", "template") ?? [:]
    let hash = TemplateHash.hash(template)
    let name = "\(owner.objectName)-\(hash)"
    let owned = server.list(.controllerRevisions, namespace: owner.objectNamespace)
      .filter { $0.controllerUID == owner.objectUID }
    let latest = owned.compactMap { $0["revision"]?.integer }.max() ?? 0
    guard let known = owned.first(where: { $0.objectName == name }) else {
      var labels = template.at("metadata", "labels") ?? [:]
      labels["controller-revision-hash"] = .string(hash)
      _ = try? server.create(
        .controllerRevisions,
        [
          "apiVersion": "apps/v1", "kind": "ControllerRevision",
          "metadata": [
            "name": .string(name), "namespace": .string(owner.objectNamespace),
            "labels": labels, "ownerReferences": [owner.controllerReference],
          ],
          "revision": .integer(latest + 1), "data": ["spec": ["template": template]],
        ], as: manager)
      return hash
    }
    if known["revision"]?.integer != latest {
      _ = try? server.modify(
        .controllerRevisions, known.objectNamespace, known.objectName, as: manager
      ) { $0["revision"] = .integer(latest + 1) }
    }
    return hash
  }
}
