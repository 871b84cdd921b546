import Documents
import GitOps
import Kubernetes

/// The controller of the object by which this one was made.
///
/// Those of Kubernetes itself are known field by field (pkg/controller of kubernetes/kubernetes); of
/// others the managed fields tell what they set.
extension Judge {
  func verdict(
    on edit: FieldEdit, by controller: ForecastOwner.Controller
  ) -> ForecastVerdict {
    if case .found(let owner) = controller.object, owner.isGoing { return .unknown(.ownerGoes) }
    switch (controller.identity.kind, identity.kind) {
    case ("ReplicaSet", "Pod"), ("StatefulSet", "Pod"), ("DaemonSet", "Pod"), ("Job", "Pod"),
      ("ReplicationController", "Pod"):
      return .reverted(.replaced)
    case ("Deployment", "ReplicaSet"), ("Rollout", "ReplicaSet"):
      return isSetByDeployment(edit, controller.object)
        ? .reverted(.atOnce(delay: 0)) : .survives(.notControlled)
    case ("CronJob", "Job"), (_, "ControllerRevision"): return .survives(.notControlled)
    case ("Service", "EndpointSlice"), ("Endpoints", "EndpointSlice"), ("Node", "Pod"):
      return .reverted(.atOnce(delay: 0))
    case ("ScaledObject", "HorizontalPodAutoscaler"):
      return edit.path.steps.first == "spec"
        ? .reverted(.noticed) : .unknown(.operatorDecides)
    default:
      return operators.contains { DesiredFields.names(edit.path, $0, in: object) }
        ? .reverted(.noticed) : .unknown(.operatorDecides)
    }
  }

  func verdictOnDeletion(by controller: ForecastOwner.Controller) -> ForecastVerdict {
    let owner: Value?
    switch controller.object {
    case .unreadable(let why): return .unknown(.unreadable(why))
    case .found(let object): owner = object
    }
    if owner?.isGoing == true { return .unknown(.ownerGoes) }
    switch (controller.identity.kind, identity.kind) {
    case ("Job", "Pod"):
      let conditions = owner?["status"]?["conditions"]?.array ?? []
      let isOver = conditions.contains {
        ["Complete", "Failed"].contains($0["type"]?.string) && $0["status"] == "True"
      }
      return isOver ? .survives(.notControlled) : .reverted(.atOnce(delay: 0))
    case ("Deployment", "ReplicaSet"), ("Rollout", "ReplicaSet"):
      // Only that of the newest revision is wanted.
      return revision(of: object) == owner.flatMap(revision)
        ? .reverted(.atOnce(delay: 0)) : .survives(.notControlled)
    case ("CronJob", "Job"), (_, "ControllerRevision"): return .survives(.notControlled)
    case ("ReplicaSet", "Pod"), ("StatefulSet", "Pod"), ("DaemonSet", "Pod"),
      ("ReplicationController", "Pod"), ("Node", "Pod"), ("Service", "EndpointSlice"),
      ("Endpoints", "EndpointSlice"):
      return .reverted(.atOnce(delay: 0))
    default: return .reverted(.noticed)
    }
  }

  /// What a deployment's controller keeps as it wants it in its replica sets: their number, the
  /// template, and the annotations that the deployment has (pkg/controller/deployment/util).
  private func isSetByDeployment(
    _ edit: FieldEdit, _ found: ForecastOwner.Found<Value>
  ) -> Bool {
    let steps = edit.path.steps
    switch (steps.first, steps.dropFirst().first) {
    case ("spec", "replicas"), ("spec", "template"), ("spec", "minReadySeconds"): return true
    case ("metadata", "annotations"):
      guard case .field(let name)? = steps.dropFirst(2).first else { return false }
      if name.hasPrefix("deployment.kubernetes.io/") { return true }
      guard case .found(let owner) = found else { return false }
      return owner["metadata"]?["annotations"]?[name] != nil
        && name != DesiredFields.lastApplied
    default: return false
    }
  }

  private func revision(of object: Value) -> String? {
    let annotations = object["metadata"]?["annotations"]
    return annotations?["deployment.kubernetes.io/revision"]?.string
      ?? annotations?["rollout.argoproj.io/revision"]?.string
  }

  /// The fields that were set by programs rather than by people and by those who apply.
  private var operators: [Value] {
    (object["metadata"]?["managedFields"]?.array ?? []).filter { entry in
      let manager = (entry["manager"]?.string ?? "").lowercased()
      return (entry["subresource"]?.string ?? "").isEmpty
        && !Self.tools.contains { manager.hasPrefix($0) }
    }.compactMap { $0["fieldsV1"] }
  }

  /// What the managers are called that people write with.
  private static let tools = [
    "kubectl", "duet", "helm", "k9s", "lens", "freelens", "openlens", "headlamp", "mozilla",
    "dashboard", "node-fetch", "unknown", "before-first-apply", "argocd", "kustomize-controller",
  ]
}

extension Value {
  /// Whether its deletion was asked for.
  fileprivate var isGoing: Bool { self["metadata"]?["deletionTimestamp"] != nil }
}
