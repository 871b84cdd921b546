import Documents
import GitOps
import Kubernetes

extension Autoscaler {
  /// How often autoscalers look, in seconds: `--horizontal-pod-autoscaler-sync-period`.
  private static let period: Int64 = 15

  /// What it makes of a change of a field of its target; nil where it has nothing to do with it.
  ///
  /// Beyond its bounds it sets the nearer one whatever its metrics say; within, it goes by them: up at
  /// once, down when that has been so for its stabilization window. Without replicas it is off
  /// (pkg/controller/podautoscaler/horizontal.go).
  func outcome(of edit: FieldEdit, _ object: Value) -> ForecastOutcome? {
    let namespace = object["metadata"]?["namespace"]?.string ?? ""
    let who = ForecastActor(
      kind == .horizontal ? .autoscaler : .verticalAutoscaler, resource: kind.rawValue,
      ObjectName(namespace: namespace, name: name))
    switch kind {
    case .horizontal:
      guard edit.path == ["spec", "replicas"] else { return nil }
      return ForecastOutcome(who, verdict(on: edit))
    case .vertical:
      guard edit.path.steps.contains("resources"), edit.path.steps.contains("containers"),
        !isPaused
      else { return nil }
      return ForecastOutcome(who, .survives(.recommended))
    }
  }

  private func verdict(on edit: FieldEdit) -> ForecastVerdict {
    if isPaused { return .survives(.scalerPaused) }
    let wanted = edit.after?.integer ?? 1
    if wanted == 0 { return .survives(.scaledToZero) }
    if wanted < least || wanted > most { return .reverted(.within(Self.period)) }
    if let problem { return .unknown(.failing(problem)) }
    let isMore = wanted > (edit.before?.integer ?? 1)
    return .reverted(.within(isMore ? max(patience, Self.period) : Self.period))
  }
}

extension Autoscaler {
  /// Reads a HorizontalPodAutoscaler; nil where its target is another object.
  init?(horizontal document: Value, of object: Value) {
    let spec = document["spec"]
    guard Self.isTarget(spec?["scaleTargetRef"], object) else { return nil }
    let owner = document["metadata"]?["ownerReferences"]?.array?.first { $0["controller"] == true }
    let active = (document["status"]?["conditions"]?.array ?? []).first {
      $0["type"] == "ScalingActive"
    }
    self.init(
      .horizontal, document["metadata"]?["name"]?.string ?? "",
      least: spec?["minReplicas"]?.integer ?? 1, most: spec?["maxReplicas"]?.integer ?? 0,
      maker: owner.map { "\($0["kind"]?.string ?? "") \($0["name"]?.string ?? "")" } ?? "",
      patience: spec?["behavior"]?["scaleDown"]?["stabilizationWindowSeconds"]?.integer ?? 300,
      // Where there is no replica it says so too, and is off.
      problem: active?["status"] == "False" && active?["reason"] != "ScalingDisabled"
        ? active?["message"]?.string ?? "" : nil)
  }

  /// Reads a VerticalPodAutoscaler; nil where its target is another object, or it only recommends.
  init?(vertical document: Value, of object: Value) {
    let spec = document["spec"]
    guard Self.isTarget(spec?["targetRef"], object) else { return nil }
    let mode = spec?["updatePolicy"]?["updateMode"]?.string ?? "Auto"
    self.init(
      .vertical, document["metadata"]?["name"]?.string ?? "", isPaused: mode == "Off")
  }

  private static func isTarget(_ reference: Value?, _ object: Value) -> Bool {
    let identity = ResourceIdentity(object)
    let apiVersion = reference?["apiVersion"]?.string ?? ""
    let group = apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
    return reference?["kind"]?.string == identity.kind
      && reference?["name"]?.string == identity.name.name
      // A reference may leave the version out.
      && (apiVersion.isEmpty || group == identity.group)
  }
}
