internal import Documents
internal import GitOps
internal import Kubernetes

extension Judge {
  private static let workloads: Set = ["Deployment", "StatefulSet", "DaemonSet"]

  /// Whether the pods of a workload are replaced, and why.
  func restart(of live: Value, to after: Value, _ item: PlannedObject) -> Consequence? {
    guard item.object.group == "apps", Self.workloads.contains(item.object.kind),
      let old = live["spec"]?["template"], let new = after["spec"]?["template"], old != new,
      after["spec"]?["paused"]?.bool != true,
      after["spec"]?["updateStrategy"]?["type"]?.string != "OnDelete"
    else { return nil }
    return Consequence(
      item.key, .restarts(pods: Self.pods(of: live), Self.cause(from: old, to: new)))
  }

  /// The pods that go with a workload that is made anew.
  func restartByRecreation(of live: Value, _ item: PlannedObject) -> [Consequence] {
    guard item.object.group == "apps", Self.workloads.contains(item.object.kind) else { return [] }
    return [Consequence(item.key, .restarts(pods: Self.pods(of: live), .recreation))]
  }

  private static func pods(of live: Value) -> Int? {
    let count =
      live["spec"]?["replicas"]?.integer ?? live["status"]?["desiredNumberScheduled"]?.integer
    return count.map { Int(clamping: $0) }
  }

  /// The ways in which a pod names a ConfigMap or a Secret: the last two steps of the place.
  private static let references: Set = [
    ["configMap", "name"], ["secret", "secretName"], ["secret", "name"], ["configMapRef", "name"],
    ["secretRef", "name"], ["configMapKeyRef", "name"], ["secretKeyRef", "name"],
    ["imagePullSecrets", "name"],
  ]

  private static func cause(from old: Value, to new: Value) -> Consequence.Cause {
    var names: [String] = []
    for change in Difference(from: old, to: new).changes {
      let steps = change.pointer.tokens.filter { Pointer.index($0) == nil }.suffix(2)
      guard case .changed(_, .string(let name)) = change.kind, references.contains(Array(steps))
      else { return .template }
      if !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? .template : .configuration(names.sorted())
  }
}
