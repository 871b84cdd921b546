import Documents

/// One operation under way: what it has to do, in order, and how far it is.
struct SyncRun {
  /// One object to apply, to prune, or to run as a hook.
  struct Task {
    var object: Value
    var location: ObjectLocation
    var order: SyncOrder
    var isHook = false
    var isPrune = false
    var isDone = false

    /// Whether a hook is deleted then: `BeforeHookCreation` is what counts where nothing is said.
    func isDeleted(_ policy: String) -> Bool {
      guard let text = object.annotation("argocd.argoproj.io/hook-delete-policy") else {
        return policy == "BeforeHookCreation"
      }
      return text.split(separator: ",").contains { $0.filter { $0 != " " } == policy }
    }
  }

  let operation: Value
  let started: DemoTime
  /// Whether somebody has asked for its end.
  var isEnding = false
  /// Tells what was planned before a change of mind from what is planned since.
  var generation = 0
  /// The hooks that run after a failure.
  var failHooks: [Task] = []
  /// Why it has failed, while those hooks run.
  var failure: String?
  var attempt = 0
  var tasks: [Task] = []
  /// The results so far, as in `status.operationState.syncResult.resources`.
  var results: [Value] = []
  var revisions: [String] = []
  var sources: [Value] = []

  var isDryRun: Bool { operation.at("sync", "dryRun")?.bool == true }
  var prunes: Bool { operation.at("sync", "prune")?.bool == true }
  var isAutomated: Bool { operation.at("initiatedBy", "automated")?.bool == true }
  /// Whether only chosen objects are synced: no hooks then, and no history.
  var isPartial: Bool { !(operation.at("sync", "resources")?.array ?? []).isEmpty }
  /// With the strategy `apply` hooks are left out.
  var skipsHooks: Bool { isPartial || operation.at("sync", "syncStrategy", "apply") != nil }

  var isForced: Bool {
    let strategy = operation.at("sync", "syncStrategy")
    return (strategy?["apply"] ?? strategy?["hook"])?["force"]?.bool == true
  }

  var options: [String] { (operation.at("sync", "syncOptions")?.array ?? []).compactMap(\.string) }

  /// Whether an object is among the chosen ones.
  func includes(_ resource: ApplicationState.Resource) -> Bool {
    let chosen = operation.at("sync", "resources")?.array ?? []
    guard !chosen.isEmpty else { return true }
    return chosen.contains { entry in
      func fits(_ field: String, _ value: String) -> Bool {
        let wanted = entry[field]?.string ?? ""
        return wanted == value || wanted == "*" || (field == "namespace" && wanted.isEmpty)
      }
      return fits("group", resource.group) && fits("kind", resource.kind)
        && fits("name", resource.name) && fits("namespace", resource.namespace)
    }
  }

  /// The tasks of the earliest phase and wave that isn't done.
  var currentGroup: [Int] {
    guard let next = tasks.first(where: { !$0.isDone })?.order else { return [] }
    return tasks.indices.filter {
      tasks[$0].order.phase == next.phase && tasks[$0].order.wave == next.wave
    }
  }

  /// Whether there is more than one phase and wave, so that each has to be healthy before the next.
  var hasSeveralSteps: Bool {
    Set(tasks.map { "\($0.order.phase) \($0.order.wave)" }).count > 1
  }

  /// Whether a failure isn't the end.
  var isRetried: Bool {
    let limit = operation["retry"]?["limit"]?.integer ?? 0
    return limit < 0 || attempt < limit
  }

  /// How long to wait after so many attempts.
  func pause(after attempt: Int) -> Duration {
    let backoff = operation["retry"]?["backoff"]
    var pause = Self.seconds(backoff?["duration"]?.string) ?? 5
    for _ in 0..<min(attempt, 30) { pause *= backoff?["factor"]?.integer ?? 2 }
    return .seconds(min(pause, Self.seconds(backoff?["maxDuration"]?.string) ?? 180))
  }

  private static func seconds(_ text: String?) -> Int64? {
    guard let text, let unit = text.last, let number = Int64(text.dropLast()) else { return nil }
    switch unit {
    case "s": return number
    case "m": return number * 60
    case "h": return number * 3600
    default: return nil
    }
  }

  mutating func note(
    _ task: Task, _ status: String, _ message: String, hookPhase: String? = nil
  ) {
    let object = task.object
    var result: Value = [
      "group": .string(object.objectGroup), "version": .string(object.objectVersion),
      "kind": .string(object.objectKind), "namespace": .string(object.objectNamespace),
      "name": .string(object.objectName), "message": .string(message),
      "syncPhase": .string(task.order.phase.rawValue),
    ]
    if task.isHook {
      result["hookType"] = .string(task.order.phase.rawValue)
      result["hookPhase"] = .string(hookPhase ?? "Running")
    } else {
      result["status"] = .string(status)
      result["hookPhase"] = .string(status == "SyncFailed" ? "Failed" : hookPhase ?? "Running")
    }
    results.removeAll {
      $0["kind"] == result["kind"] && $0["name"] == result["name"]
        && $0["namespace"] == result["namespace"] && $0["group"] == result["group"]
    }
    results.append(result)
  }

  /// Notes that an object is as healthy as it is to be.
  mutating func settle(_ task: Task) {
    let index = results.firstIndex {
      $0["kind"]?.string == task.object.objectKind && $0["name"]?.string == task.object.objectName
        && $0["namespace"]?.string == task.object.objectNamespace
        && $0["group"]?.string == task.object.objectGroup
    }
    if let index { results[index]["hookPhase"] = "Succeeded" }
  }

  /// `status.operationState`.
  func state(
    _ phase: String, _ message: String, finished: DemoTime? = nil, isMultiSource: Bool
  ) -> Value {
    var result: Value = [:]
    if isMultiSource {
      result["revisions"] = .array(revisions.map { .string($0) })
      result["sources"] = .array(sources)
    } else {
      result["revision"] = .string(revisions.first ?? "")
      result["source"] = sources.first ?? [:]
    }
    if !results.isEmpty { result["resources"] = .array(results) }
    var state: Value = [
      "operation": operation, "phase": .string(phase), "message": .string(message),
      "startedAt": .string(started.rfc3339), "syncResult": result,
    ]
    if let finished { state["finishedAt"] = .string(finished.rfc3339) }
    if attempt > 0 { state["retryCount"] = .integer(Int64(attempt)) }
    return state
  }
}
