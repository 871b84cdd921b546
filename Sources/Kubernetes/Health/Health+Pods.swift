extension PodFacts {
  /// How well the pod is by Argo CD's rules, and why.
  ///
  /// One thing is told sooner than Argo CD tells it: an init container that can't get anywhere makes
  /// the pod degraded, where Argo CD, which looks at the others alone, says progressing.
  var health: (Health, String) {
    if metadata.deletion != nil { return (.progressing, "Pending deletion") }
    if restartPolicy == "Always", let waiting = firstFailing {
      return (.degraded, waiting.message.isEmpty ? waiting.reason : waiting.message)
    }
    switch phase {
    case "Pending": return (.progressing, message.isEmpty ? unschedulable : message)
    case "Succeeded": return (.healthy, message)
    case "Failed": return (.degraded, failure)
    case "Running":
      // A pod that runs to an end isn't done while it runs.
      guard restartPolicy == "Always" else { return (.progressing, message) }
      if ready == .yes { return (.healthy, message) }
      // Not ready, and it was started again: something keeps it from staying up.
      if statuses.contains(where: { $0.last.kind == .terminated }) { return (.degraded, message) }
      return (.progressing, message)
    default: return (.unknown, message)
    }
  }

  /// The state of the first container that waits because something failed.
  private var firstFailing: State? {
    for container in initStatuses + statuses where container.state.kind == .waiting {
      let reason = container.state.reason
      if reason.hasPrefix("Err") || reason.hasSuffix("Error") || reason.hasSuffix("BackOff") {
        return container.state
      }
    }
    return nil
  }

  private var failure: String {
    if !message.isEmpty { return message }
    for container in initStatuses + statuses where container.state.kind == .terminated {
      let state = container.state
      if !state.message.isEmpty { return state.message }
      if state.reason == "OOMKilled" { return state.reason }
      if state.exitCode != 0 {
        return "container \"\(container.name)\" failed with exit code \(state.exitCode)"
      }
    }
    return reason
  }
}
