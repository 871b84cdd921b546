internal import Documents

/// Argo CD's rules for the other built-in kinds.
extension Health {
  static func ofClaim(_ object: AssessedObject) -> ObjectHealth {
    switch object.status["phase"]?.string ?? "" {
    case "Bound": ObjectHealth(.healthy)
    case "Pending": ObjectHealth(.progressing)
    case "Lost": ObjectHealth(.degraded)
    default: ObjectHealth(.unknown)
    }
  }

  static func ofService(_ object: AssessedObject) -> ObjectHealth {
    guard object.spec["type"] == "LoadBalancer" else { return ObjectHealth(.healthy) }
    return ObjectHealth(hasAddress(object) ? .healthy : .progressing)
  }

  static func ofIngress(_ object: AssessedObject) -> ObjectHealth {
    ObjectHealth(hasAddress(object) ? .healthy : .progressing)
  }

  private static func hasAddress(_ object: AssessedObject) -> Bool {
    object.status["loadBalancer"]?["ingress"]?.array?.isEmpty == false
  }

  static func ofAutoscaler(_ object: AssessedObject) -> ObjectHealth {
    var conditions = object.conditions
    if object.version == "v1" {
      // The first version has no room for conditions and keeps them as text.
      let text = object.annotations[AssessedObject.Annotation.autoscalerConditions] ?? "[]"
      conditions = ((try? Value(json: text))?.array ?? []).map { AssessedCondition($0) }
    }
    let degraded = conditions.first { condition in
      switch condition.type {
      case "AbleToScale": ["FailedGetScale", "FailedUpdateScale"].contains(condition.reason)
      case "ScalingActive":
        [
          "FailedGetResourceMetric", "FailedGetObjectMetric", "FailedGetPodsMetric",
          "FailedGetExternalMetric", "FailedComputeMetricsReplicas", "InvalidSelector",
        ].contains(condition.reason)
      default: false
      }
    }
    if let degraded { return ObjectHealth(.degraded, degraded.message) }
    let healthy = conditions.first {
      $0.isTrue && ($0.type == "AbleToScale" || $0.type == "ScalingLimited")
    }
    if let healthy { return ObjectHealth(.healthy, healthy.message) }
    return ObjectHealth(.progressing, "Waiting to Autoscale")
  }

  static func ofAPIService(_ object: AssessedObject) -> ObjectHealth {
    guard let available = object.condition("Available") else {
      return ObjectHealth(.progressing, "Waiting to be processed")
    }
    return ObjectHealth(
      available.isTrue ? .healthy : .progressing, "\(available.reason): \(available.message)")
  }

  static func ofDefinition(_ object: AssessedObject) -> ObjectHealth {
    let conditions = object.conditions
    guard !conditions.isEmpty else {
      return ObjectHealth(.progressing, "Status conditions not found")
    }
    func first(_ type: String, _ status: String) -> AssessedCondition? {
      conditions.first { $0.type == type && $0.status == status }
    }
    if let terminating = first("Terminating", "True") {
      return ObjectHealth(.progressing, "CRD is terminating: \(terminating.message)")
    }
    if let names = first("NamesAccepted", "False") {
      return ObjectHealth(.degraded, "CRD names have not been accepted: \(names.message)")
    }
    guard let established = object.condition("Established") else {
      return ObjectHealth(.degraded, "CRD is not established")
    }
    // The API server says so for a moment while it learns the new kind.
    if established.reason == "Installing" {
      return ObjectHealth(.progressing, "CRD is being installed")
    }
    guard established.isTrue else { return ObjectHealth(.degraded, "CRD is not established") }
    if let schema = first("NonStructuralSchema", "True") {
      return ObjectHealth(.degraded, "Schema violations found: \(schema.message)")
    }
    return ObjectHealth(.healthy, "CRD is healthy")
  }

  static func ofDisruptionBudget(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing, "Waiting for status")
    for condition in object.conditions {
      health = ObjectHealth(.healthy, "PodDisruptionBudget has \(condition.reason)")
      // Too few pods for a disruption is what some budgets are for.
      if condition.isFalse, condition.reason != "InsufficientPods" {
        health.health = .degraded
        return health
      }
    }
    return health
  }
}
