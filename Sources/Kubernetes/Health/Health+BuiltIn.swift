internal import Documents

/// Which built-in kinds have a rule, and in which versions.
extension Health {
  static let builtIn: [RuleEntry] = [
    ("apps", ["Deployment"], typed(["v1"], ofDeployment)),
    ("apps", ["StatefulSet"], typed(["v1"], ofStatefulSet)),
    ("apps", ["DaemonSet"], typed(["v1"], ofDaemonSet)),
    ("apps", ["ReplicaSet"], typed(["v1"], ofReplicaSet)),
    ("batch", ["Job"], typed(["v1"], ofJob)),
    ("batch", ["CronJob"], ofCronJob),
    ("", ["PersistentVolumeClaim"], typed(["v1"], ofClaim)),
    ("", ["Service"], typed(["v1"], ofService)),
    ("networking.k8s.io", ["Ingress"], ofIngress),
    ("extensions", ["Ingress"], ofIngress),
    (
      "autoscaling", ["HorizontalPodAutoscaler"],
      typed(["v1", "v2", "v2beta1", "v2beta2"], named: "HPA", ofAutoscaler)
    ),
    ("apiregistration.k8s.io", ["APIService"], typed(["v1", "v1beta1"], ofAPIService)),
    ("apiextensions.k8s.io", ["CustomResourceDefinition"], ofDefinition),
    ("policy", ["PodDisruptionBudget"], ofDisruptionBudget),
    (
      "snapshot.storage.k8s.io", ["VolumeSnapshot"],
      { object in
        if object.status["readyToUse"]?.bool == true {
          return ObjectHealth(.healthy, "Ready to use")
        }
        if let error = object.status["error"], !error.isNull {
          return ObjectHealth(.degraded, error["message"]?.string ?? "")
        }
        return ObjectHealth(.progressing, "Waiting for status")
      }
    ),
    (
      "autoscaling.k8s.io", ["VerticalPodAutoscaler"],
      conditions(
        [.degraded("NoPodsMatched", "True", says: .messageOrReason)],
        [.healthy("RecommendationProvided", says: "VPA recommendation provided")],
        waiting: "Waiting for VPA recommendation")
    ),
  ]

  /// A rule for a kind that Argo CD reads by its Go type, in the versions that it knows.
  ///
  /// Another version, or a field of another type, is an error there, and what it can't read has an
  /// unknown health.
  private static func typed(
    _ versions: Set<String>, named name: String? = nil, _ rule: @escaping Rule
  ) -> Rule {
    { object in
      let name = name ?? object.kind
      if let unsupported = unsupported(object, name, versions: versions) { return unsupported }
      if let fault = object.fault {
        return ObjectHealth(
          .unknown, "failed to convert unstructured \(name) to typed: \(fault)")
      }
      return rule(object)
    }
  }

  /// What Argo CD says of a kind in a version that it doesn't know; nil for those it does.
  static func unsupported(
    _ object: AssessedObject, _ name: String, versions: Set<String>
  ) -> ObjectHealth? {
    guard !object.version.isEmpty, !versions.contains(object.version) else { return nil }
    let kind = "\(object.group)/\(object.version), Kind=\(object.kind)"
    return ObjectHealth(.unknown, "unsupported \(name) GVK: \(kind)")
  }
}

extension AssessedObject {
  /// The first field with a value of another type than its rule reads; nil where all is well.
  fileprivate var fault: String? {
    for part in [spec, status] where part.object == nil && !part.isNull {
      return "cannot restore struct from: \(part.typeName)"
    }
    for (part, fields) in [(spec, Self.wantedNumbers), (status, Self.numbers)] {
      for field in fields {
        guard let value = part[field], !value.isNull, value.integer == nil else { continue }
        return "cannot convert \(value.typeName) to int32"
      }
    }
    if let list = status["conditions"], !list.isNull {
      guard let conditions = list.array else {
        return "cannot restore slice from \(list.typeName)"
      }
      for condition in conditions where condition.object == nil && !condition.isNull {
        return "cannot restore struct from: \(condition.typeName)"
      }
    }
    return nil
  }

  private static let wantedNumbers = ["replicas"]
  private static let numbers = [
    "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas",
    "currentReplicas", "desiredNumberScheduled", "updatedNumberScheduled", "numberAvailable",
  ]
}

extension Value {
  /// What Go calls values of this type.
  fileprivate var typeName: String {
    switch self {
    case .null: "nil"
    case .bool: "bool"
    case .integer, .largeInteger: "int64"
    case .double: "float64"
    case .string: "string"
    case .array: "slice"
    case .object: "map"
    }
  }
}
