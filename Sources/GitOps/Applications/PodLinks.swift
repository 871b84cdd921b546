public import Kubernetes

/// Which pods belong to a stack or an application: made once, then asked for each of many pods.
public struct PodLinks: Hashable, Sendable {
  private struct Workload: Hashable {
    var kind: String
    var name: ObjectName
  }

  private var workloads: Set<Workload> = []

  /// Links nothing.
  public init() {}

  /// Links the pods of the workloads that an application manages.
  public init(_ application: ApplicationRow) {
    for resource in application.resources {
      insert(resource.kind, resource.group, resource.name)
    }
  }

  /// Links the pods of the workloads that a stack consists of, those that say no namespace being
  /// in the one given.
  public init(_ stack: Stack, defaultNamespace: String = "default") {
    for object in stack.objects {
      let namespace = object.namespace.isEmpty ? defaultNamespace : object.namespace
      insert(object.kind, object.group, ObjectName(namespace: namespace, name: object.name))
    }
  }

  /// Links the pods of one object.
  public init(kind: String, group: String, _ name: ObjectName) { insert(kind, group, name) }

  /// The namespaces that the pods are in.
  public var namespaces: Set<String> { Set(workloads.map(\.name.namespace)) }

  /// Links the pods of one more workload.
  public mutating func insert(kind: String, group: String = "", _ name: ObjectName) {
    insert(kind, group, name)
  }

  /// Whether there is nothing that could have pods.
  public var isEmpty: Bool { workloads.isEmpty }

  /// Whether a pod is one of these workloads', or one of them itself.
  public func contains(_ pod: PodRow) -> Bool {
    guard !workloads.isEmpty else { return false }
    for owner in [pod.workload, pod.owner] {
      guard let owner else { continue }
      if has(owner.kind, owner.name, in: pod) { return true }
      // A cron job's runs are named for it and the minute they were due.
      if owner.kind == "Job", let dash = owner.name.lastIndex(of: "-"),
        owner.name[dash...].dropFirst().allSatisfy(\.isNumber),
        has("CronJob", String(owner.name[..<dash]), in: pod)
      {
        return true
      }
    }
    return has("Pod", pod.name.name, in: pod)
  }

  private func has(_ kind: String, _ name: String, in pod: PodRow) -> Bool {
    workloads.contains(
      Workload(kind: kind, name: ObjectName(namespace: pod.name.namespace, name: name)))
  }

  private mutating func insert(_ kind: String, _ group: String, _ name: ObjectName) {
    // Owner references are kept without their group: `Service` of Knative must not look like the
    // core group's, which never has pods of its own.
    guard !Self.withoutPods.contains(kind) || !group.isEmpty else { return }
    workloads.insert(Workload(kind: kind, name: name))
  }

  private static let withoutPods: Set<String> = [
    "ConfigMap", "Endpoints", "LimitRange", "Namespace", "PersistentVolume",
    "PersistentVolumeClaim", "ResourceQuota", "Secret", "Service", "ServiceAccount",
  ]
}
