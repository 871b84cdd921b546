internal import Documents

/// Argo CD's rules for the kinds of common operators.
extension Health {
  static func ofCertificate(_ object: AssessedObject) -> ObjectHealth {
    if let issuing = object.condition("Issuing"), issuing.isTrue {
      return ObjectHealth(.progressing, issuing.message)
    }
    return byCondition("Ready", object) ?? ObjectHealth(.progressing, "Waiting for certificate")
  }

  static func ofIssuer(_ object: AssessedObject) -> ObjectHealth {
    let name = object.kind == "Issuer" ? "issuer" : object.kind
    return byCondition("Ready", object) ?? ObjectHealth(.progressing, "Initializing \(name)")
  }

  static func ofExternalSecret(_ object: AssessedObject) -> ObjectHealth {
    byCondition("Ready", object) ?? ObjectHealth(.progressing, "Waiting for ExternalSecret")
  }

  static func ofSealedSecret(_ object: AssessedObject) -> ObjectHealth {
    byCondition("Synced", object)
      ?? ObjectHealth(.progressing, "Waiting for Sealed Secret to be decrypted")
  }

  /// Healthy where the first condition of that type is true, degraded where it is false.
  private static func byCondition(_ type: String, _ object: AssessedObject) -> ObjectHealth? {
    guard
      let condition = object.conditions.first(where: {
        $0.type == type && ($0.isTrue || $0.isFalse)
      })
    else { return nil }
    return ObjectHealth(condition.isTrue ? .healthy : .degraded, condition.message)
  }

  static func ofScaledObject(_ object: AssessedObject) -> ObjectHealth {
    var message = ""
    var (isHealthy, isDegraded, isSuspended) = (false, false, false)
    for condition in object.conditions {
      switch (condition.type, condition.status) {
      case ("Ready", "False"), ("Fallback", "True"): isDegraded = true
      case ("Ready", "True"): isHealthy = true
      case ("Paused", "True"): isSuspended = true
      default: continue
      }
      message = condition.message
    }
    if isDegraded { return ObjectHealth(.degraded, message) }
    if isHealthy { return ObjectHealth(isSuspended ? .suspended : .healthy, message) }
    return ObjectHealth(.progressing, "Creating HorizontalPodAutoscaler Object")
  }

  // MARK: CloudNativePG

  static func ofPostgresCluster(_ object: AssessedObject) -> ObjectHealth {
    if object.annotations[AssessedObject.Annotation.postgresReconciliation] == "disabled" {
      return ObjectHealth(.suspended, "Cluster reconciliation is suspended")
    }
    let reason = object.status["phaseReason"]?.string ?? ""
    guard object.status["conditions"]?.array != nil else {
      return ObjectHealth(.progressing, reason)
    }
    if let hibernation = object.condition("cnpg.io/hibernation") {
      return ObjectHealth(hibernation.isTrue ? .suspended : .degraded, hibernation.message)
    }
    return ObjectHealth(health(ofPostgresPhase: object.status["phase"]?.string ?? ""), reason)
  }

  private static func health(ofPostgresPhase phase: String) -> Health {
    switch phase {
    case "Cluster in healthy state": .healthy
    case "Setting up primary", "Creating a new replica", "Upgrading cluster",
      "Waiting for the instances to become active", "Promoting to primary cluster":
      .progressing
    case "Switchover in progress", "Failing over", "Upgrading Postgres major version",
      "Cluster upgrade delayed", "Waiting for user action",
      "Primary instance is being restarted in-place",
      "Primary instance is being restarted without a switchover",
      "Cluster cannot execute instance online upgrade due to missing architecture binary",
      "Online upgrade in progress", "Applying configuration":
      .degraded
    case "Unable to create required cluster objects",
      "Cluster cannot proceed to reconciliation due to an unknown plugin being required",
      "Cluster has incomplete or invalid image catalog",
      "Cluster is unrecoverable and needs manual intervention":
      .suspended
    default: .unknown
    }
  }

  // MARK: Flux

  /// `also` are the conditions that have to be true besides `Ready`; one of them is enough.
  static func ofFlux(_ object: AssessedObject, also others: Set<String>) -> ObjectHealth {
    if object.spec["suspend"]?.bool == true {
      return ObjectHealth(.suspended, "\(object.kind) is suspended")
    }
    guard object.status["conditions"]?.array != nil else {
      return ObjectHealth(.progressing, "Status unknown")
    }
    var progressing = 0
    var succeeded = 0
    var message = ""
    for condition in object.conditions {
      switch condition.type {
      case "Ready":
        if condition.isTrue { succeeded += 1 }
        if condition.status == "Unknown" { progressing += 1 }
        message = condition.reason
      case "Reconciling" where condition.isTrue: progressing += 1
      case "ArtifactOutdated" where condition.isTrue: message += " \(condition.reason)"
      case let type where others.contains(type) && condition.isTrue: succeeded += 1
      default: break
      }
    }
    if progressing == 2 { return ObjectHealth(.progressing, message) }
    return ObjectHealth(succeeded == (others.isEmpty ? 1 : 2) ? .healthy : .degraded, message)
  }
}
