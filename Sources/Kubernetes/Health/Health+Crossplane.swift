internal import Documents

/// Argo CD's rules for what makes things outside the cluster.
extension Health {
  static let crossplanePackages: [RuleEntry] = [
    (
      "pkg.crossplane.io", ["Provider"],
      conditioned("Waiting for provider to be installed") { object in
        let installed = object.conditions.last { $0.type == "Installed" }
        let healthy = object.conditions.last { $0.type == "Healthy" }
        return ObjectHealth(
          installed?.isTrue == true && healthy?.isTrue == true ? .healthy : .degraded,
          "\(installed?.reason ?? "") \(healthy?.reason ?? "")")
      }
    ),
    ("pkg.crossplane.io", ["*"], ofCrossplane),
    (
      "pulumi.com", ["Stack"],
      conditions(
        [.degraded("Stalled", "True"), .progressing("Reconciling"), .healthy("Ready")],
        waiting: "Waiting for the stack to be reconciled")
    ),
  ]

  static func ofCrossplane(_ object: AssessedObject) -> ObjectHealth {
    let complete: Set<String> = [
      "Ready", "Healthy", "Offered", "Established", "ValidPipeline", "RevisionHealthy",
    ]
    return managed(object, endsWithFirst: true) { complete.contains($0.type) }
  }

  static func ofUpbound(_ object: AssessedObject) -> ObjectHealth {
    managed(object, endsWithFirst: false) { $0.type == "Ready" }
  }

  /// Kinds to which nothing writes conditions: they are well as they are.
  private static let withoutConditions: Set<String> = [
    "ClusterProviderConfig", "ClusterProviderConfigUsage", "Composition", "CompositionRevision",
    "ControllerConfig", "DeploymentRuntimeConfig", "EnvironmentConfig", "ImageConfig",
    "ProviderConfig", "ProviderConfigUsage", "StoreConfig",
  ]

  /// A resource that a provider manages; what's complete first may be all there is to look at.
  private static func managed(
    _ object: AssessedObject, endsWithFirst: Bool, isComplete: (AssessedCondition) -> Bool
  ) -> ObjectHealth {
    let upToDate = ObjectHealth(.healthy, "Resource is up-to-date.")
    let provisioning = ObjectHealth(.progressing, "Provisioning ...")
    guard !object.conditions.isEmpty else {
      if object.kind.hasSuffix("ProviderConfig"), object.status["users"] != nil {
        return ObjectHealth(.healthy, "Resource is in use.")
      }
      return withoutConditions.contains(object.kind) ? upToDate : provisioning
    }
    for condition in object.conditions {
      if condition.isFalse, ["LastAsyncOperation", "Synced"].contains(condition.type) {
        return ObjectHealth(.degraded, condition.message)
      }
      if endsWithFirst, condition.isTrue, isComplete(condition) {
        return upToDate
      }
    }
    return object.conditions.contains { $0.isTrue && isComplete($0) } ? upToDate : provisioning
  }

  /// Google's Config Connector.
  static func ofConfigConnector(_ object: AssessedObject) -> ObjectHealth {
    let updating = ObjectHealth(.progressing, "Update in progress")
    let isCurrent =
      object.status["observedGeneration"] == nil
      || object.status["observedGeneration"]?.integer == object.generation
    guard isCurrent else { return updating }
    if ["ConfigConnector", "ConfigConnectorContext"].contains(object.kind),
      let isHealthy = object.status["healthy"], !isHealthy.isNull
    {
      return isHealthy == true
        ? ObjectHealth(.healthy, "\(object.kind) is healthy")
        : ObjectHealth(.degraded, "\(object.kind) is not healthy")
    }
    for condition in object.conditions {
      switch condition.reason {
      case "UpToDate" where condition.isTrue: return ObjectHealth(.healthy, condition.message)
      case "UpdateFailed", "DependencyNotFound": return ObjectHealth(.degraded, condition.message)
      case "DependencyNotReady": return ObjectHealth(.suspended, condition.message)
      default: break
      }
    }
    return updating
  }

  /// Amazon's controllers.
  static let ofAWSController = conditions(
    [
      .degraded("ACK.Terminal", "True"), .progressing("Ready", "False"),
      .healthy("Ready", says: ""),
    ],
    waiting: "Waiting for resource to be ready")
}
