internal import GitOps

/// In which order the kinds of a stack are applied: the one table that says so.
public enum KindOrder {
  /// A step of a deploy: everything in one may be applied at the same time, and has to be there
  /// before the next begins.
  public enum Stage: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// What other objects are in.
    case namespaces
    /// What makes other kinds known.
    case definitions
    /// What limits, allows or is chosen by name: quotas, roles, classes, accounts, volumes.
    case foundations
    /// What workloads refer to: bindings, configuration, secrets, claims, services.
    case supplies
    /// What runs, and what leads to it.
    case workloads
    /// Objects of kinds that aren't Kubernetes' own.
    case customResources
    /// What is asked about every later request, and would block it while its server isn't up.
    case admission

    /// By order of application.
    public static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
  }

  private static let table: [(Stage, [String])] = [
    (.namespaces, ["Namespace"]),
    (.definitions, ["CustomResourceDefinition"]),
    (
      .foundations,
      [
        "ResourceQuota", "LimitRange", "PriorityClass", "RuntimeClass", "StorageClass",
        "VolumeSnapshotClass", "IngressClass", "CSIDriver", "NetworkPolicy", "PodSecurityPolicy",
        "ServiceAccount", "ClusterRole", "Role", "PersistentVolume",
      ]
    ),
    (
      .supplies,
      [
        "ClusterRoleBinding", "RoleBinding", "ConfigMap", "Secret", "PersistentVolumeClaim",
        "Service", "Endpoints", "EndpointSlice",
      ]
    ),
    (
      .workloads,
      [
        "PodDisruptionBudget", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet",
        "Deployment", "StatefulSet", "Job", "CronJob", "HorizontalPodAutoscaler", "Ingress",
      ]
    ),
    (
      .admission,
      [
        "APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
        "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
      ]
    ),
  ]

  private static let places: [String: (stage: Stage, rank: Int)] = {
    var places: [String: (stage: Stage, rank: Int)] = [:]
    for (stage, kinds) in table {
      for (rank, kind) in kinds.enumerated() { places[kind] = (stage, rank) }
    }
    return places
  }()

  /// The stage of a kind.
  ///
  /// Kinds of other groups are custom resources whatever they are called: Knative's `Service` isn't
  /// the core group's.
  public static func stage(group: String, kind: String) -> Stage {
    place(group, kind).stage
  }

  /// Whether one kind comes before another; false for equal ranks.
  static func precedes(
    _ a: (group: String, kind: String), _ b: (group: String, kind: String)
  ) -> Bool {
    let (first, second) = (place(a.group, a.kind), place(b.group, b.kind))
    return (first.stage.rawValue, first.rank) < (second.stage.rawValue, second.rank)
  }

  private static func place(_ group: String, _ kind: String) -> (stage: Stage, rank: Int) {
    guard isBuiltIn(group), let place = places[kind] else { return (.customResources, 0) }
    return place
  }

  private static func isBuiltIn(_ group: String) -> Bool {
    // Groups without a dot were given before custom resources existed; the others end alike.
    !group.contains(".") || group.hasSuffix(".k8s.io")
  }
}
