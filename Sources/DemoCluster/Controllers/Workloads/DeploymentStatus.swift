import Documents

/// Works out the status of a deployment from its replica sets.
enum DeploymentStatus {
  /// The status, and when a roll-out that isn't finished counts as stuck.
  static func status(
    of deployment: Value, current: Value?, all: [Value], createdName: String?, at now: DemoTime
  ) -> (value: Value, deadline: DemoTime?) {
    let before = deployment["status"] ?? [:]
    func total(_ sets: [Value], _ field: String) -> Int {
      sets.reduce(0) { $0 + Int($1.at("status", field)?.integer ?? 0) }
    }
    let replicas = Int(deployment.at("spec", "replicas")?.integer ?? 1)
    let existing = total(all, "replicas")
    let available = total(all, "availableReplicas")
    let updated = Int(current?.at("status", "replicas")?.integer ?? 0)
    var status: Value = ["observedGeneration": .integer(deployment.generation)]
    status.setCount("replicas", existing)
    status.setCount("updatedReplicas", updated)
    status.setCount("readyReplicas", total(all, "readyReplicas"))
    status.setCount("availableReplicas", available)
    status.setCount("unavailableReplicas", max(0, max(replicas, existing) - available))

    var conditions = before["conditions"]?.array ?? []
    conditions.setCondition(availability(deployment, replicas, available, conditions, now), at: now)
    let isComplete =
      updated == replicas && existing == replicas && available == replicas
      && current != nil
    let hasMoved = ["replicas", "updatedReplicas", "readyReplicas", "availableReplicas"]
      .contains { before[$0] != status[$0] }
    let (progress, deadline) = progressing(
      deployment, current, conditions, createdName: createdName, isComplete: isComplete,
      hasMoved: hasMoved, now)
    if let progress { conditions.setCondition(progress, at: now) }
    status["conditions"] = .array(conditions)
    return (status, deadline)
  }

  private static func availability(
    _ deployment: Value, _ replicas: Int, _ available: Int, _ conditions: [Value], _ now: DemoTime
  ) -> Value {
    let unavailable = PodFactory.amount(
      deployment.at("spec", "strategy", "rollingUpdate", "maxUnavailable"), of: replicas,
      roundingUp: false, default: "25%")
    let isAvailable = available >= replicas - unavailable
    return condition(
      "Available", isAvailable ? "True" : "False",
      isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
      isAvailable
        ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
      conditions, now)
  }

  private static func progressing(
    _ deployment: Value, _ current: Value?, _ conditions: [Value], createdName: String?,
    isComplete: Bool, hasMoved: Bool, _ now: DemoTime
  ) -> (Value?, DemoTime?) {
    let last = conditions.first { $0["type"] == "Progressing" }
    if deployment.at("spec", "paused")?.bool == true {
      return (
        condition(
          "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused", conditions, now),
        nil
      )
    }
    let name = current?.objectName ?? ""
    if isComplete {
      return (
        condition(
          "Progressing", "True", "NewReplicaSetAvailable",
          "ReplicaSet \"\(name)\" has successfully progressed.", conditions, now), nil
      )
    }
    let seconds = deployment.at("spec", "progressDeadlineSeconds")?.integer ?? 600
    if let createdName {
      return (
        condition(
          "Progressing", "True", "NewReplicaSetCreated",
          "Created new replica set \"\(createdName)\"", conditions, now), now + .seconds(seconds)
      )
    }
    let reason = last?["reason"]?.string ?? ""
    let wasDone = reason == "NewReplicaSetAvailable" || reason == "DeploymentPaused"
    if hasMoved || last == nil || wasDone {
      // Losing a pod of a finished roll-out isn't a roll-out: it stays finished.
      if reason == "NewReplicaSetAvailable", last?["message"]?.string?.contains(name) == true {
        return (last, nil)
      }
      var moved = condition(
        "Progressing", "True", "ReplicaSetUpdated", "ReplicaSet \"\(name)\" is progressing.",
        conditions, now)
      moved["lastUpdateTime"] = .string(now.rfc3339)
      return (moved, now + .seconds(seconds))
    }
    if reason == "ProgressDeadlineExceeded" { return (last, nil) }
    let since = last?["lastUpdateTime"]?.string.flatMap(DemoTime.init(rfc3339:)) ?? now
    guard now - since >= .seconds(seconds) else { return (last, since + .seconds(seconds)) }
    return (
      condition(
        "Progressing", "False", "ProgressDeadlineExceeded",
        "ReplicaSet \"\(name)\" has timed out progressing.", conditions, now), nil
    )
  }

  /// A condition; its update time stays if nothing else changes.
  private static func condition(
    _ type: String, _ status: String, _ reason: String, _ message: String, _ existing: [Value],
    _ now: DemoTime
  ) -> Value {
    var condition: Value = [
      "type": .string(type), "status": .string(status), "reason": .string(reason),
      "message": .string(message), "lastUpdateTime": .string(now.rfc3339),
    ]
    if let last = existing.first(where: { $0["type"] == condition["type"] }),
      last["status"] == condition["status"], last["reason"] == condition["reason"],
      last["message"] == condition["message"]
    {
      condition["lastUpdateTime"] = last["lastUpdateTime"]
    }
    return condition
  }
}
