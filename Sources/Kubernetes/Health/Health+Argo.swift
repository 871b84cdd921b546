internal import Documents

/// Argo CD's rules for its own family.
extension Health {
  static func ofWorkflow(_ object: AssessedObject) -> ObjectHealth {
    let message = object.status["message"]?.string ?? ""
    return switch object.status["phase"]?.string ?? "" {
    case "", "Pending", "Running": ObjectHealth(.progressing, message)
    case "Succeeded": ObjectHealth(.healthy, message)
    case "Failed", "Error": ObjectHealth(.degraded, message)
    default: ObjectHealth(.unknown, message)
    }
  }

  /// An application's health is what its own controller says.
  ///
  /// Argo CD has no rule for applications within applications unless one is configured; this is the
  /// one that its documentation gives.
  static func ofApplication(_ object: AssessedObject) -> ObjectHealth {
    let health = object.status["health"]
    guard let word = health?["status"]?.string, let known = Health(word) else {
      return ObjectHealth(.progressing)
    }
    return ObjectHealth(known, health?["message"]?.string ?? "")
  }

  static func ofApplicationSet(_ object: AssessedObject) -> ObjectHealth {
    let conditions = object.conditions
    let steps: [(String, String, Health)] = [
      ("ErrorOccurred", "True", .degraded), ("ResourcesUpToDate", "False", .degraded),
      ("RolloutProgressing", "True", .progressing), ("ResourcesUpToDate", "True", .healthy),
    ]
    for (type, status, health) in steps {
      if let condition = conditions.first(where: { $0.type == type && $0.status == status }) {
        return ObjectHealth(health, condition.message)
      }
    }
    return ObjectHealth(.progressing, "Waiting for the status to be reported")
  }

  static func ofAnalysisRun(_ object: AssessedObject) -> ObjectHealth {
    let message = object.status["message"]?.string
    return switch object.status["phase"]?.string ?? "" {
    case "Pending", "Running": ObjectHealth(.progressing, "Analysis run is running")
    case "Successful":
      ObjectHealth(.healthy, message ?? "Analysis run completed successfully")
    case "Failed": ObjectHealth(.degraded, message ?? "Analysis run failed")
    case "Error": ObjectHealth(.degraded, message ?? "Analysis run had an error")
    case "Inconclusive": ObjectHealth(.unknown, message ?? "Analysis run was inconclusive")
    default:
      ObjectHealth(
        .progressing, "Waiting for analysis run to finish: status has not been reconciled.")
    }
  }

  // MARK: Rollouts

  static func ofRollout(_ object: AssessedObject) -> ObjectHealth {
    guard isObserved(rollout: object) else {
      return ObjectHealth(.progressing, "Waiting for rollout spec update to be observed")
    }
    if let phase = object.status["phase"]?.string {
      let message = object.status["message"]?.string ?? ""
      return ObjectHealth(phase == "Paused" ? .suspended : Health(phase) ?? .unknown, message)
    }
    return ofOldRollout(object)
  }

  private static func isObserved(rollout object: AssessedObject) -> Bool {
    guard object.status.object != nil else { return false }
    // Before 0.10 it was a hash, which isn't a number, or is one beyond any generation.
    if let observed = number(object.status["observedGeneration"]),
      observed < object.generation ?? 0
    {
      return false
    }
    guard object.spec["workloadRef"] != nil,
      let workload = object.annotations[AssessedObject.Annotation.workloadGeneration]
    else { return true }
    return Int64(workload) == number(object.status["workloadObservedGeneration"])
  }

  private static func number(_ value: Value?) -> Int64? {
    value?.integer ?? value?.string.flatMap { Int64($0) }
  }

  /// Before 1.0, rollouts didn't say in which phase they are.
  private static func ofOldRollout(_ object: AssessedObject) -> ObjectHealth {
    for condition in object.conditions {
      let isDegraded =
        condition.type == "InvalidSpec"
        || condition.type == "Progressing"
          && ["RolloutAborted", "ProgressDeadlineExceeded"].contains(condition.reason)
      if isDegraded { return ObjectHealth(.degraded, condition.message) }
    }
    if object.status["pauseConditions"]?.array?.isEmpty == false
      || object.spec["paused"]?.bool == true
    {
      return ObjectHealth(.suspended, "Rollout is paused")
    }
    guard let hash = object.status["currentPodHash"]?.string else {
      return ObjectHealth(
        .progressing, "Waiting for rollout to finish: status has not been reconciled.")
    }
    let waiting = "Waiting for roll out to finish: "
    let updated = object.count("updatedReplicas")
    if updated < object.wanted("replicas") ?? 1 {
      return ObjectHealth(.progressing, waiting + "More replicas need to be updated")
    }
    if object.count("availableReplicas") < updated {
      return ObjectHealth(
        .progressing, waiting + "updated replicas are still becoming available")
    }
    let stable =
      object.status["stableRS"]?.string ?? object.status["canary"]?["stableRS"]?.string ?? ""
    let strategy = object.spec["strategy"]
    if strategy?["blueGreen"] != nil {
      if object.status["blueGreen"]?["activeSelector"]?.string != hash {
        return ObjectHealth(.progressing, "active service cutover pending")
      }
      if !stable.isEmpty, stable != hash {
        return ObjectHealth(.progressing, "waiting for analysis to complete")
      }
    } else if strategy?["canary"] != nil {
      if object.count("replicas") > updated {
        return ObjectHealth(.progressing, waiting + "old replicas are pending termination")
      }
      if stable != hash {
        return ObjectHealth(.progressing, "Waiting for rollout to finish steps")
      }
    }
    return ObjectHealth(.healthy)
  }
}
