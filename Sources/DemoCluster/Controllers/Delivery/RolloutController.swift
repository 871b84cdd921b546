import Documents

/// Simulates Argo Rollouts: brings out new versions step by step, or beside the old one, and heeds
/// what `kubectl argo rollouts` writes into the status.
enum RolloutController {
  static let rollouts = ResourceID("rollouts", group: "argoproj.io")
  static let hashLabel = "rollouts-pod-template-hash"
  private static let manager = "rollouts-controller"
  private static let revision = "rollout.argoproj.io/revision"

  private static let queue = WorkQueue("rollout", delay: .milliseconds(200)) { server, key in
    reconcile(key, on: server)
  }

  /// Installs the controller; the cluster needs the definition of its kind first.
  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: rollouts) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .replicaSets) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "Rollout", let name = owner?["name"]?.string else { return }
      queue.add(change.namespace, name, on: server)
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let rollout = server.get(rollouts, key.namespace, key.name), !rollout.isBeingDeleted
    else { return }
    let template = rollout.at("spec", "template") ?? [:]
    let hash = TemplateHash.hash(template)
    var sets = server.list(.replicaSets, namespace: key.namespace)
      .filter { $0.controllerUID == rollout.objectUID }
    if !sets.contains(where: { $0.label(hashLabel) == hash }),
      let new = create(hash, template, of: rollout, after: sets, on: server)
    {
      sets.append(new)
    }
    var plan = RolloutPlan(rollout, hash: hash, sets: sets, at: server.now)
    plan.advance()
    for set in sets {
      resize(set, to: plan.wanted(set.label(hashLabel) ?? ""), of: rollout, on: server)
    }
    let before = rollout["status"]
    let status = plan.status
    _ = try? server.modify(
      rollouts, key.namespace, key.name, as: manager, subresource: .status
    ) { $0["status"] = status }
    for event in plan.events(since: before) { server.record(event, about: rollout) }
    if let due = plan.due {
      queue.add(key.namespace, key.name, after: due - server.now, on: server)
    }
  }

  private static func create(
    _ hash: String, _ template: Value, of rollout: Value, after sets: [Value],
    on server: isolated DemoAPIServer
  ) -> Value? {
    var labelled = template
    labelled.set("metadata", "labels", hashLabel, to: .string(hash))
    var selector = rollout.at("spec", "selector") ?? [:]
    selector.set("matchLabels", hashLabel, to: .string(hash))
    let last = sets.compactMap { $0.annotation(revision).flatMap { Int($0) } }.max() ?? 0
    return try? server.create(
      .replicaSets,
      [
        "apiVersion": "apps/v1", "kind": "ReplicaSet",
        "metadata": [
          "name": .string("\(rollout.objectName)-\(hash)"),
          "namespace": .string(rollout.objectNamespace),
          "labels": labelled.at("metadata", "labels") ?? [:],
          "annotations": [revision: .string(String(last + 1))],
          "ownerReferences": [rollout.controllerReference],
        ],
        "spec": ["replicas": 0, "selector": selector, "template": labelled],
      ], as: manager)
  }

  private static func resize(
    _ set: Value, to wanted: Int, of rollout: Value, on server: isolated DemoAPIServer
  ) {
    let before = Int(set.at("spec", "replicas")?.integer ?? 0)
    guard before != wanted else { return }
    _ = try? server.modify(
      .replicaSets, set.objectNamespace, set.objectName, as: manager
    ) { $0.set("spec", "replicas", to: .integer(Int64(wanted))) }
    server.record(
      EventRecord(
        component: manager, reason: "ScalingReplicaSet",
        message: "Scaled \(wanted > before ? "up" : "down") ReplicaSet \(set.objectName) "
          + "(revision \(set.annotation(revision) ?? "")) from \(before) to \(wanted)"),
      about: rollout)
  }
}
