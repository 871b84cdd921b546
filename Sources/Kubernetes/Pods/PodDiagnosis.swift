/// Finds out why a pod isn't ready, or how it ended.
///
/// What it looks at, in this order: that it is to go, how it ended, where it is to run, its init
/// containers, its containers, and whoever else has to say that it is ready.
struct PodDiagnosis {
  let facts: PodFacts
  /// The events about the pod, the newest first; none where nobody asked for them.
  let events: [EventRow]
  /// In seconds since 1970; nil where rows are made that are to stay true.
  let now: Int64?

  init(_ facts: PodFacts, events: [EventRow] = [], now: Int64? = nil) {
    self.facts = facts
    self.events = events.sorted { ($0.lastSeen ?? 0) > ($1.lastSeen ?? 0) }
    self.now = now
  }

  /// All that is in the way, the most telling first.
  var troubles: [PodTrouble] {
    // What is well is the most there is, and is told at once.
    if facts.phase == "Running", facts.ready == .yes, facts.metadata.deletion == nil { return [] }
    if facts.phase == "Succeeded", facts.metadata.deletion == nil { return [] }
    var found: [PodTrouble] = []
    if let termination { found.append(termination) }
    switch facts.phase {
    case "Failed": return found + failure
    case "Succeeded": return found
    default: break
    }
    if facts.metadata.deletion != nil { return found }
    if let placement { return found + [placement] }
    found += containers
    if found.isEmpty || found.allSatisfy({ !$0.isFault }), let obstacle {
      // What keeps all containers from being made says more than that they aren't.
      return [obstacle]
    }
    if found.isEmpty { found += gates }
    return found
  }

  /// What is in the way most, in few words, with the container that it is about where a pod of several
  /// doesn't make that plain.
  func summary(of trouble: PodTrouble) -> String {
    guard !trouble.container.isEmpty, !trouble.summary.hasPrefix("init container") else {
      return trouble.summary
    }
    let isInitial = facts.initSpecs.contains {
      $0.name == trouble.container && !$0.restartsAlways
    }
    if isInitial { return "init \(trouble.container): \(trouble.summary)" }
    let isAlone = facts.specs.count + facts.initSpecs.count { $0.restartsAlways } < 2
    return isAlone ? trouble.summary : "\(trouble.container): \(trouble.summary)"
  }

  // MARK: - The pod as a whole

  private var termination: PodTrouble? {
    guard let deletion = facts.metadata.deletion else { return nil }
    let overdue = now.map { $0 - deletion } ?? 0
    if facts.reason == "NodeLost" {
      return PodTrouble(
        .node, "node \(facts.node) isn't heard from",
        words: "it is to go, and its node \(facts.node) isn't heard from: it may run there still")
    }
    let since = overdue > 0 ? " for \(Age.text(seconds: overdue))" : ""
    if !facts.metadata.finalizers.isEmpty {
      let names = facts.metadata.finalizers.joined(separator: ", ")
      return PodTrouble(
        overdue > 60 ? .termination : .waiting, "terminating: waits for \(names)",
        words: "it should have been gone\(since): whoever put the finalizer \(names) on it has to"
          + " take it off")
    }
    guard overdue > 30 else { return nil }
    return PodTrouble(
      .termination, "terminating for too long",
      words: "it should have been gone\(since): node \(facts.node) hasn't said that its containers"
        + " have ended; it may be out of reach, or a volume or a process hangs")
  }

  /// Why it has no node.
  private var placement: PodTrouble? {
    guard facts.phase == "Pending", facts.node.isEmpty else { return nil }
    if facts.isSchedulingGated {
      return PodTrouble(
        .gate, "held back by a scheduling gate",
        words: "it isn't to be placed yet: somebody has to take its scheduling gates off")
    }
    if !facts.nominatedNode.isEmpty {
      return PodTrouble(
        .waiting, "waits for room on \(facts.nominatedNode)",
        words: "pods of lower priority make room for it on \(facts.nominatedNode)",
        message: facts.unschedulable)
    }
    guard !facts.unschedulable.isEmpty else {
      return PodTrouble(
        .waiting, "waits for a node", words: "the scheduler hasn't found it a node yet")
    }
    return PodTrouble(
      .scheduling, SchedulingWords.words(facts.unschedulable), message: facts.unschedulable)
  }

  /// What keeps its sandbox or its volumes from being there, as events tell.
  private var obstacle: PodTrouble? {
    guard facts.phase == "Pending",
      let event = latest(
        "FailedMount", "FailedAttachVolume",
        "FailedCreatePodSandBox", "NetworkNotReady", "FailedPodSandBoxStatus", "FailedMapVolume")
    else { return nil }
    // What went well afterwards has mended it.
    if let made = latest("Started", "Created"), (made.lastSeen ?? 0) > (event.lastSeen ?? 0) {
      return nil
    }
    switch event.reason {
    case "FailedCreatePodSandBox", "FailedPodSandBoxStatus":
      return PodTrouble(.network, RuntimeWords.sandbox(event.message), message: event.message)
    case "NetworkNotReady":
      return PodTrouble(.network, "the network of its node isn't ready", message: event.message)
    default:
      return PodTrouble(.volume, RuntimeWords.volume(event.message), message: event.message)
    }
  }

  /// Whoever else has to say that it is ready.
  private var gates: [PodTrouble] {
    guard facts.ready != .yes, facts.phase == "Running" else { return [] }
    let waited = facts.readinessGates.filter { gate in
      !facts.conditions.contains { $0.type == gate && $0.isTrue }
    }
    if !waited.isEmpty {
      return waited.map { gate in
        let said = facts.conditions.first { $0.type == gate }
        let why = said.map { $0.message.isEmpty ? $0.reason : $0.message } ?? "nobody has said yes"
        return PodTrouble(
          .gate, "readiness gate \(gate) isn't fulfilled",
          words: "its containers are ready, and its readiness gate \(gate) isn't fulfilled: \(why)",
          message: said?.message ?? "")
      }
    }
    let statement = facts.conditions.first { $0.type == "Ready" && !$0.isTrue }
    guard let statement else { return [] }
    let isLost = facts.statuses.allSatisfy(\.isReady) && !facts.statuses.isEmpty
    return isLost
      ? [
        PodTrouble(
          .node, "node \(facts.node) isn't heard from",
          words: "its containers were ready, and its node \(facts.node) isn't heard from any more",
          message: statement.message)
      ] : []
  }

  func latest(_ reasons: String...) -> EventRow? {
    events.first { reasons.contains($0.reason) }
  }
}
