/// How a pod ended that came to no proper end.
extension PodDiagnosis {
  /// How it ended that came to no proper end.
  var failure: [PodTrouble] {
    let node = facts.node.isEmpty ? "its node" : facts.node
    let message = facts.message
    switch facts.reason {
    case "Evicted":
      let cause =
        message.between("The node was low on resource: ", ".").map { "the node was low on \($0)" }
        ?? RuntimeWords.plain(message)
      return [
        PodTrouble(
          .eviction, "evicted: \(cause)", words: "it was evicted from \(node): \(cause)",
          message: message)
      ]
    case "DeadlineExceeded":
      let seconds = facts.deadline.map { " (activeDeadlineSeconds: \($0))" } ?? ""
      return [
        PodTrouble(
          .deadline, "ran for longer than it may", words: "it ran for longer than it may\(seconds)",
          message: message)
      ]
    case "NodeLost":
      return [PodTrouble(.node, "node \(node) isn't heard from", message: message)]
    case "NodeShutdown", "Terminated", "Shutdown":
      return [PodTrouble(.node, "ended because \(node) was shut down", message: message)]
    case "NodeAffinity", "NodeSelectorMismatching":
      return [
        PodTrouble(
          .node, "refused by \(node)",
          words: "\(node) refused it: the node isn't what its selector or affinity asks for",
          message: message)
      ]
    case "UnexpectedAdmissionError":
      return [PodTrouble(.node, "refused by \(node)", message: message)]
    case let reason where reason.hasPrefix("OutOf"):
      let resource = reason.dropFirst("OutOf".count)
      return [
        PodTrouble(
          .node, "refused by \(node): not enough \(resource)",
          words: "\(node) refused it: it had not enough \(resource) when the pod came to it",
          message: message)
      ]
    default: break
    }
    let disruption = facts.conditions.first { $0.type == "DisruptionTarget" && $0.isTrue }
    if let disruption {
      let cause =
        switch disruption.reason {
        case "PreemptionByScheduler": "it made room for a pod of higher priority"
        case "DeletionByTaintManager": "its node got a taint that it doesn't tolerate"
        case "EvictionByEvictionAPI": "somebody evicted it"
        case "DeletionByPodGC": "its node is gone"
        case "TerminationByKubelet": "its node had to end it"
        default: RuntimeWords.plain(disruption.message)
        }
      return [
        PodTrouble(
          .eviction, "disrupted: \(cause)", words: cause, message: disruption.message)
      ]
    }
    let ends = (facts.initStatuses + facts.statuses).compactMap { status in
      status.state.kind == .terminated && !status.state.isSuccess
        ? crash(status, status.state, isInitial: isInitial(status)) : nil
    }
    if !ends.isEmpty { return ends }
    return [PodTrouble(.crash, message.isEmpty ? facts.reason : RuntimeWords.plain(message))]
  }
}
