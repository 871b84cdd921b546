/// Argo CD's rules for pods.
///
/// Where it has no message, what the pod's own conditions and containers say is told instead.
extension PodFacts {
  /// How well the pod is, and why.
  var health: (Health, String) {
    let assessment = assessment
    return (assessment.health, assessment.message)
  }

  /// How well the pod is, and why.
  var assessment: ObjectHealth {
    if metadata.deletion != nil, !metadata.hasHookFinalizer { return Health.pendingDeletion }
    let ignoresPolicy = metadata.ignoresRestartPolicy && !metadata.isHook
    let runsForever = restartPolicy.isEmpty || restartPolicy == "Always"
    if runsForever || ignoresPolicy, let message = failures(of: statuses) {
      return ObjectHealth(.degraded, message)
    }
    switch phase {
    case "Pending": return ObjectHealth(.progressing, message.isEmpty ? obstacle : message)
    case "Succeeded": return ObjectHealth(.healthy, message)
    case "Failed": return ObjectHealth(.degraded, failure)
    case "Running":
      // A pod that runs to an end isn't done while it runs.
      guard runsForever else {
        return ObjectHealth(ignoresPolicy ? .healthy : .progressing, message)
      }
      if ready == .yes { return ObjectHealth(.healthy, message) }
      // Not ready, and it was started again: something keeps it from staying up.
      let hasEnded = statuses.contains { $0.last.kind == .terminated }
      return ObjectHealth(hasEnded ? .degraded : .progressing, message)
    default: return ObjectHealth(.unknown, message)
    }
  }

  /// What containers say that wait because something failed; nil if none does.
  private func failures(of containers: [Container]) -> String? {
    var messages: [String] = []
    for container in containers where container.state.kind == .waiting {
      let reason = container.state.reason
      if reason.hasPrefix("Err") || reason.hasSuffix("Error") || reason.hasSuffix("BackOff") {
        messages.append(container.state.message.isEmpty ? reason : container.state.message)
      }
    }
    return messages.isEmpty ? nil : messages.joined(separator: ", ")
  }

  /// Why a pod hasn't begun.
  private var obstacle: String { failures(of: initStatuses) ?? unschedulable }

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
