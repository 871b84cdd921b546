import Documents

extension TablePrinter {
  static let pods = TablePrinter(columns: [
    .name, Column("Ready"), Column("Status"), Column("Restarts"), .age, .wide("IP"),
    .wide("Node"), .wide("Nominated Node"), .wide("Readiness Gates"),
  ]) { pod, now in
    let summary = PodSummary(pod)
    return [
      .string(pod.objectName), .string("\(summary.ready)/\(summary.total)"),
      .string(summary.reason), .string(summary.restartText(now)), age(pod, now),
      text(pod.at("status", "podIP")), text(pod.at("spec", "nodeName")),
      text(pod.at("status", "nominatedNodeName")), gates(pod),
    ]
  }

  private static func gates(_ pod: Value) -> Value {
    let gates = pod.at("spec", "readinessGates")?.array ?? []
    guard !gates.isEmpty else { return "<none>" }
    let passed = gates.filter { pod.isTrue($0["conditionType"]?.string ?? "") }
    return .string("\(passed.count)/\(gates.count)")
  }
}

/// A pod in a few words: what its containers' states come to.
private struct PodSummary {
  var ready = 0
  var total: Int
  var reason: String
  private var restarts = 0
  private var lastRestart = ""

  init(_ pod: Value) {
    let spec = pod["spec"] ?? [:]
    let status = pod["status"] ?? [:]
    let phase = status["phase"]?.string ?? ""
    reason = status["reason"]?.string ?? phase
    if pod.condition("PodScheduled")?["reason"]?.string == "SchedulingGated" {
      reason = "SchedulingGated"
    }
    let initial = spec["initContainers"]?.array ?? []
    let sidecars = Set(
      initial.filter { $0["restartPolicy"]?.string == "Always" }.compactMap { $0["name"]?.string })
    total = (spec["containers"]?.array?.count ?? 0) + sidecars.count

    let isInitializing = readInitial(
      status["initContainerStatuses"]?.array ?? [], sidecars, of: initial.count)
    if !isInitializing || pod.isTrue("Initialized") {
      readRegular(status, sidecars, isReady: pod.isReadyPod)
    }
    if pod.isBeingDeleted {
      if status["reason"]?.string == "NodeLost" {
        reason = "Unknown"
      } else if phase != "Succeeded", phase != "Failed" {
        reason = "Terminating"
      }
    }
  }

  func restartText(_ now: DemoTime) -> String {
    guard restarts != 0, let last = DemoTime(rfc3339: lastRestart) else { return "\(restarts)" }
    return "\(restarts) (\(TablePrinter.duration(now - last)) ago)"
  }

  private mutating func countRestarts(_ status: Value) {
    restarts += Int(status["restartCount"]?.integer ?? 0)
    if let time = status.at("lastState", "terminated", "finishedAt")?.string {
      // Times of one form compare as text.
      lastRestart = max(lastRestart, time)
    }
  }

  /// Goes through the init containers up to the first that isn't done; whether there is one.
  private mutating func readInitial(
    _ statuses: [Value], _ sidecars: Set<String>, of count: Int
  ) -> Bool {
    for (index, status) in statuses.enumerated() {
      countRestarts(status)
      let terminated = status.at("state", "terminated")
      if terminated?["exitCode"]?.integer == 0 { continue }
      if sidecars.contains(status["name"]?.string ?? ""), status["started"]?.bool == true {
        if status["ready"]?.bool == true { ready += 1 }
        continue
      }
      if let terminated {
        reason = "Init:" + Self.ending(terminated)
      } else if let waiting = status.at("state", "waiting", "reason")?.string, !waiting.isEmpty,
        waiting != "PodInitializing"
      {
        reason = "Init:" + waiting
      } else {
        reason = "Init:\(index)/\(count)"
      }
      return true
    }
    return false
  }

  private mutating func readRegular(_ status: Value, _ sidecars: Set<String>, isReady: Bool) {
    restarts = 0
    lastRestart = ""
    for initial in status["initContainerStatuses"]?.array ?? []
    where sidecars.contains(initial["name"]?.string ?? "") {
      countRestarts(initial)
    }
    var hasRunning = false
    for container in (status["containerStatuses"]?.array ?? []).reversed() {
      countRestarts(container)
      let state = container["state"] ?? [:]
      if let waiting = state.at("waiting", "reason")?.string, !waiting.isEmpty {
        reason = waiting
      } else if let terminated = state["terminated"] {
        reason = Self.ending(terminated)
      } else if container["ready"]?.bool == true, state["running"] != nil {
        hasRunning = true
        ready += 1
      }
    }
    if reason == "Completed", hasRunning { reason = isReady ? "Running" : "NotReady" }
  }

  private static func ending(_ terminated: Value) -> String {
    if let reason = terminated["reason"]?.string, !reason.isEmpty { return reason }
    if let signal = terminated["signal"]?.integer, signal != 0 { return "Signal:\(signal)" }
    return "ExitCode:\(terminated["exitCode"]?.integer ?? 0)"
  }
}
