import Documents

/// The controller revisions of a stateful set or daemon set: one for each template it has had, as
/// the patch that brings it back.
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
    forget(owned.filter { $0.objectName != name }, of: owner, on: server)
    guard let known = owned.first(where: { $0.objectName == name }) else {
      var labels = template.at("metadata", "labels") ?? [:]
      let label =
        owner.objectKind == "DaemonSet"
        ? "controller-revision-hash" : "controller.kubernetes.io/hash"
      labels[label] = .string(hash)
      var patch = template
      patch["$patch"] = "replace"
      _ = try? server.create(
        .controllerRevisions,
        [
          "apiVersion": "apps/v1", "kind": "ControllerRevision",
          "metadata": [
            "name": .string(name), "namespace": .string(owner.objectNamespace),
            "labels": labels, "ownerReferences": [owner.controllerReference],
            "annotations": owner.at("metadata", "annotations") ?? [:],
          ],
          "revision": .integer(latest + 1), "data": ["spec": ["template": patch]],
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
  /// Deletes the oldest revisions that no pod has, beyond as many as the owner keeps.
  private static func forget(
    _ revisions: [Value], of owner: Value, on server: isolated DemoAPIServer
  ) {
    let limit = Int(owner.at("spec", "revisionHistoryLimit")?.integer ?? 10)
    guard revisions.count > limit else { return }
    let pods = server.list(.pods, namespace: owner.objectNamespace)
      .filter { $0.controllerUID == owner.objectUID }
    let used = Set(pods.compactMap { $0.label("controller-revision-hash") })
    let idle = revisions.filter { revision in
      // Stateful sets name the whole revision there, daemon sets its hash.
      !used.contains(revision.objectName)
        && !used.contains(String(revision.objectName.dropFirst(owner.objectName.count + 1)))
    }
    let oldest = idle.sorted { ($0["revision"]?.integer ?? 0) < ($1["revision"]?.integer ?? 0) }
    for revision in oldest.dropLast(limit) {
      try? server.delete(.controllerRevisions, revision.objectNamespace, revision.objectName)
    }
  }
}
