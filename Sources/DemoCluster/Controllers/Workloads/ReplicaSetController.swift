import Documents

/// Keeps as many pods as each replica set asks for.
enum ReplicaSetController {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("replica set") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .replicaSets) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .pods) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "ReplicaSet", let name = owner?["name"]?.string else {
        return
      }
      queue.add(change.namespace, name, on: server)
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let set = server.get(.replicaSets, key.namespace, key.name) else { return }
    var failure: String?
    if !set.isBeingDeleted {
      failure = adjust(set, on: server)
    }
    updateStatus(key, failure: failure, on: server)
  }

  /// Creates what is missing and deletes what is too many; says why a pod couldn't be created.
  private static func adjust(_ set: Value, on server: isolated DemoAPIServer) -> String? {
    let active = Self.pods(of: set, on: server).filter { !$0.hasEnded && !$0.isBeingDeleted }
    let wanted = Int(set.at("spec", "replicas")?.integer ?? 1)
    let template = set.at("spec", "template") ?? [:]
    if active.count < wanted {
      for _ in active.count..<wanted {
        let name = "\(set.objectName)-\(server.random.suffix())"
        let pod = PodFactory.pod(of: set, template: template, name: name)
        do {
          try server.create(.pods, pod, as: Self.manager)
        } catch {
          server.record(
            EventRecord(
              component: "replicaset-controller", severity: .warning, reason: "FailedCreate",
              message: "Error creating: \(error.message)"), about: set)
          return error.message
        }
        server.record(
          EventRecord(
            component: "replicaset-controller", reason: "SuccessfulCreate",
            message: "Created pod: \(name)"), about: set)
      }
    } else {
      for pod in Self.leastMissed(active).prefix(active.count - wanted) {
        try? server.delete(.pods, pod.objectNamespace, pod.objectName)
        server.record(
          EventRecord(
            component: "replicaset-controller", reason: "SuccessfulDelete",
            message: "Deleted pod: \(pod.objectName)"), about: set)
      }
    }
    return nil
  }

  /// The order in which pods are given up: unassigned, pending, not ready, then the youngest.
  static func leastMissed(_ pods: [Value]) -> [Value] {
    func rank(_ pod: Value) -> Int {
      if pod.at("spec", "nodeName") == nil { return 0 }
      if pod.at("status", "phase")?.string != "Running" { return 1 }
      return pod.isReadyPod ? 3 : 2
    }
    return pods.sorted { a, b in
      let (first, second) = (rank(a), rank(b))
      if first != second { return first < second }
      if a.created != b.created { return a.created > b.created }
      return a.objectName < b.objectName
    }
  }

  private static func pods(of set: Value, on server: isolated DemoAPIServer) -> [Value] {
    server.list(.pods, namespace: set.objectNamespace)
      .filter { $0.controllerUID == set.objectUID }
  }

  private static func updateStatus(
    _ key: WorkQueue.Key, failure: String?, on server: isolated DemoAPIServer
  ) {
    guard let set = server.get(.replicaSets, key.namespace, key.name) else { return }
    let pods = Self.pods(of: set, on: server).filter { !$0.hasEnded && !$0.isBeingDeleted }
    let minReady = set.at("spec", "minReadySeconds")?.integer ?? 0
    let now = server.now
    let ready = pods.filter(\.isReadyPod)
    let available = ready.filter {
      PodFactory.isAvailable($0, minReadySeconds: minReady, at: now)
    }
    _ = try? server.modify(
      .replicaSets, key.namespace, key.name, as: Self.manager, subresource: .status
    ) { set in
      var status: Value = [
        "replicas": .integer(Int64(pods.count)), "observedGeneration": .integer(set.generation),
      ]
      status.setCount("fullyLabeledReplicas", pods.count)
      status.setCount("readyReplicas", ready.count)
      status.setCount("availableReplicas", available.count)
      if let failure {
        var conditions = set.at("status", "conditions")?.array ?? []
        conditions.setCondition(
          [
            "type": "ReplicaFailure", "status": "True", "reason": "FailedCreate",
            "message": .string(failure),
          ], at: now)
        status["conditions"] = .array(conditions)
      }
      set["status"] = status
    }
    if available.count < ready.count {
      queue.add(key.namespace, key.name, after: .seconds(minReady), on: server)
    }
    if failure != nil {
      queue.add(key.namespace, key.name, after: .seconds(15), on: server)
    }
  }
}
