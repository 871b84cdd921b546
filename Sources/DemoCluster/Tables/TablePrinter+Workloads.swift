import Documents

extension TablePrinter {
  private static let podColumns: [Column] = [.wide("Containers"), .wide("Images")]

  private static func podCells(_ template: Value?) -> [Value] {
    let containers = template?.at("spec", "containers")?.array ?? []
    return [
      list(containers.compactMap { $0["name"]?.string }),
      list(containers.compactMap { $0["image"]?.string }),
    ]
  }

  private static func number(_ name: String) -> Column { Column(name, type: "integer") }

  static let deployments = TablePrinter(
    columns: [.name, Column("Ready"), Column("Up-to-date"), Column("Available"), .age]
      + podColumns + [.wide("Selector")]
  ) { object, now in
    let ready = object.at("status", "readyReplicas")?.integer ?? 0
    let wanted = object.at("spec", "replicas")?.integer ?? 0
    return [
      .string(object.objectName), .string("\(ready)/\(wanted)"),
      count(object.at("status", "updatedReplicas")),
      count(object.at("status", "availableReplicas")), age(object, now),
    ] + podCells(object.at("spec", "template")) + [selector(object.at("spec", "selector"))]
  }

  static let replicaSets = TablePrinter(
    columns: [.name, number("Desired"), number("Current"), number("Ready"), .age] + podColumns
      + [.wide("Selector")]
  ) { object, now in
    [
      .string(object.objectName), count(object.at("spec", "replicas")),
      count(object.at("status", "replicas")), count(object.at("status", "readyReplicas")),
      age(object, now),
    ] + podCells(object.at("spec", "template")) + [selector(object.at("spec", "selector"))]
  }

  static let replicationControllers = replicaSets

  static let statefulSets = TablePrinter(columns: [.name, Column("Ready"), .age] + podColumns) {
    object, now in
    let ready = object.at("status", "readyReplicas")?.integer ?? 0
    let wanted = object.at("spec", "replicas")?.integer ?? 0
    return [.string(object.objectName), .string("\(ready)/\(wanted)"), age(object, now)]
      + podCells(object.at("spec", "template"))
  }

  static let daemonSets = TablePrinter(
    columns: [
      .name, number("Desired"), number("Current"), number("Ready"), number("Up-to-date"),
      number("Available"), Column("Node Selector"), .age,
    ] + podColumns + [.wide("Selector")]
  ) { object, now in
    let status = object["status"] ?? [:]
    return [
      .string(object.objectName), count(status["desiredNumberScheduled"]),
      count(status["currentNumberScheduled"]), count(status["numberReady"]),
      count(status["updatedNumberScheduled"]), count(status["numberAvailable"]),
      selector(object.at("spec", "template", "spec", "nodeSelector")), age(object, now),
    ] + podCells(object.at("spec", "template")) + [selector(object.at("spec", "selector"))]
  }

  static let jobs = TablePrinter(
    columns: [.name, Column("Status"), Column("Completions"), Column("Duration"), .age]
      + podColumns + [.wide("Selector")]
  ) { job, now in
    let done = job.at("status", "succeeded")?.integer ?? 0
    let completions: String
    if let wanted = job.at("spec", "completions")?.integer {
      completions = "\(done)/\(wanted)"
    } else {
      let parallel = job.at("spec", "parallelism")?.integer ?? 0
      completions = parallel > 1 ? "\(done)/1 of \(parallel)" : "\(done)/1"
    }
    return [
      .string(job.objectName), .string(jobStatus(job)), .string(completions),
      .string(jobDuration(job, now)), age(job, now),
    ] + podCells(job.at("spec", "template")) + [selector(job.at("spec", "selector"))]
  }

  private static func jobStatus(_ job: Value) -> String {
    if job.isTrue("Complete") { return "Complete" }
    if job.isTrue("Failed") { return "Failed" }
    if job.isBeingDeleted { return "Terminating" }
    if job.isTrue("Suspended") { return "Suspended" }
    if job.isTrue("FailureTarget") { return "FailureTarget" }
    if job.isTrue("SuccessCriteriaMet") { return "SuccessCriteriaMet" }
    return "Running"
  }

