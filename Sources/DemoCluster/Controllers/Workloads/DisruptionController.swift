import Documents

/// Says in the status of each disruption budget how many of its pods may go now.
enum DisruptionController {
  private static let manager = "kube-controller-manager"

  /// How long a pod whose eviction was allowed counts as gone before it is.
  private static let deletionTimeout = Duration.seconds(120)

  private static let queue = WorkQueue("disruption budget") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .podDisruptionBudgets) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .pods) { server, change in
      for budget in budgets(of: change.object, on: server) {
        queue.add(budget.objectNamespace, budget.objectName, on: server)
      }
    }
  }

  /// The budgets that a pod is under.
  static func budgets(of pod: Value, on server: isolated DemoAPIServer) -> [Value] {
    server.list(.podDisruptionBudgets, namespace: pod.objectNamespace).filter { budget in
      let selector = budget.at("spec", "selector").flatMap(LabelSelector.init(selector:))
      return selector?.matches(pod) ?? false
    }
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let budget = server.get(.podDisruptionBudgets, key.namespace, key.name),
      let selector = budget.at("spec", "selector").flatMap(LabelSelector.init(selector:))
    else { return }
    let pods = server.list(.pods, namespace: key.namespace, labels: selector)
    let disrupted = stillExpected(budget, pods, at: server.now)
    let healthy = pods.filter {
      $0.isReadyPod && !$0.isBeingDeleted && disrupted[$0.objectName] == nil
    }
    let (expected, desired) = expectation(budget, pods, on: server)
    let allowed = expected > 0 ? max(0, healthy.count - desired) : 0
    _ = try? server.modify(
      .podDisruptionBudgets, key.namespace, key.name, as: manager, subresource: .status
    ) { object in
      var conditions = object.at("status", "conditions")?.array ?? []
      conditions.setCondition(
        [
          "type": "DisruptionAllowed", "status": allowed > 0 ? "True" : "False",
          "reason": allowed > 0 ? "SufficientPods" : "InsufficientPods", "message": "",
          "observedGeneration": .integer(object.generation),
        ], at: server.now)
      object["status"] = [
        "currentHealthy": .integer(Int64(healthy.count)),
        "desiredHealthy": .integer(Int64(desired)), "expectedPods": .integer(Int64(expected)),
        "disruptionsAllowed": .integer(Int64(allowed)),
        "observedGeneration": .integer(object.generation), "conditions": .array(conditions),
      ]
      if !disrupted.isEmpty { object.set("status", "disruptedPods", to: .object(disrupted)) }
    }
    if !disrupted.isEmpty { queue.add(key.namespace, key.name, after: deletionTimeout, on: server) }
  }

  /// The evictions that were allowed and haven't happened yet, by pod.
  private static func stillExpected(
    _ budget: Value, _ pods: [Value], at now: DemoTime
  ) -> [String: Value] {
    let staying = Set(pods.filter { !$0.isBeingDeleted }.map(\.objectName))
    return (budget.at("status", "disruptedPods")?.object ?? [:]).filter { name, time in
      guard staying.contains(name), let time = time.string.flatMap(DemoTime.init(rfc3339:))
      else { return false }
      return now - time < deletionTimeout
    }
  }

  /// How many pods there should be, and how many of them have to be healthy.
  private static func expectation(
    _ budget: Value, _ pods: [Value], on server: isolated DemoAPIServer
  ) -> (expected: Int, desired: Int) {
    if let share = budget.at("spec", "maxUnavailable") {
      let expected = scale(of: pods, on: server)
      let spare = PodFactory.amount(share, of: expected, roundingUp: true, default: "0")
      return (expected, max(0, expected - spare))
    }
    let share = budget.at("spec", "minAvailable") ?? 1
    if let count = share.integer { return (pods.count, Int(count)) }
    let expected = scale(of: pods, on: server)
    return (expected, PodFactory.amount(share, of: expected, roundingUp: true, default: "0"))
  }

  /// How many pods the workloads behind these want in all.
  private static func scale(of pods: [Value], on server: isolated DemoAPIServer) -> Int {
    var scales: [String: Int] = [:]
    for pod in pods {
      guard let reference = controller(of: pod) else { continue }
      let uid = reference["uid"]?.string ?? ""
      guard scales[uid] == nil, let kind = kinds[reference["kind"]?.string ?? ""],
        let owner = server.get(kind, pod.objectNamespace, reference["name"]?.string ?? "")
      else { continue }
      // While a deployment moves from one replica set to the next, what counts is the whole.
      let above = controller(of: owner)
      let deployment = above.flatMap {
        server.get(.deployments, pod.objectNamespace, $0["name"]?.string ?? "")
      }
      let top = deployment ?? owner
      scales[top.objectUID] = Int(top.at("spec", "replicas")?.integer ?? 1)
    }
    return scales.values.reduce(0, +)
  }

  private static let kinds: [String: ResourceID] = [
    "ReplicaSet": .replicaSets, "StatefulSet": .statefulSets,
    "ReplicationController": .replicationControllers,
  ]

  private static func controller(of object: Value) -> Value? {
    object.at("metadata", "ownerReferences")?.array?.first { $0["controller"]?.bool == true }
  }
}
