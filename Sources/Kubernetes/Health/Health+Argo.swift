internal import Documents

/// Argo CD's rules for its own family.
extension Health {
  static let argo: [RuleEntry] = [
    ("argoproj.io", ["Workflow"], ofWorkflow),
    ("argoproj.io", ["Rollout"], ofRollout),
    ("spot.io", ["SpotDeployment"], ofRollout),
    ("argoproj.io", ["Application"], ofApplication),
    (
      "argoproj.io", ["ApplicationSet"],
      conditions(
        [.degraded("ErrorOccurred", "True")], [.degraded("ResourcesUpToDate")],
        [.progressing("RolloutProgressing")], [.healthy("ResourcesUpToDate")],
        waiting: "Waiting for the status to be reported")
    ),
    ("argoproj.io", ["AnalysisRun"], ofAnalysisRun),
    ("argoproj.io", ["Experiment"], ofExperiment),
    ("argoproj.io", ["CronWorkflow"], ofCronWorkflow),
    (
      "argoproj.io", ["EventBus"],
      conditions(
        [
          .degraded("Deployed", says: .messageOrReason),
          .healthy("Deployed", says: .messageOrReason),
        ], waiting: "Waiting for initialization")
    ),
    (
      "argocd-image-updater.argoproj.io", ["ImageUpdater"],
      conditioned(
        "Waiting for ImageUpdater to be reconciled",
        observed(
          "Waiting for ImageUpdater spec update to be observed",
          conditions(
            [.degraded("Error", "True")], [.progressing("Reconciling")],
            [.healthy("Ready"), .degraded("Ready")],
            waiting: "Waiting for ImageUpdater to report a Ready condition")))
    ),
  ]

  static func ofWorkflow(_ object: AssessedObject) -> ObjectHealth {
    let message = object.status["message"]?.string ?? ""
    return switch object.status["phase"]?.string ?? "" {
    case "", "Pending", "Running": ObjectHealth(.progressing, message)
    case "Succeeded": ObjectHealth(.healthy, message)
    case "Failed", "Error": ObjectHealth(.degraded, message)
    default: ObjectHealth(.unknown, message)
    }
  }

  /// What an application's own controller says of it.
  ///
  /// Argo CD has no rule for applications within applications unless one is configured; this is the
  /// one that its documentation gives. It's told of applications in trees and waited for, but an
  /// application isn't worse for those within it: who rolls up leaves them out.
  static func ofApplication(_ object: AssessedObject) -> ObjectHealth {
    let health = object.status["health"]
    guard let word = health?["status"]?.string, let known = Health(word) else {
      return ObjectHealth(.progressing)
    }
    return ObjectHealth(known, health?["message"]?.string ?? "")
  }

  static func ofCronWorkflow(_ object: AssessedObject) -> ObjectHealth {
    let signs: [Sign] = [
      .degraded("SpecError", "True"), .degraded("SubmissionError", "True"), .healthy("Completed"),
    ]
    return object.verdict([signs]) ?? ObjectHealth(.healthy, "CronWorkflow is healthy.")
  }

  static func ofExperiment(_ object: AssessedObject) -> ObjectHealth {
    switch object.status["phase"]?.string ?? "" {
    case "Pending": ObjectHealth(.progressing, "Experiment is pending")
    case "Running": ObjectHealth(.progressing, "Experiment is running")
    case "Successful": ObjectHealth(.healthy, "Experiment is successful")
    case "Failed": ObjectHealth(.degraded, "Experiment has failed")
    case "Error": ObjectHealth(.degraded, "Experiment had an error")
    default:
      ObjectHealth(
        .progressing, "Waiting for experiment to finish: status has not been reconciled.")
    }
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
