internal import Documents

/// Argo CD's rules for what runs pods.
extension Health {
  static func ofDeployment(_ object: AssessedObject) -> ObjectHealth {
    if object.spec["paused"]?.bool == true {
      return ObjectHealth(.suspended, "Deployment is paused")
    }
    let waiting = "Waiting for rollout to finish: "
    if object.isUnobserved {
      return ObjectHealth(
        .progressing,
        waiting + "observed deployment generation less than desired generation")
    }
    if object.condition("Progressing")?.reason == "ProgressDeadlineExceeded" {
      return ObjectHealth(
        .degraded, "Deployment \"\(object.name)\" exceeded its progress deadline")
    }
    let updated = object.count("updatedReplicas")
    let total = object.count("replicas")
    let available = object.count("availableReplicas")
    if let wanted = object.wanted("replicas"), updated < wanted {
      return ObjectHealth(
        .progressing, waiting + "\(updated) out of \(wanted) new replicas have been updated...")
    }
    if total > updated {
      return ObjectHealth(
        .progressing, waiting + "\(total &- updated) old replicas are pending termination...")
    }
    if available < updated {
      return ObjectHealth(
        .progressing, waiting + "\(available) of \(updated) updated replicas are available...")
    }
    return ObjectHealth(.healthy)
  }

  static func ofStatefulSet(_ object: AssessedObject) -> ObjectHealth {
    if object.count("observedGeneration") == 0 || object.isUnobserved {
      return ObjectHealth(.progressing, "Waiting for statefulset spec update to be observed...")
    }
    let ready = object.count("readyReplicas")
    let updated = object.count("updatedReplicas")
    let wanted = object.wanted("replicas")
    if let wanted, ready < wanted {
      return ObjectHealth(.progressing, "Waiting for \(wanted &- ready) pods to be ready...")
    }
    let strategy = object.spec["updateStrategy"]
    let rolling = strategy?["rollingUpdate"]
    if strategy?["type"] == "RollingUpdate", let rolling, !rolling.isNull {
      if let wanted, let partition = rolling["partition"]?.integer, updated < wanted &- partition {
        return ObjectHealth(
          .progressing,
          "Waiting for partitioned roll out to finish: \(updated) out of \(wanted &- partition)"
            + " new pods have been updated...")
      }
      return ObjectHealth(
        .healthy, "partitioned roll out complete: \(updated) new pods have been updated...")
    }
    if strategy?["type"] == "OnDelete" {
      return ObjectHealth(.healthy, "statefulset has \(ready) ready pods")
    }
    let revision = object.status["updateRevision"]?.string ?? ""
    let current = object.status["currentRevision"]?.string ?? ""
    if revision != current {
      return ObjectHealth(
        .progressing,
        "waiting for statefulset rolling update to complete \(updated) pods at revision"
          + " \(revision)...")
    }
    return ObjectHealth(
      .healthy,
      "statefulset rolling update complete \(object.count("currentReplicas")) pods at revision"
        + " \(current)...")
  }

  static func ofDaemonSet(_ object: AssessedObject) -> ObjectHealth {
    if object.isUnobserved {
      return ObjectHealth(
        .progressing,
        "Waiting for rollout to finish: observed daemon set generation less than desired generation"
      )
    }
    let wanted = object.count("desiredNumberScheduled")
    let updated = object.count("updatedNumberScheduled")
    let available = object.count("numberAvailable")
    if object.spec["updateStrategy"]?["type"] == "OnDelete" {
      return ObjectHealth(
        .healthy, "daemon set \(updated) out of \(wanted) new pods have been updated")
    }
    let waiting = "Waiting for daemon set \"\(object.name)\" rollout to finish: "
    if updated < wanted {
      return ObjectHealth(
        .progressing, waiting + "\(updated) out of \(wanted) new pods have been updated...")
    }
    if available < wanted {
      return ObjectHealth(
        .progressing, waiting + "\(available) of \(wanted) updated pods are available...")
    }
    return ObjectHealth(.healthy)
  }

  static func ofReplicaSet(_ object: AssessedObject) -> ObjectHealth {
    if object.isUnobserved {
      return ObjectHealth(
        .progressing,
        "Waiting for rollout to finish: observed replica set generation less than desired generation"
      )
    }
    if let failure = object.condition("ReplicaFailure"), failure.isTrue {
      return ObjectHealth(.degraded, failure.message)
    }
    let available = object.count("availableReplicas")
    if let wanted = object.wanted("replicas"), available < wanted {
      return ObjectHealth(
        .progressing,
        "Waiting for rollout to finish: \(available) out of \(wanted) new replicas are"
          + " available...")
    }
    return ObjectHealth(.healthy)
  }

  static func ofJob(_ object: AssessedObject) -> ObjectHealth {
    var failure: String?
    var end: String?
    var isSuspended = false
    for condition in object.conditions {
      switch condition.type {
      case "Failed": failure = condition.message
      case "Complete": end = condition.message
      case "Suspended":
        end = condition.message
        if condition.isTrue { isSuspended = true }
      default: break
      }
    }
    if let failure { return ObjectHealth(.degraded, failure) }
    guard let end else { return ObjectHealth(.progressing) }
    return ObjectHealth(isSuspended ? .suspended : .healthy, end)
  }

  /// A suspended cron job is as it should be: it would otherwise keep its application from healthy.
  static func ofCronJob(_ object: AssessedObject) -> ObjectHealth {
    if object.spec["suspend"]?.bool == true {
      return ObjectHealth(.healthy, "CronJob is Suspended")
    }
    guard object.status.object != nil else {
      return ObjectHealth(.progressing, "Waiting for CronJob")
    }
    guard let scheduled = object.status["lastScheduleTime"]?.string else {
      return ObjectHealth(.healthy, "CronJob has not been scheduled yet")
    }
    guard let succeeded = object.status["lastSuccessfulTime"]?.string else {
      return ObjectHealth(
        .healthy, "The CronJob never completed successfully. It may not be healthy")
    }
    if object.status["active"]?.array?.isEmpty == false {
      return ObjectHealth(
        .healthy, "The job is running. Its last execution may not have been successful")
    }
    // Times as the server writes them compare as texts.
    if succeeded < scheduled {
      return ObjectHealth(.degraded, "CronJob has not completed its last execution successfully")
    }
    return ObjectHealth(.healthy, "CronJob has completed its last execution successfully")
  }
}
