import Documents

/// Sets the replicas of what autoscalers are for: within their bounds as many as the load needs, which
/// is as much as the pods were under when the autoscaler first saw them.
enum AutoscalerController {
  /// What an autoscaler knows of its target.
  struct Findings {
    /// How many replicas the load needs.
    var needed: Int64
    /// Since when there have been more than that; nil while there aren't.
    var surplusSince: DemoTime?
  }

  private static let manager = "kube-controller-manager"
  private static let period = Duration.seconds(15)

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .horizontalPodAutoscalers) { server, change in
      guard let scaler = change.new else {
        server.controllers.autoscalers[change.object.objectUID] = nil
        return
      }
      guard change.kind == .added else { return }
      look(change.namespace, change.name, scaler.objectUID, on: server)
    }
  }

  private static func look(
    _ namespace: String, _ name: String, _ uid: String, on server: isolated DemoAPIServer
  ) {
    server.schedule(after: period, "autoscaler", isRoutine: true) { server in
      guard
        let scaler = server.get(.horizontalPodAutoscalers, namespace, name),
        scaler.objectUID == uid
      else { return }
      reconcile(scaler, on: server)
      look(namespace, name, uid, on: server)
    }
  }

  private static func reconcile(_ scaler: Value, on server: isolated DemoAPIServer) {
    let reference = scaler.at("spec", "scaleTargetRef")
    let apiVersion = reference?["apiVersion"]?.string ?? ""
    let group = apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
    guard let type = server.types.type(kind: reference?["kind"]?.string ?? "", group: group),
      let target = server.get(
        type.id, scaler.objectNamespace, reference?["name"]?.string ?? "")
    else { return }
    let current = target.at("spec", "replicas")?.integer ?? 1
    let least = scaler.at("spec", "minReplicas")?.integer ?? 1
    let most = scaler.at("spec", "maxReplicas")?.integer ?? least
    var findings =
      server.controllers.autoscalers[scaler.objectUID]
      ?? Findings(needed: max(least, min(current, most)))
    var wanted = current
    // Without replicas it is off.
    if current > 0 {
      let needed = max(least, min(findings.needed, most))
      let patience =
        scaler.at("spec", "behavior", "scaleDown", "stabilizationWindowSeconds")?.integer ?? 300
      if current > most || current < needed {
        wanted = current > most ? most : needed
      } else if current > needed {
        let since = findings.surplusSince ?? server.now
        findings.surplusSince = since
        if server.now - since >= .seconds(patience) { wanted = needed }
      }
      if wanted <= needed { findings.surplusSince = nil }
    }
    server.controllers.autoscalers[scaler.objectUID] = findings
    if wanted != current {
      _ = try? server.modify(
        type.id, target.objectNamespace, target.objectName, as: manager
      ) { $0.set("spec", "replicas", to: .integer(wanted)) }
    }
    report(scaler, current: current, wanted: wanted, on: server)
  }

  private static func report(
    _ scaler: Value, current: Int64, wanted: Int64, on server: isolated DemoAPIServer
  ) {
    let now = server.now
    _ = try? server.modify(
      .horizontalPodAutoscalers, scaler.objectNamespace, scaler.objectName, as: manager,
      subresource: .status
    ) { object in
      var status = object["status"] ?? [:]
      status["currentReplicas"] = .integer(current)
      status["desiredReplicas"] = .integer(wanted)
      var conditions = status["conditions"]?.array ?? []
      conditions.setCondition(
        [
          "type": "ScalingActive", "status": current > 0 ? "True" : "False",
          "reason": current > 0 ? "ValidMetricFound" : "ScalingDisabled",
          "message": current > 0
            ? "the autoscaler was able to compute the replica count"
            : "scaling is disabled since the replica count of the target is zero",
        ], at: now)
      status["conditions"] = .array(conditions)
      object["status"] = status
    }
  }
}
