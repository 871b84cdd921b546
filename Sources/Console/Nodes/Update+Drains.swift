import Kubernetes
import TUI

/// Draining nodes: it is planned, asked about, followed and stopped.
extension ConsoleState {
  /// Opens the options of a drain, or the page of one of the same node that goes on.
  mutating func openDrain() {
    guard let node = subjects.first else { return }
    if let id = runningDrain(of: node) {
      open(.drain(id))
    } else if subjects.count > 1 {
      say("drain: one node at a time; take the marks away", .warning)
    } else {
      overlays.append(.form(.draining(node)))
    }
  }

  private func runningDrain(of node: ObjectKey) -> Drain.ID? {
    drains.first { $0.value.node == node && $0.value.isRunning }?.key
  }

  /// Goes on with options: finds out which pods would go.
  mutating func submitDrain(_ form: FormState, _ node: ObjectKey) -> [Command] {
    var options = DrainOptions(
      ignoresDaemonSets: form.isTicked(.ignoreDaemonSets),
      deletesLocalData: form.isTicked(.deleteLocalData), isForced: form.isTicked(.forceUnmanaged),
      disablesEviction: form.isTicked(.disableEviction))
    switch (form.number(.gracePeriod), form.number(.timeout)) {
    case (.failure(let problem), _), (_, .failure(let problem)):
      // What was typed stays, to be mended.
      overlays.append(.form(form))
      say(problem.words, .warning)
      return []
    case (.success(let grace), .success(let timeout)):
      options.gracePeriodSeconds = grace
      options.timeoutSeconds = timeout == 0 ? nil : timeout
    }
    drainCount += 1
    let id = Drain.ID(drainCount)
    forgetOldDrains()
    drains[id] = Drain(of: node, options)
    open(.drain(id))
    return [.cluster(cluster.id, .planDrain(id, node: node.name.name, options))]
  }

  /// Takes in which pods would go; where none is in the way, asks whether they should.
  mutating func drainPlanned(_ id: Drain.ID, _ result: Result<DrainPlan, KubernetesError>) {
    guard drains[id]?.phase == .planning else { return }
    switch result {
    case .failure(let error): drains[id]?.phase = .unplannable(error.summary)
    case .success(let plan):
      drains[id]?.plan = plan
      guard plan.obstacles.isEmpty else {
        drains[id]?.phase = .unplannable(
          "nothing is drained: pods are in the way; D again, with other options")
        return
      }
      drains[id]?.phase = .planned
      ask(.drain(id))
    }
  }

  /// Forgets a drain that nobody agreed to.
  mutating func forget(_ id: Drain.ID) {
    overlays.removeAll {
      if case .document(let document) = $0 { document.content == .drain(id) } else { false }
    }
    drains[id] = nil
  }

  /// Begins: from now on the state wants the activity.
  mutating func begin(_ id: Drain.ID) {
    guard drains[id]?.phase == .planned else { return }
    drains[id]?.phase = .running
    drains[id]?.start = now
    touch(.drain(id))
  }

  /// Takes in how a drain goes.
  mutating func drained(_ id: Drain.ID, _ event: DrainEvent) {
    guard drains[id]?.isRunning == true else { return }
    drains[id]?.apply(event, now: now)
    guard case .finished(let ending) = event, let drain = drains[id] else { return }
    let node = drain.node.name.name
    switch ending {
    case .complete where drain.failedCount == 0: say("node \(node) is drained", .success)
    case .complete: say("node \(node): \(drain.failedCount) pods didn't go", .error)
    case .blocked: say("node \(node): pods are in the way; none was evicted", .error)
    case .timedOut: say("node \(node): not drained in time", .error)
    case .failed(let reason): say("node \(node): \(reason)", .error)
    }
  }

  /// What `esc` does on a drain's page: asks whether to stop one that goes on.
  ///
  /// Returns whether the page stays.
  mutating func leaveDrain(_ id: Drain.ID) -> Bool {
    switch drains[id]?.phase {
    case .running:
      ask(.stopDrain(id))
      return true
    case .planning, .unplannable, .planned: drains[id] = nil
    case .stopped, .finished, nil: break
    }
    return false
  }

  /// Stops a drain where it is; the node stays cordoned.
  mutating func stopDrain(_ id: Drain.ID) {
    guard drains[id]?.isRunning == true else { return }
    drains[id]?.phase = .stopped
    drains[id]?.end = now
    touch(.drain(id))
    let node = drains[id]?.node.name.name ?? ""
    say("drain stopped; node \(node) stays cordoned, and U uncordons it", .warning)
  }

  /// Goes away from a drain that goes on.
  mutating func leaveDrainRunning(_ id: Drain.ID) {
    overlays.removeAll {
      if case .document(let document) = $0 { document.content == .drain(id) } else { false }
    }
    say("the drain of \(drains[id]?.node.name.name ?? "") goes on; D on the node shows how")
  }

  /// Keeps the last few that are over, for pages that show them.
  private mutating func forgetOldDrains() {
    let over = drains.filter { !$0.value.isRunning }.keys.sorted { $0.number > $1.number }
    for id in over.dropFirst(8) { drains[id] = nil }
  }

  // MARK: - Questions

  /// What the question whether to drain says.
  func question(about drain: Drain) -> [StyledText] {
    let going = drain.plan.going
    let verb = drain.options.disablesEviction ? "deleted" : "evicted"
    var lines = [
      StyledText(
        going.isEmpty
          ? "The node takes no new pods; there is none that has to go:"
          : "The node takes no new pods, and these \(going.count) are \(verb):"),
      StyledText("  Node \(drain.node.name.name)", Role.strong),
    ]
    lines += going.prefix(8).map { item in
      let owner = item.owner.map { " (\($0.kind) \($0.name))" } ?? ""
      return StyledText("    \(item.name)\(owner)")
    }
    if going.count > 8 { lines.append(StyledText("    … and \(going.count - 8) more")) }
    for (text, pods) in drain.plan.warnings {
      let names = pods.prefix(3).map(\.description).joined(separator: ", ")
      let more = pods.count > 3 ? " and \(pods.count - 3) more" : ""
      lines.append(StyledText("▲ \(text): \(names)\(more)", Role.warning))
    }
    if drain.options.disablesEviction {
      lines.append(StyledText("▲ Disruption budgets don't count.", Role.warning))
    }
    let staying = drain.plan.staying.count
    if staying > 0 { lines.append(StyledText("\(staying) stay.", Role.muted)) }
    lines.append(
      StyledText(
        "in context \(cluster.id.context)\(isProtected ? ", which is protected" : "")",
        Role.warning))
    return lines
  }

  /// What the question whether to stop one says.
  func stopQuestion(about drain: Drain) -> [StyledText] {
    [
      StyledText(
        "\(drain.goneCount) of \(drain.plan.going.count) pods are gone from "
          + "\(drain.node.name.name)."),
      StyledText("Stopped, the others stay, and the node stays cordoned."),
      StyledText("Left running, it goes on, and D on the node shows how."),
    ]
  }
}
