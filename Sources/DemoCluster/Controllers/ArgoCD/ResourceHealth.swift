import Documents

/// The health of objects by Argo CD's rules, as its controller works it out.
enum ResourceHealth: String, Hashable, Sendable, CaseIterable, Comparable {
  // From best to worst.
  case healthy = "Healthy"
  case suspended = "Suspended"
  case progressing = "Progressing"
  case missing = "Missing"
  case degraded = "Degraded"
  case unknown = "Unknown"

  static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The health of an object; nil for kinds that have none.
  static func of(_ object: Value) -> ResourceHealth? {
    if object.isBeingDeleted { return .progressing }
    switch (object.objectGroup, object.objectKind) {
    case ("apps", "Deployment"): return deployment(object)
    case ("apps", "StatefulSet"): return statefulSet(object)
    case ("apps", "DaemonSet"): return daemonSet(object)
    case ("apps", "ReplicaSet"): return replicaSet(object)
    case ("", "Pod"): return pod(object)
    case ("", "PersistentVolumeClaim"):
      switch object.at("status", "phase")?.string {
      case "Bound": return .healthy
      case "Lost": return .degraded
      default: return .progressing
      }
    case ("", "Service"):
      guard object.at("spec", "type")?.string == "LoadBalancer" else { return .healthy }
      return hasIngress(object) ? .healthy : .progressing
    case ("networking.k8s.io", "Ingress"): return hasIngress(object) ? .healthy : .progressing
    case ("batch", "Job"):
      if object.isTrue("Failed") { return .degraded }
      if object.isTrue("Complete") { return .healthy }
      return object.isTrue("Suspended") ? .suspended : .progressing
    case ("batch", "CronJob"): return cronJob(object)
    default: return nil
    }
  }

  private static func hasIngress(_ object: Value) -> Bool {
    !(object.at("status", "loadBalancer", "ingress")?.array ?? []).isEmpty
  }

  private static func count(_ object: Value, _ field: String) -> Int64 {
    object.at("status", field)?.integer ?? 0
  }

  private static func isObserved(_ object: Value) -> Bool {
    count(object, "observedGeneration") >= object.generation && object.generation > 0
  }

  private static func deployment(_ object: Value) -> ResourceHealth {
    if object.at("spec", "paused")?.bool == true { return .suspended }
    guard isObserved(object) else { return .progressing }
    if object.condition("Progressing")?["reason"] == "ProgressDeadlineExceeded" { return .degraded }
    let updated = count(object, "updatedReplicas")
    let isRolledOut =
      updated >= object.at("spec", "replicas")?.integer ?? 1
      && count(object, "replicas") <= updated && count(object, "availableReplicas") >= updated
    return isRolledOut ? .healthy : .progressing
  }

  private static func statefulSet(_ object: Value) -> ResourceHealth {
    let replicas = object.at("spec", "replicas")?.integer ?? 1
    guard isObserved(object), count(object, "readyReplicas") >= replicas else {
      return .progressing
    }
    let strategy = object.at("spec", "updateStrategy")
    if strategy?["type"]?.string == "OnDelete" { return .healthy }
    if let partition = strategy?.at("rollingUpdate", "partition")?.integer, partition > 0 {
      return count(object, "updatedReplicas") < replicas - partition ? .progressing : .healthy
    }
    let (current, update) = (
      object.at("status", "currentRevision"), object.at("status", "updateRevision")
    )
    return current == update ? .healthy : .progressing
  }

  private static func daemonSet(_ object: Value) -> ResourceHealth {
    guard isObserved(object) else { return .progressing }
    if object.at("spec", "updateStrategy", "type")?.string == "OnDelete" { return .healthy }
    let desired = count(object, "desiredNumberScheduled")
    return count(object, "updatedNumberScheduled") < desired
      || count(object, "numberAvailable") < desired ? .progressing : .healthy
  }

  private static func replicaSet(_ object: Value) -> ResourceHealth {
    guard isObserved(object) else { return .progressing }
    if object.isTrue("ReplicaFailure") { return .degraded }
    return count(object, "availableReplicas") < object.at("spec", "replicas")?.integer ?? 1
      ? .progressing : .healthy
  }

  private static func pod(_ object: Value) -> ResourceHealth {
    let containers = object.at("status", "containerStatuses")?.array ?? []
    let isAlways = object.at("spec", "restartPolicy")?.string ?? "Always" == "Always"
    let isStuck = containers.contains { container in
      let reason = container.at("state", "waiting", "reason")?.string ?? ""
      return reason.hasPrefix("Err") || reason.hasSuffix("Error") || reason.hasSuffix("BackOff")
    }
    if isAlways, isStuck { return .degraded }
    switch object.at("status", "phase")?.string {
    case "Succeeded": return .healthy
    case "Failed": return .degraded
    case "Running":
      guard isAlways else { return .progressing }
      if object.isReadyPod { return .healthy }
      let hasCrashed = containers.contains { $0.at("lastState", "terminated") != nil }
      return hasCrashed ? .degraded : .progressing
    default: return .progressing
    }
  }

  private static func cronJob(_ object: Value) -> ResourceHealth {
    guard let scheduled = object.at("status", "lastScheduleTime")?.string else { return .healthy }
    if object.at("spec", "suspend")?.bool == true { return .healthy }
    let succeeded = object.at("status", "lastSuccessfulTime")?.string ?? ""
    let isActive = !(object.at("status", "active")?.array ?? []).isEmpty
    return succeeded < scheduled && !isActive ? .degraded : .healthy
  }
}
