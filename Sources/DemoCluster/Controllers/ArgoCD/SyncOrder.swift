import Documents

/// The order in which Argo CD applies objects: phase, wave, kind, name.
struct SyncOrder: Comparable {
  enum Phase: String, Comparable, CaseIterable {
    case preSync = "PreSync"
    case sync = "Sync"
    case postSync = "PostSync"
    case syncFail = "SyncFail"

    static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  let phase: Phase
  let wave: Int
  private let kind: Int
  private let name: String

  init(_ object: Value, phase: Phase) {
    self.phase = phase
    wave = Int(object.annotation("argocd.argoproj.io/sync-wave") ?? "") ?? 0
    kind = Self.kinds.firstIndex(of: object.objectKind) ?? Self.kinds.count
    name = object.objectName
  }

  static func < (a: Self, b: Self) -> Bool {
    (a.phase, a.wave, a.kind, a.name) < (b.phase, b.wave, b.kind, b.name)
  }

  private static let kinds = [
    "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy",
    "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList", "ConfigMap", "StorageClass",
    "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole",
    "ClusterRoleList", "ClusterRoleBinding", "ClusterRoleBindingList", "Role", "RoleList",
    "RoleBinding", "RoleBindingList", "Service", "DaemonSet", "Pod", "ReplicationController",
    "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob",
    "IngressClass", "Ingress", "APIService",
  ]

  /// The phases that an object is a hook of; empty for what isn't one; nil if it is skipped.
  static func hooks(of object: Value) -> [Phase]? {
    guard let text = object.annotation("argocd.argoproj.io/hook") else { return [] }
    let names = text.split(separator: ",").map { $0.filter { $0 != " " } }
    return names.contains("Skip") ? nil : names.compactMap(Phase.init(rawValue:))
  }
}
