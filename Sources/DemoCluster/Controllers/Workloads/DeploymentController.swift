import Documents

/// Keeps one replica set per template of a deployment, and moves the pods from the old ones to the
/// new one at the pace that the deployment allows.
enum DeploymentController {
  private static let manager = "kube-controller-manager"
  private static let revision = "deployment.kubernetes.io/revision"
  private static let desired = "deployment.kubernetes.io/desired-replicas"
  private static let maximum = "deployment.kubernetes.io/max-replicas"

  private static let queue = WorkQueue("deployment") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .deployments) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .replicaSets) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "Deployment", let name = owner?["name"]?.string else {
        return
      }
      queue.add(change.namespace, name, on: server)
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let deployment = server.get(.deployments, key.namespace, key.name),
      !deployment.isBeingDeleted
    else { return }
    let owned = server.list(.replicaSets, namespace: key.namespace)
      .filter { $0.controllerUID == deployment.objectUID }
      .sorted { ($0.created, $0.objectName) < ($1.created, $1.objectName) }
    let template = deployment.at("spec", "template") ?? [:]
    let hash = TemplateHash.hash(template)
    let isPaused = deployment.at("spec", "paused")?.bool ?? false
    var current = owned.first { $0.label("pod-template-hash") == hash }
    var createdName: String?
    if current == nil, !isPaused {
      current = create(hash, template, of: deployment, after: owned, on: server)
      createdName = current?.objectName
    }
    let old = owned.filter { $0.label("pod-template-hash") != hash }
    if let current, !isPaused {
      adoptRevision(current, among: old, of: deployment, on: server)
    }
    scale(deployment, current, old, isPaused: isPaused, on: server)
    if !isPaused { forgetHistory(deployment, old, on: server) }
    updateStatus(key, hash: hash, createdName: createdName, on: server)
  }

  private static func create(
    _ hash: String, _ template: Value, of deployment: Value, after owned: [Value],
    on server: isolated DemoAPIServer
  ) -> Value? {
    var labelled = template
    labelled.set("metadata", "labels", "pod-template-hash", to: .string(hash))
    var selector = deployment.at("spec", "selector") ?? [:]
    selector.set("matchLabels", "pod-template-hash", to: .string(hash))
    let revision = Self.latestRevision(owned) + 1
    let replicas = deployment.at("spec", "replicas") ?? 1
    var annotations = Self.inherited(deployment)
    annotations[Self.revision] = .string(String(revision))
    annotations[Self.desired] = .string(String(replicas.integer ?? 1))
    let set: Value = [
      "apiVersion": "apps/v1", "kind": "ReplicaSet",
      "metadata": [
        "name": .string("\(deployment.objectName)-\(hash)"),
        "namespace": .string(deployment.objectNamespace),
        "labels": labelled.at("metadata", "labels") ?? [:],
        "annotations": annotations,
        "ownerReferences": [deployment.controllerReference],
      ],
      "spec": ["replicas": 0, "selector": selector, "template": labelled],
    ]
    return try? server.create(.replicaSets, set, as: Self.manager)
  }

  /// The annotations that a deployment hands down to its replica set, such as why it was changed.
  private static func inherited(_ deployment: Value) -> Value {
    let own = [
      "kubectl.kubernetes.io/last-applied-configuration", revision, desired, maximum,
      "deployment.kubernetes.io/revision-history",
    ]
    let annotations = deployment.at("metadata", "annotations")?.object ?? [:]
    return .object(annotations.filter { !own.contains($0.key) })
  }

  /// The current replica set has the highest revision, also when it is an old one come back.
  private static func adoptRevision(
    _ current: Value, among old: [Value], of deployment: Value, on server: isolated DemoAPIServer
  ) {
    let before = Int(current.annotation(Self.revision) ?? "") ?? 1
    let revision = max(before, Self.latestRevision(old) + 1)
    let inherited = Self.inherited(deployment).object ?? [:]
    _ = try? server.modify(
      .replicaSets, current.objectNamespace, current.objectName, as: Self.manager
    ) { set in
      for (key, value) in inherited { set.set("metadata", "annotations", key, to: value) }
      set.set("metadata", "annotations", Self.revision, to: .string(String(revision)))
    }
    guard deployment.annotation(Self.revision) != String(revision) else { return }
    _ = try? server.modify(
      .deployments, deployment.objectNamespace, deployment.objectName, as: Self.manager
    ) { $0.set("metadata", "annotations", Self.revision, to: .string(String(revision))) }
  }

  private static func latestRevision(_ sets: [Value]) -> Int {
    sets.compactMap { $0.annotation(Self.revision).flatMap { Int($0) } }.max() ?? 0
  }

  private static func scale(
    _ deployment: Value, _ current: Value?, _ old: [Value], isPaused: Bool,
    on server: isolated DemoAPIServer
  ) {
    let rollout = Self.rollout(deployment, current, old)
    var (newWanted, oldWanted) = rollout.next()
    if isPaused {
      // A paused deployment still follows its number of replicas, where only one set has pods.
      oldWanted = old.map { Int($0.at("spec", "replicas")?.integer ?? 0) }
      newWanted = rollout.new.wanted
      let active = oldWanted.indices.filter { oldWanted[$0] > 0 }
      if active.isEmpty {
        newWanted = rollout.replicas
      } else if newWanted == 0, active.count == 1 {
        oldWanted[active[0]] = rollout.replicas
      }
    }
    // Old pods first: making room decides how many new ones fit in the next round.
    for (set, wanted) in zip(old, oldWanted) {
      resize(set, to: wanted, of: deployment, rollout, on: server)
    }
    if let current { resize(current, to: newWanted, of: deployment, rollout, on: server) }
  }

  private static func rollout(_ deployment: Value, _ current: Value?, _ old: [Value]) -> Rollout {
    let replicas = Int(deployment.at("spec", "replicas")?.integer ?? 1)
    let strategy = deployment.at("spec", "strategy")
    let rolling = strategy?["rollingUpdate"]
    let surge = PodFactory.amount(
      rolling?["maxSurge"], of: replicas, roundingUp: true, default: "25%")
    let unavailable = PodFactory.amount(
      rolling?["maxUnavailable"], of: replicas, roundingUp: false, default: "25%")
    func part(_ set: Value?) -> Rollout.Part {
      Rollout.Part(
        wanted: Int(set?.at("spec", "replicas")?.integer ?? 0),
        existing: Int(set?.at("status", "replicas")?.integer ?? 0),
        available: Int(set?.at("status", "availableReplicas")?.integer ?? 0))
    }
    return Rollout(
      replicas: replicas, maxSurge: surge == 0 && unavailable == 0 ? 1 : surge,
      maxUnavailable: unavailable, recreates: strategy?["type"]?.string == "Recreate",
      new: part(current), old: old.map(part))
  }

  private static func resize(
    _ set: Value, to wanted: Int, of deployment: Value, _ rollout: Rollout,
    on server: isolated DemoAPIServer
  ) {
    let before = Int(set.at("spec", "replicas")?.integer ?? 0)
    _ = try? server.modify(
      .replicaSets, set.objectNamespace, set.objectName, as: Self.manager
    ) { set in
      set.set("spec", "replicas", to: .integer(Int64(wanted)))
      set.set(
        "metadata", "annotations", Self.desired, to: .string(String(rollout.replicas)))
      set.set(
        "metadata", "annotations", Self.maximum,
        to: .string(String(rollout.replicas + rollout.maxSurge)))
    }
    guard wanted != before else { return }
    server.record(
      EventRecord(
        component: "deployment-controller", reason: "ScalingReplicaSet",
        message: "Scaled \(wanted > before ? "up" : "down") replica set \(set.objectName) "
          + "from \(before) to \(wanted)"), about: deployment)
  }

  private static func forgetHistory(
    _ deployment: Value, _ old: [Value], on server: isolated DemoAPIServer
  ) {
    let limit = Int(deployment.at("spec", "revisionHistoryLimit")?.integer ?? 10)
    let empty = old.filter {
      ($0.at("spec", "replicas")?.integer ?? 0) == 0
        && ($0.at("status", "replicas")?.integer ?? 0) == 0 && !$0.isBeingDeleted
    }
    for set in empty.dropLast(limit) {
      try? server.delete(.replicaSets, set.objectNamespace, set.objectName)
    }
  }

  private static func updateStatus(
    _ key: WorkQueue.Key, hash: String, createdName: String?, on server: isolated DemoAPIServer
  ) {
    guard let deployment = server.get(.deployments, key.namespace, key.name) else { return }
    let owned = server.list(.replicaSets, namespace: key.namespace)
      .filter { $0.controllerUID == deployment.objectUID }
    let current = owned.first { $0.label("pod-template-hash") == hash }
    let status = DeploymentStatus.status(
      of: deployment, current: current, all: owned, createdName: createdName, at: server.now)
    _ = try? server.modify(
      .deployments, key.namespace, key.name, as: Self.manager, subresource: .status
    ) { $0["status"] = status.value }
    if let deadline = status.deadline, deadline > server.now {
      queue.add(key.namespace, key.name, after: deadline - server.now, on: server)
    }
  }
}
