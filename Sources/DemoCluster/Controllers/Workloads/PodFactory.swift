import Documents

/// Makes pods from templates, as the workload controllers do.
enum PodFactory {
  /// A pod of a workload: the template's labels and spec, and the workload as its controller.
  static func pod(
    of owner: Value, template: Value, name: String, labels: [String: String] = [:]
  ) -> Value {
    var metadata: Value = [
      "name": .string(name), "namespace": .string(owner.objectNamespace),
      "ownerReferences": [owner.controllerReference],
    ]
    var allLabels = template.at("metadata", "labels") ?? [:]
    for (key, value) in labels { allLabels[key] = .string(value) }
    metadata["labels"] = allLabels
    metadata["annotations"] = template.at("metadata", "annotations")
    return [
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"] ?? [:],
    ]
  }

  /// A number or a percentage of a total, as `maxSurge` and the like are given.
  static func amount(_ value: Value?, of total: Int, roundingUp: Bool, default: String) -> Int {
    if let number = value?.integer { return Int(number) }
    let text = value?.string ?? `default`
    guard text.hasSuffix("%"), let percent = Int(text.dropLast()) else { return Int(text) ?? 0 }
    return (total * percent + (roundingUp ? 99 : 0)) / 100
  }

  /// Whether a pod is ready, and has been for long enough.
  static func isAvailable(_ pod: Value, minReadySeconds: Int64, at now: DemoTime) -> Bool {
    guard pod.isReadyPod, !pod.isBeingDeleted else { return false }
    guard minReadySeconds > 0 else { return true }
    let since = pod.condition("Ready")?["lastTransitionTime"]?.string
    guard let since = since.flatMap(DemoTime.init(rfc3339:)) else { return false }
    return now - since >= .seconds(minReadySeconds)
  }
}