  private static func jobDuration(_ job: Value, _ now: DemoTime) -> String {
    guard let start = job.at("status", "startTime")?.string.flatMap(DemoTime.init(rfc3339:)) else {
      return ""
    }
    let end = job.at("status", "completionTime")?.string.flatMap(DemoTime.init(rfc3339:)) ?? now
    return duration(end - start)
  }

  static let cronJobs = TablePrinter(
    columns: [
      .name, Column("Schedule"), Column("Timezone"), Column("Suspend", type: "boolean"),
      number("Active"), Column("Last Schedule"), .age,
    ] + podColumns + [.wide("Selector")]
  ) { object, now in
    let last = object.at("status", "lastScheduleTime")
    return [
      .string(object.objectName), text(object.at("spec", "schedule")),
      text(object.at("spec", "timeZone")),
      .string(object.at("spec", "suspend")?.bool == true ? "True" : "False"),
      .integer(Int64(object.at("status", "active")?.array?.count ?? 0)),
      last == nil ? "<none>" : since(last, now), age(object, now),
    ] + podCells(object.at("spec", "jobTemplate", "spec", "template"))
      + [selector(object.at("spec", "jobTemplate", "spec", "selector"))]
  }

  static let controllerRevisions = TablePrinter(
    columns: [.name, Column("Controller"), Column("Revision"), .age]
  ) { object, now in
    let owner = object.at("metadata", "ownerReferences")?.array?.first
    let controller = owner.map { owner in
      let group = (owner["apiVersion"]?.string ?? "").split(separator: "/").dropLast()
      let kind = (owner["kind"]?.string ?? "").lowercased()
      return (group.isEmpty ? kind : "\(kind).\(group[0])") + "/" + (owner["name"]?.string ?? "")
    }
    return [
      .string(object.objectName), .string(controller ?? "<none>"), count(object["revision"]),
      age(object, now),
    ]
  }

  static let autoscalers = TablePrinter(
    columns: [
      .name, Column("Reference"), Column("Targets"), Column("MinPods"), Column("MaxPods"),
      number("Replicas"), .age,
    ]
  ) { object, now in
    let target = object.at("spec", "scaleTargetRef")
    let reference = "\(target?["kind"]?.string ?? "")/\(target?["name"]?.string ?? "")"
    return [
      .string(object.objectName), .string(reference), .string(targets(object)),
      object.at("spec", "minReplicas").map { .string($0.json) } ?? "<unset>",
      .string("\(object.at("spec", "maxReplicas")?.integer ?? 0)"),
      count(object.at("status", "currentReplicas")), age(object, now),
    ]
  }

  private static func targets(_ object: Value) -> String {
    let metrics = object.at("spec", "metrics")?.array ?? []
    let current = object.at("status", "currentMetrics")?.array ?? []
    guard !metrics.isEmpty else { return "<none>" }
    return metrics.enumerated().map { index, metric in
      let resource = metric["resource"] ?? metric["containerResource"] ?? [:]
      let name = resource["name"]?.string ?? metric["type"]?.string ?? ""
      let now = current.indices.contains(index) ? current[index].at("resource", "current") : nil
      if let wanted = resource.at("target", "averageUtilization")?.integer {
        let value = now?["averageUtilization"]?.integer.map { "\($0)%" } ?? "<unknown>"
        return "\(name): \(value)/\(wanted)%"
      }
      let value = now?["averageValue"]?.string ?? "<unknown>"
      return "\(name): \(value)/\(resource.at("target", "averageValue")?.string ?? "<auto>")"
    }.joined(separator: ", ")
  }

  static let disruptionBudgets = TablePrinter(
    columns: [
      .name, Column("Min Available"), Column("Max Unavailable"), number("Allowed Disruptions"),
      .age,
    ]
  ) { object, now in
    func amount(_ field: String) -> Value {
      guard let value = object.at("spec", field) else { return "N/A" }
      return .string(value.string ?? value.json)
    }
    return [
      .string(object.objectName), amount("minAvailable"), amount("maxUnavailable"),
      count(object.at("status", "disruptionsAllowed")), age(object, now),
    ]
  }
}
