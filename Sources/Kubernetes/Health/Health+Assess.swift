public import Documents

extension Health {
  /// How well an object is and why; nil where its kind has no health.
  ///
  /// Built-in kinds, and the custom kinds that Argo CD has a rule for, are judged by its rules and in
  /// its words; every other kind by the conventions that kstatus knows, as far as the object keeps
  /// to them. What looks at no other object can't say more than the object itself does: the health of
  /// a deployment isn't that of its pods.
  public static func assess(_ object: Value) -> ObjectHealth? {
    let assessed = AssessedObject(object)
    guard assessed.group.isEmpty, assessed.kind == "Pod" else { return assess(assessed) }
    // One set of rules for pods: the one that the rows of a list are made by.
    var facts = PodFacts()
    var pool = RowPool()
    var reader = JSONReader(JSONWriter().bytes(object))
    guard (try? facts.read(&reader, sharing: &pool)) != nil else {
      return ObjectHealth(.unknown, "the pod can't be read")
    }
    return facts.assessment
  }

  /// Whether objects of a kind may have a health, so that there is something to wait for.
  ///
  /// Kinds of Kubernetes' own that have no rule never have; of custom kinds only each object tells.
  public static func concerns(_ kind: ResourceKind) -> Bool {
    if hasRule(for: kind) { return true }
    return kind.group.contains(".") && !kind.group.hasSuffix(".k8s.io")
  }

  /// Whether a kind has a rule of its own, rather than the conventions.
  public static func hasRule(for kind: ResourceKind) -> Bool {
    kind.isPod || rule(kind.group, kind.kind) != nil
  }

  static func assess(_ object: AssessedObject) -> ObjectHealth? {
    if object.isBeingDeleted { return pendingDeletion }
    return rule(object.group, object.kind).map { $0(object) } ?? byConventions(object)
  }

  static let pendingDeletion = ObjectHealth(.progressing, "Pending deletion")

  typealias Rule = @Sendable (AssessedObject) -> ObjectHealth

  /// The rule of a kind, whatever its version.
  private static func rule(_ group: String, _ kind: String) -> Rule? {
    switch (group, kind) {
    case ("apps", "Deployment"): ofDeployment
    case ("apps", "StatefulSet"): ofStatefulSet
    case ("apps", "DaemonSet"): ofDaemonSet
    case ("apps", "ReplicaSet"): ofReplicaSet
    case ("batch", "Job"): ofJob
    case ("batch", "CronJob"): ofCronJob
    case ("", "PersistentVolumeClaim"): ofClaim
    case ("", "Service"): ofService
    case ("networking.k8s.io", "Ingress"), ("extensions", "Ingress"): ofIngress
    case ("autoscaling", "HorizontalPodAutoscaler"): ofAutoscaler
    case ("apiregistration.k8s.io", "APIService"): ofAPIService
    case ("apiextensions.k8s.io", "CustomResourceDefinition"): ofDefinition
    case ("policy", "PodDisruptionBudget"): ofDisruptionBudget
    case ("argoproj.io", "Workflow"): ofWorkflow
    case ("argoproj.io", "Rollout"): ofRollout
    case ("argoproj.io", "Application"): ofApplication
    case ("argoproj.io", "ApplicationSet"): ofApplicationSet
    case ("argoproj.io", "AnalysisRun"): ofAnalysisRun
    case ("cert-manager.io", "Certificate"): ofCertificate
    case ("cert-manager.io", "Issuer"), ("cert-manager.io", "ClusterIssuer"): ofIssuer
    case ("external-secrets.io", "ExternalSecret"): ofExternalSecret
    case ("bitnami.com", "SealedSecret"): ofSealedSecret
    case ("keda.sh", "ScaledObject"): ofScaledObject
    case ("postgresql.cnpg.io", "Cluster"): ofPostgresCluster
    case ("gateway.networking.k8s.io", "Gateway"): ofGateway
    case ("gateway.networking.k8s.io", "HTTPRoute"), ("gateway.networking.k8s.io", "GRPCRoute"):
      ofRoute
    case ("kustomize.toolkit.fluxcd.io", "Kustomization"): { ofFlux($0, also: []) }
    case ("helm.toolkit.fluxcd.io", "HelmRelease"):
      {
        ofFlux($0, also: ["Released", "TestSuccess"])
      }
    case ("source.toolkit.fluxcd.io", "HelmRepository"),
      ("source.toolkit.fluxcd.io", "GitRepository"), ("source.toolkit.fluxcd.io", "Bucket"),
      ("source.toolkit.fluxcd.io", "HelmChart"), ("source.toolkit.fluxcd.io", "OCIRepository"):
      { ofFlux($0, also: ["ArtifactInStorage"]) }
    default: nil
    }
  }
}
