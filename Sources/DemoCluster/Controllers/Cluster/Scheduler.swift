import Documents

/// Gives each new pod a node, or says why none fits and tries again when something has changed.
enum Scheduler {
  private static let manager = "kube-scheduler"

  private static let queue = WorkQueue("schedule", delay: .milliseconds(30)) { server, key in
    schedule(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .pods) { server, change in podChanged(change, on: server) }
    for resource in [ResourceID.nodes, .persistentVolumeClaims] {
      server.onChange(of: resource) { server, change in
        // A node's heartbeat or a claim's status says nothing new to pods that don't fit.
        let isStatus =
          change.resource == .nodes && change.old?["spec"] == change.new?["spec"]
          && change.old?.at("status", "allocatable") == change.new?.at("status", "allocatable")
        if !isStatus { retry(on: server) }
      }
    }
  }
  /// What the scheduler remembers.
  struct State {
    /// What the pods of each node request in all.
    var used: [String: Placement.Amount] = [:]
    /// What has been added to that for each pod, by UID.
    var counted: [String: Count] = [:]
    /// The pods that don't fit anywhere now.
    var pending: Set<WorkQueue.Key> = []

    struct Count {
      var node: String
      var amount: Placement.Amount
    }

    mutating func add(_ uid: String, _ node: String, _ amount: Placement.Amount) {
      counted[uid] = Count(node: node, amount: amount)
      used[node] = (used[node] ?? .init()) + amount
    }

    /// Forgets a pod; false if there was none.
    mutating func remove(_ uid: String) -> Bool {
      guard let past = counted.removeValue(forKey: uid) else { return false }
      used[past.node] = (used[past.node] ?? .init()) - past.amount
      return true
    }
  }

  private static func podChanged(_ change: Change, on server: isolated DemoAPIServer) {
    let pod = change.object
    let uid = pod.objectUID
    let key = WorkQueue.Key(namespace: change.namespace, name: change.name)
    let node = pod.at("spec", "nodeName")?.string
    if let node, change.new != nil, !pod.hasEnded {
      if server.controllers.scheduler.counted[uid] == nil {
        server.controllers.scheduler.add(uid, node, Placement.requests(of: pod))
      }
      server.controllers.scheduler.pending.remove(key)
    } else if server.controllers.scheduler.remove(uid) {
      retry(on: server)
    }
    if change.new == nil {
      server.controllers.scheduler.pending.remove(key)
    } else if node == nil, change.kind == .added || change.old?["spec"] != change.new?["spec"] {
      queue.add(key.namespace, key.name, on: server)
    }
  }

  private static func retry(on server: isolated DemoAPIServer) {
    for key in server.controllers.scheduler.pending {
      queue.add(key.namespace, key.name, on: server)
    }
  }

  private static func schedule(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let pod = server.get(.pods, key.namespace, key.name), !pod.isBeingDeleted,
      pod.at("spec", "nodeName") == nil, !pod.hasEnded
    else { return }
    if let reason = waitingClaim(of: pod, on: server) {
      leavePending(pod, key, reason, on: server)
      return
    }
    switch Placement.place(pod, on: server.list(.nodes), used: server.controllers.scheduler.used) {
    case .unschedulable(let message):
      leavePending(pod, key, message, on: server)
    case .node(let node):
      bind(pod, key, to: node, on: server)
    }
  }

  /// Why a claim keeps the pod from being placed; claims that bind on first use don't.
  private static func waitingClaim(of pod: Value, on server: isolated DemoAPIServer) -> String? {
    let count = server.list(.nodes).count
    for volume in pod.at("spec", "volumes")?.array ?? [] {
      guard let name = volume.at("persistentVolumeClaim", "claimName")?.string else { continue }
      guard let claim = server.get(.persistentVolumeClaims, pod.objectNamespace, name) else {
        return "0/\(count) nodes are available: persistentvolumeclaim \"\(name)\" not found. "
          + "preemption: 0/\(count) nodes are available: \(count) Preemption is not helpful for "
          + "scheduling."
      }
      if claim.at("status", "phase")?.string == "Bound" { continue }
      let className = claim.at("spec", "storageClassName")?.string ?? ""
      let storage = server.get(.storageClasses, "", className)
      if storage?["volumeBindingMode"]?.string != "WaitForFirstConsumer" {
        return "0/\(count) nodes are available: pod has unbound immediate "
          + "PersistentVolumeClaims. preemption: 0/\(count) nodes are available: \(count) "
          + "Preemption is not helpful for scheduling."
      }
    }
    return nil
  }

  private static func leavePending(
    _ pod: Value, _ key: WorkQueue.Key, _ message: String, on server: isolated DemoAPIServer
  ) {
    server.controllers.scheduler.pending.insert(key)
    let isNews = pod.condition("PodScheduled")?["message"]?.string != message
    let now = server.now
    _ = try? server.modify(
      .pods, key.namespace, key.name, as: Self.manager, subresource: .status
    ) { pod in
      var conditions = pod.at("status", "conditions")?.array ?? []
      conditions.setCondition(
        [
          "type": "PodScheduled", "status": "False", "reason": "Unschedulable",
          "message": .string(message), "lastProbeTime": .null,
        ], at: now)
      pod.set("status", "phase", to: "Pending")
      pod.set("status", "conditions", to: .array(conditions))
    }
    guard isNews else { return }
    server.record(
      EventRecord(
        component: "default-scheduler", severity: .warning, reason: "FailedScheduling",
        message: message), about: pod)
  }

  private static func bind(
    _ pod: Value, _ key: WorkQueue.Key, to node: String, on server: isolated DemoAPIServer
  ) {
    let now = server.now
    do {
      try server.modify(
        .pods, key.namespace, key.name, as: Self.manager, subresource: .binding
      ) { $0.set("spec", "nodeName", to: .string(node)) }
    } catch {
      return
    }
    _ = try? server.modify(
      .pods, key.namespace, key.name, as: Self.manager, subresource: .status
    ) { pod in
      var conditions = pod.at("status", "conditions")?.array ?? []
      conditions.setCondition(
        ["type": "PodScheduled", "status": "True", "lastProbeTime": .null], at: now)
      conditions = conditions.map { condition in
        guard condition["type"] == "PodScheduled" else { return condition }
        var scheduled = condition
        scheduled["reason"] = nil
        scheduled["message"] = nil
        return scheduled
      }
      pod.set("status", "conditions", to: .array(conditions))
    }
    server.record(
      EventRecord(
        component: "default-scheduler", reason: "Scheduled",
        message: "Successfully assigned \(key.namespace)/\(key.name) to \(node)"), about: pod)
  }
}
