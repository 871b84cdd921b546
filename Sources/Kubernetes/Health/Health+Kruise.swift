internal import Documents

/// Argo CD's rules for OpenKruise.
extension Health {
  static let kruise: [RuleEntry] = [
    ("apps.kruise.io", ["AdvancedCronJob"], ofAdvancedCronJob),
    ("apps.kruise.io", ["BroadcastJob"], ofBroadcastJob),
    ("apps.kruise.io", ["CloneSet"], ofCloneSet),
    ("apps.kruise.io", ["DaemonSet"], ofKruiseDaemonSet),
    ("apps.kruise.io", ["StatefulSet"], ofKruiseStatefulSet),
    ("rollouts.kruise.io", ["Rollout"], ofKruiseRollout),
  ]

  private static func ofAdvancedCronJob(_ object: AssessedObject) -> ObjectHealth {
    let hasRun = object.text(["lastScheduleTime"]) != nil
    if !hasRun, object.spec["paused"]?.bool == true {
      return ObjectHealth(.suspended, "AdvancedCronJob is Paused")
    }
    if object.status["active"]?.array?.isEmpty == false {
      return ObjectHealth(.progressing, "AdvancedCronJobs has active jobs")
    }
    return hasRun
      ? ObjectHealth(.healthy, "AdvancedCronJobs has run successfully")
      : ObjectHealth(.degraded, "AdvancedCronJobs has not run successfully")
  }

  private static func ofBroadcastJob(_ object: AssessedObject) -> ObjectHealth {
    switch object.text(["phase"]) {
    case "completed" where object.status["desired"] == object.status["succeeded"]:
      ObjectHealth(.healthy, "BroadcastJob is completed successfully")
    case "failed" where object.status["failed"] != 0:
      ObjectHealth(.degraded, "BroadcastJob failed")
    case "paused" where object.spec["paused"]?.bool == true:
      ObjectHealth(.suspended, "BroadcastJob is Paused")
    default: ObjectHealth(.progressing, "BroadcastJob is still running")
    }
  }

  /// Whether the status is of this generation, without which nothing is said yet.
  private static func isObserved(_ object: AssessedObject) -> Bool {
    !object.status.isNull
      && object.status["observedGeneration"]?.integer == object.generation
  }

  private static let waiting = ObjectHealth(.progressing, "Waiting for initialization")

  private static func ofCloneSet(_ object: AssessedObject) -> ObjectHealth {
    guard isObserved(object) else { return waiting }
    let strategy = object.spec["updateStrategy"]
    let available = object.status["updatedAvailableReplicas"]?.integer
    if strategy?["paused"]?.bool == true || available == nil {
      return ObjectHealth(.suspended, "Cloneset is paused")
    }
    if strategy?["partition"] != 0, (object.generation ?? 0) > 1 {
      return object.count("updatedReplicas") >= object.count("expectedUpdatedReplicas")
        ? ObjectHealth(.suspended, "Cloneset needs manual intervention") : waiting
    }
    return available == object.status["replicas"]?.integer
      ? ObjectHealth(.healthy, "All Cloneset workloads are ready and updated")
      : ObjectHealth(.degraded, "Some replicas are not ready or available")
  }

  private static func ofKruiseDaemonSet(_ object: AssessedObject) -> ObjectHealth {
    guard isObserved(object) else { return waiting }
    let rolling = object.spec["updateStrategy"]?["rollingUpdate"]
    let updated = object.status["updatedNumberScheduled"]?.integer
    guard rolling?["paused"]?.bool != true, let updated else {
      return ObjectHealth(.suspended, "Daemonset is paused")
    }
    let wanted = object.count("desiredNumberScheduled")
    if let partition = scaled(rolling?["partition"], of: wanted), partition != 0,
      (object.generation ?? 0) > 1
    {
      return updated > wanted &- partition
        ? ObjectHealth(.suspended, "Daemonset needs manual intervention") : waiting
    }
    guard updated == wanted else { return waiting }
    if object.status["numberAvailable"]?.integer == wanted {
      return ObjectHealth(.healthy, "All Daemonset workloads are ready and updated")
    }
    return object.status["numberUnavailable"]?.integer == wanted
      ? ObjectHealth(.degraded, "Some pods are not ready or available") : waiting
  }

  /// A number, or a share of all in per cent, rounded up; nil where there is neither.
  private static func scaled(_ value: Value?, of total: Int64) -> Int64? {
    guard let text = value?.string else { return value?.integer }
    guard text.hasSuffix("%"), let share = Double(text.dropLast()) else { return Int64(text) }
    return Int64(exactly: (Double(total) * share / 100).rounded(.up))
  }

  private static func ofKruiseStatefulSet(_ object: AssessedObject) -> ObjectHealth {
    guard isObserved(object) else { return waiting }
    let rolling = object.spec["updateStrategy"]?["rollingUpdate"]
    let available = object.status["updatedAvailableReplicas"]?.integer
    if rolling?["paused"]?.bool == true || available == nil {
      return ObjectHealth(.suspended, "Statefulset is paused")
    }
    let total = object.count("replicas")
    if rolling?["partition"] != 0, (object.generation ?? 0) > 1 {
      return object.count("updatedReplicas") > total &- (rolling?["partition"]?.integer ?? 0)
        ? ObjectHealth(.suspended, "Statefulset needs manual intervention") : waiting
    }
    return available == total
      ? ObjectHealth(.healthy, "All Statefulset workloads are ready and updated")
      : ObjectHealth(.degraded, "Some replicas are not ready or available")
  }

  private static func ofKruiseRollout(_ object: AssessedObject) -> ObjectHealth {
    let progressing = ObjectHealth(.progressing, "Rollout is still progressing")
    guard isObserved(object) else { return progressing }
    return switch (object.text(["canaryStatus", "currentStepState"]), object.text(["phase"])) {
    case ("StepPaused", "Progressing"):
      ObjectHealth(.suspended, "Rollout is Paused need manual intervention")
    case ("Completed", "Healthy"): ObjectHealth(.healthy, "Rollout is Completed")
    case ("StepPaused", "Terminating"), ("StepPaused", "Disabled"):
      ObjectHealth(.degraded, "Rollout is Disabled or Terminating")
    default: progressing
    }
  }
}
