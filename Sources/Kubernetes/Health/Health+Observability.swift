internal import Documents

/// Argo CD's rules for monitoring, and for what keeps copies.
extension Health {
  static let observability: [RuleEntry] = [
    (
      "monitoring.coreos.com", ["Prometheus", "PrometheusAgent", "Alertmanager", "ThanosRuler"],
      { object in
        // The last one counts.
        guard let available = object.conditions.last(where: { $0.type == "Available" }) else {
          return ObjectHealth(.progressing, "Waiting for initialization")
        }
        if available.isTrue { return ObjectHealth(.healthy, "All instances are available") }
        return ObjectHealth(
          available.reason == "SomePodsNotReady" ? .progressing : .degraded,
          available.message.isEmpty ? available.reason : available.message)
      }
    ),
    ("operator.victoriametrics.com", ["*"], ofVictoriaMetrics),
    ("grafana.integreatly.org", ["Grafana"], ofGrafana),
    (
      "grafana.integreatly.org", ["GrafanaDatasource"],
      { object in
        if object.status.isNull || object.status["uid"] == "" { return ObjectHealth(.progressing) }
        return object.status["NoMatchingInstances"]?.bool == true
          ? ObjectHealth(.degraded, "can't find matching grafana instance")
          : ObjectHealth(.healthy)
      }
    ),
    ("grafana.integreatly.org", ["GrafanaDashboard", "GrafanaFolder"], ofGrafanaContent),
    ("opentelemetry.io", ["OpenTelemetryCollector"], ofCollector),
    (
      "jaegertracing.io", ["Jaeger"],
      { object in
        switch object.text(["phase"]) {
        case "Running": ObjectHealth(.healthy, "Jaeger is Running")
        case "Failed": ObjectHealth(.degraded, "Jaeger Failed For Some Reason")
        default: ObjectHealth(.progressing, "Waiting for Jaeger")
        }
      }
    ),
    (
      "kiali.io", ["Kiali"],
      conditions(
        [
          .healthy("Successful"), .degraded("Failure", "True"),
          .progressing("Running", nil, because: "Running"),
        ], waiting: "Waiting for Kiali")
    ),
    (
      "datadoghq.com", ["DatadogMetric"],
      { object in
        if let error = object.conditions.first(where: { $0.type == "Error" && $0.isTrue }) {
          let message =
            error.message.isEmpty ? "DatadogMetric reported an error" : error.message
          return ObjectHealth(
            .degraded, error.reason.isEmpty ? message : "\(error.reason): \(message)")
        }
        let signs: [Sign] = [
          .degraded("Valid", says: .message(or: "DatadogMetric is not valid"))
        ]
        return object.verdict([signs]) ?? ObjectHealth(.healthy, "DatadogMetric is healthy")
      }
    ),
    (
      "coralogix.com", ["Alert", "RecordingRuleGroupSet"],
      ready("RemoteSynced", says: "Resource is ready", waiting: "Waiting for status to be updated")
    ),
    ("k8s.keycloak.org", ["Keycloak"], ofKeycloak),
    ("install.istio.io", ["IstioOperator"], ofIstioOperator),
  ]

  private static func ofVictoriaMetrics(_ object: AssessedObject) -> ObjectHealth {
    guard !object.status.isNull else {
      return ObjectHealth(.progressing, "Waiting for the operator to reconcile")
    }
    guard !object.isOutdated else {
      return ObjectHealth(
        .progressing, "Waiting for the operator to observe the latest generation")
    }
    let reason = object.filled("reason")
    return switch object.text(["updateStatus"]) {
    case "operational": ObjectHealth(.healthy, "All components are operational")
    case "expanding": ObjectHealth(.progressing, reason ?? "Rollout is in progress")
    case "paused": ObjectHealth(.suspended, reason ?? "Reconciliation is paused")
    case "failed": ObjectHealth(.degraded, reason ?? "Reconciliation failed")
    default: ObjectHealth(.progressing, "Waiting for the operator to report status")
    }
  }

  private static func ofGrafana(_ object: AssessedObject) -> ObjectHealth {
    let stage = object.text(["stage"]) ?? ""
    return switch object.text(["stageStatus"]) {
    case nil: ObjectHealth(.progressing, "Waiting for Grafana status info")
    case "failed"?: ObjectHealth(.degraded, "Failed at stage \(stage)")
    case "success"? where stage == "complete": ObjectHealth(.healthy)
    default: ObjectHealth(.progressing, stage)
    }
  }

  private static func ofGrafanaContent(_ object: AssessedObject) -> ObjectHealth {
    var health = ObjectHealth(.progressing)
    for condition in object.conditions where !condition.status.isEmpty {
      if !health.message.isEmpty { health.message += ", " }
      if !condition.reason.isEmpty {
        health.message += "\(condition.reason) for \(condition.type)"
        if !condition.message.isEmpty { health.message += " because \(condition.message)" }
      }
      // This one is well where it's false.
      let isMismatch = condition.type == "FolderUIDMismatch"
      if isMismatch ? condition.isTrue : condition.isFalse {
        health.health = .degraded
        return health
      }
      if condition.isTrue { health.health = .healthy }
    }
    return health
  }

