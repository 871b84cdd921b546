import Documents

/// What a rollout is to do next, from its specification, its status and its replica sets.
struct RolloutPlan {
  private let spec: Value
  private let generation: Int64
  private let hash: String
  private let sets: [String: Value]
  private let now: DemoTime
  private let steps: [Value]
  private let replicas: Int

  private var stable: String
  private var step: Int
  private var pauses: [Value]
  private var isPausedByController: Bool
  private var isAborted: Bool
  private var abortedAt: Value?
  private var isPromotedFully: Bool
  private var old: Value
  /// When a pause is over that has an end.
  private(set) var due: DemoTime?

  init(_ rollout: Value, hash: String, sets: [Value], at now: DemoTime) {
    spec = rollout["spec"] ?? [:]
    generation = rollout.generation
    self.hash = hash
    self.now = now
    self.sets = Dictionary(
      sets.map { ($0.label(RolloutController.hashLabel) ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    steps = spec.at("strategy", "canary", "steps")?.array ?? []
    replicas = Int(spec["replicas"]?.integer ?? 1)
    old = rollout["status"] ?? [:]
    stable = old["stableRS"]?.string ?? hash
    if old["currentPodHash"]?.string == hash {
      step = Int(old["currentStepIndex"]?.integer ?? 0)
      pauses = old["pauseConditions"]?.array ?? []
      isPausedByController = old["controllerPause"]?.bool == true
      isAborted = old["abort"]?.bool == true
      abortedAt = old["abortedAt"]
      isPromotedFully = old["promoteFull"]?.bool == true
    } else {
      // Another version: everything begins anew.
      step = hash == stable ? steps.count : 0
      (pauses, isPausedByController, isAborted, isPromotedFully) = ([], false, false, false)
    }
  }

  private var isBlueGreen: Bool { spec.at("strategy", "blueGreen") != nil }
  private var isDone: Bool { hash == stable }

  // MARK: Going on

  /// Takes every step that can be taken now.
  mutating func advance() {
    if isDone {
      (pauses, isPausedByController, isPromotedFully, isAborted) = ([], false, false, false)
      step = steps.count
    } else if isAborted {
      (pauses, isPausedByController, step) = ([], false, 0)
      abortedAt = abortedAt ?? .string(now.rfc3339)
    } else {
      abortedAt = nil
      if isPromotedFully {
        (pauses, isPausedByController, step) = ([], false, steps.count)
      }
      if spec["paused"]?.bool != true { takeSteps() }
    }
  }

  private mutating func takeSteps() {
    if isBlueGreen {
      guard available(hash) >= replicas else { return }
      let isAutomatic = spec.at("strategy", "blueGreen", "autoPromotionEnabled")?.bool ?? true
      if isAutomatic || isPromotedFully || passes(reason: "BlueGreenPause", duration: nil) {
        promote()
      }
      return
    }
    while step < steps.count {
      if let pause = steps[step]["pause"] {
        guard passes(reason: "CanaryPauseStep", duration: Self.duration(pause["duration"])) else {
          return
        }
      } else if available(hash) < wanted(hash) || running(stable) > wanted(stable) {
        return
      }
      step += 1
    }
    if available(hash) >= replicas { promote() }
  }

  private mutating func promote() {
    stable = hash
    (pauses, isPausedByController, isPromotedFully) = ([], false, false)
    step = steps.count
  }

  /// Whether a pause is over: its time is up, or somebody took it away.
  private mutating func passes(reason: String, duration: Duration?) -> Bool {
    guard let pause = pauses.first else {
      if isPausedByController {
        isPausedByController = false
        return true
      }
      pauses = [["reason": .string(reason), "startTime": .string(now.rfc3339)]]
      isPausedByController = true
      due = duration.map { now + $0 }
      return false
    }
    guard let duration, let start = pause["startTime"]?.string.flatMap(DemoTime.init(rfc3339:))
    else { return false }
    due = start + duration
    guard start + duration <= now else { return false }
    (pauses, isPausedByController, due) = ([], false, nil)
    return true
  }

  /// A number is one of seconds.
  private static func duration(_ value: Value?) -> Duration? {
    if let seconds = value?.integer { return .seconds(seconds) }
    guard let text = value?.string, let number = Int64(text.filter(\.isNumber)) else { return nil }
    return .seconds(number * (text.hasSuffix("h") ? 3600 : text.hasSuffix("m") ? 60 : 1))
  }

  // MARK: Replica sets

  /// How many pods a replica set is to have.
  func wanted(_ set: String) -> Int {
    if isDone { return set == stable ? replicas : 0 }
    if isAborted { return set == stable ? replicas : 0 }
    if isBlueGreen { return set == stable || set == hash ? replicas : 0 }
    let new = (replicas * weight + 99) / 100
    return set == hash ? new : set == stable ? max(replicas - new, 0) : 0
  }

  /// The percentage that the steps so far ask for.
  private var weight: Int {
    if step >= steps.count { return 100 }
    let asked = steps.prefix(step + 1).last { $0["setWeight"] != nil }?["setWeight"]?.integer
    return Int(asked ?? 0)
  }

  private func count(_ set: String, _ field: String) -> Int {
    Int(sets[set]?.at("status", field)?.integer ?? 0)
  }
  private func available(_ set: String) -> Int { count(set, "availableReplicas") }
  private func running(_ set: String) -> Int { count(set, "replicas") }
  private func total(_ field: String) -> Int { sets.keys.reduce(0) { $0 + count($1, field) } }

  // MARK: Status

  /// The status as it is now.
  var status: Value {
    var status: Value = [
      "currentPodHash": .string(hash), "stableRS": .string(stable),
      // Rollouts keep it as a text.
      "observedGeneration": .string(String(generation)),
      "replicas": .integer(Int64(total("replicas"))),
      "HPAReplicas": .integer(Int64(total("replicas"))),
      "readyReplicas": .integer(Int64(total("readyReplicas"))),
      "availableReplicas": .integer(Int64(total("availableReplicas"))),
      "updatedReplicas": .integer(Int64(running(hash))),
    ]
    if isBlueGreen {
      status["blueGreen"] = ["activeSelector": .string(stable), "previewSelector": .string(hash)]
    } else {
      status["canary"] = [:]
      status["currentStepIndex"] = .integer(Int64(step))
    }
    if !pauses.isEmpty { status["pauseConditions"] = .array(pauses) }
    if isPausedByController { status["controllerPause"] = true }
    if isAborted { status["abort"] = true }
    status["abortedAt"] = isAborted ? abortedAt : nil
    if isPromotedFully { status["promoteFull"] = true }
    let (phase, message) = phase
    status["phase"] = .string(phase)
    if !message.isEmpty { status["message"] = .string(message) }
    status["conditions"] = .array(conditions(phase))
    return status
  }

  private var phase: (String, String) {
    if isAborted {
      return ("Degraded", "RolloutAborted: Rollout aborted update to revision \(revision)")
    }
    if spec["paused"]?.bool == true { return ("Paused", "manually paused") }
    if let reason = pauses.first?["reason"]?.string { return ("Paused", reason) }
    if isDone, running(hash) == replicas, total("replicas") == replicas {
      return available(hash) == replicas
        ? ("Healthy", "") : ("Progressing", "updated replicas are still becoming available")
    }
    if running(hash) < wanted(hash) || !isDone {
      return ("Progressing", "more replicas need to be updated")
    }
    return ("Progressing", "old replicas are pending termination")
  }

  private var revision: String { sets[hash]?.annotation("rollout.argoproj.io/revision") ?? "" }

  private func conditions(_ phase: String) -> [Value] {
    var conditions = old["conditions"]?.array ?? []
    let isAvailable = total("availableReplicas") >= replicas
    conditions.setCondition(
      [
        "type": "Available", "status": isAvailable ? "True" : "False", "reason": "AvailableReason",
        "message": isAvailable
          ? "Rollout has minimum availability" : "Rollout does not have minimum availability",
      ], at: now)
    let (status, reason, message): (Value, Value, String) =
      switch phase {
      case "Degraded":
        ("False", "RolloutAborted", "Rollout aborted update to revision \(revision)")
      case "Paused": ("Unknown", "RolloutPaused", "Rollout is paused")
      case "Healthy": ("True", "NewReplicaSetAvailable", "ReplicaSet has successfully progressed.")
      default: ("True", "ReplicaSetUpdated", "ReplicaSet is progressing.")
      }
    conditions.setCondition(
      [
        "type": "Progressing", "status": status, "reason": reason, "message": .string(message),
      ], at: now)
    return conditions
  }

  /// What Argo Rollouts says about the way here.
  func events(since before: Value?) -> [EventRecord] {
    func record(_ reason: String, _ message: String, isWarning: Bool = false) -> EventRecord {
      EventRecord(
        component: "rollouts-controller", severity: isWarning ? .warning : .normal, reason: reason,
        message: message)
    }
    var events: [EventRecord] = []
    let last = before?["currentStepIndex"]?.integer ?? 0
    if before?["currentPodHash"]?.string == hash, !isAborted, step > last, step <= steps.count {
      events.append(
        record("RolloutStepCompleted", "Rollout step \(step)/\(steps.count) completed"))
    }
    if let reason = pauses.first?["reason"]?.string,
      before?["pauseConditions"]?[0]?["reason"]?.string != reason
    {
      events.append(record("RolloutPaused", "Rollout is paused (\(reason))"))
    }
    if isAborted, before?["abortedAt"] == nil {
      events.append(
        record(
          "RolloutAborted", "Rollout aborted update to revision \(revision)", isWarning: true))
    }
    if isDone, let was = before?["stableRS"]?.string, was != stable {
      events.append(
        record("RolloutCompleted", "Rollout completed update to revision \(revision) (\(hash))"))
    }
    return events
  }
}
