public import GitOps
public import Kubernetes

/// Whose logs are followed.
public enum LogTarget: Hashable, Sendable {
  /// One pod; that which replaces it follows.
  case pod(ObjectName)
  /// Pods that were chosen one by one, with what they are called together; those that replace them
  /// follow.
  case pods(String, [ObjectName])
  /// The pods of an object that makes some, as they come and go.
  case workload(kind: String, group: String, ObjectName)
  /// The pods of a stack's workloads.
  case stack(Stack.ID, name: String)
  /// The pods of an application's workloads.
  case application(ObjectName)
  /// The pods that have labels, in some namespaces or, if none is named, in all.
  case selector(String, namespaces: Set<String>)
  /// All pods of some namespaces or, if none is named, of all.
  case namespaces(Set<String>)
  /// All replicas of one of Argo CD's programs.
  case component(ArgoComponent)
}

extension LogTarget {
  /// Whether objects of a kind make pods, by themselves or through others.
  static func hasPods(_ kind: ResourceKind) -> Bool {
    switch (kind.group, kind.kind) {
    case ("apps", "Deployment"), ("apps", "StatefulSet"), ("apps", "DaemonSet"),
      ("apps", "ReplicaSet"), ("", "ReplicationController"), ("batch", "Job"), ("batch", "CronJob"),
      ("argoproj.io", "Rollout"):
      true
    default: false
    }
  }
}