  private static func ofCollector(_ object: AssessedObject) -> ObjectHealth {
    guard !object.status.isNull else {
      return ObjectHealth(.progressing, "Waiting for OpenTelemetry Collector status")
    }
    let mode = object.spec["mode"]?.string
    guard let replicas = object.text(["scale", "statusReplicas"]) else {
      return mode == "sidecar"
        ? ObjectHealth(.healthy, "Collector is running in sidecar mode")
        : ObjectHealth(.progressing, "Scale status not available")
    }
    let numbers = replicas.split(separator: "/").map { Int64($0) }
    guard numbers.count == 2, let ready = numbers[0], let total = numbers[1] else {
      return ObjectHealth(.progressing, "Unable to parse replica status: \(replicas)")
    }
    if ready == 0 {
      return mode == "daemonset" && total == 0
        ? ObjectHealth(.healthy, "DaemonSet has no schedulable nodes (0/0)")
        : ObjectHealth(.degraded, "No replicas are ready")
    }
    return ready == total
      ? ObjectHealth(.healthy, "All replicas are ready")
      : ObjectHealth(.progressing, "Replicas are starting up")
  }

  private static func ofKeycloak(_ object: AssessedObject) -> ObjectHealth {
    guard object.hasConditions else {
      return ObjectHealth(.progressing, "Waiting for Keycloak status conditions to exist")
    }
    // The oldest that says something decides; what doesn't say since when comes last.
    let sorted = object.conditions.sorted {
      !$0.since.isEmpty && ($1.since.isEmpty || $0.since < $1.since)
    }
    for condition in sorted where condition.isTrue {
      if condition.type == "Ready" { return ObjectHealth(.healthy) }
      if condition.type == "HasErrors" {
        return ObjectHealth(.degraded, "Has Errors: \(condition.message)")
      }
    }
    return ObjectHealth(.progressing)
  }

  private static func ofIstioOperator(_ object: AssessedObject) -> ObjectHealth {
    switch object.text(["status"]) {
    case "0", "NONE": ObjectHealth(.unknown, "Component is not present.")
    case "1", "UPDATING":
      ObjectHealth(.progressing, "Component is being updated to a different version.")
    case "2", "RECONCILING":
      ObjectHealth(
        .progressing,
        "Controller has started but not yet completed reconciliation loop for the component.")
    case "3", "HEALTHY": ObjectHealth(.healthy, "Component is healthy.")
    case "4", "ERROR": ObjectHealth(.degraded, "Component is in an error state.")
    default: ObjectHealth(.progressing, "Waiting for Istio Control Plane")
    }
  }

  // MARK: Copies

  static let backups: [RuleEntry] = [
    (
      "velero.io", ["Backup"],
      velero("Backup completed", waiting: "Waiting for backup to be processed")
    ),
    (
      "velero.io", ["Restore"],
      velero("Restore completed", waiting: "Waiting for restore to be processed")
    ),
    (
      "velero.io", ["Schedule"],
      phase(
        "phase", of: [.healthy: ["Enabled"], .degraded: ["FailedValidation"]],
        says: PhaseWords(
          texts: [.healthy: "Schedule is enabled", .degraded: "Schedule failed validation"]),
        waiting: "Waiting for schedule to be processed")
    ),
    ("astra.netapp.io", ["AppVault"], ofVault),
    (
      "astra.netapp.io", ["Application"],
      { object in
        guard let verdict = object.verdict([[.healthy("Ready"), .degraded("Ready")]]) else {
          return ObjectHealth(.progressing, "No status available")
        }
        return verdict.health == .healthy
          ? ObjectHealth(
            .healthy,
            "Astra Application Ready, protectionState: \(object.text(["protectionState"]) ?? "")")
          : ObjectHealth(.degraded, "Astra Application Degraded, message: \(verdict.message)")
      }
    ),
    (
      "astra.netapp.io", ["Backup", "ResourceBackup", "ResticVolumeBackup"],
      { object in
        switch object.text(["state"]) {
        case nil: ObjectHealth(.progressing, "No status available")
        case "Completed"?: ObjectHealth(.healthy, "\(object.kind) Completed")
        case "Running"?: ObjectHealth(.progressing, "\(object.kind) Running")
        case let state?: ObjectHealth(.degraded, state)
        }
      }
    ),
    (
      "astra.netapp.io", ["ExecHook"],
      { object in
        switch object.spec["enabled"]?.bool {
        case true?: ObjectHealth(.healthy, "\(object.kind) enabled")
        case false?: ObjectHealth(.suspended, "\(object.kind) disabled")
        case nil: ObjectHealth(.progressing, "No status available")
        }
      }
    ),
    (
      "astra.netapp.io", ["Schedule"],
      { object in
        let last = object.text(["lastScheduleTime"])
        return ObjectHealth(
          .healthy,
          last.map { "Protection policy lastScheduleTime: \($0)" }
            ?? "Protection policy not yet executed")
      }
    ),
  ]

  private static func velero(_ done: String, waiting: String) -> Rule {
    phase(
      "phase",
      of: [
        .healthy: ["Completed"],
        .degraded: [
          "FailedValidation", "Failed", "PartiallyFailed",
          "WaitingForPluginOperationsPartiallyFailed", "FinalizingPartiallyFailed",
        ],
      ], says: PhaseWords(texts: [.healthy: done], field: "failureReason"), waiting: waiting)
  }

  private static func ofVault(_ object: AssessedObject) -> ObjectHealth {
    switch object.text(["state"])?.lowercased() {
    case "available": ObjectHealth(.healthy, "\(object.kind) Available")
    case "failed": ObjectHealth(.degraded, "\(object.kind) Failed")
    default: ObjectHealth(.progressing, "No status available")
    }
  }
}
