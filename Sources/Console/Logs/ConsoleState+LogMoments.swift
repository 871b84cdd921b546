import DeployEngine
import Emergencies
import GitOps
import Kubernetes
import Logs

/// What was deployed and synced, for the log of what it changed.
extension ConsoleState {
  /// The last deploys and syncs of what the followed pods belong to; looked for once a second, as
  /// there may be thousands of applications.
  mutating func changes(behind pods: [PodRow]) -> [LogMoment] {
    guard !pods.isEmpty, logs.contents.count == 0 || now.seconds != lastLookForChanges else {
      return []
    }
    lastLookForChanges = now.seconds
    let places = Set(pods.map(\.name.namespace))
    let home = cluster.facts?.defaultNamespace ?? "default"
    let deploys = stacks.all.compactMap { row -> LogMoment? in
      guard case .deployed(let deploy) = row.record else { return nil }
      let links = PodLinks(row.stack, defaultNamespace: home)
      return pods.contains(where: links.contains) ? .deploy(of: row.stack.name, deploy) : nil
    }
    let syncs = applications.all.compactMap { row -> LogMoment? in
      guard let marker = LogMoment.sync(of: row),
        row.resources.contains(where: { places.contains($0.name.namespace) })
      else { return nil }
      let links = PodLinks(row)
      return pods.contains(where: links.contains) ? marker : nil
    }
    return deploys + syncs + edits(behind: pods)
  }

  /// The changes past Git of what the followed pods belong to: of themselves, of their workloads, of
  /// their applications.
  private func edits(behind pods: [PodRow]) -> [LogMoment] {
    emergencies.entries.compactMap { emergency in
      switch emergency.state {
      case .pending, .failed: return nil
      case .live, .partly, .reverted, .inGit, .superseded, .undone, .gone: break
      }
      let key = emergency.key
      let isBehind =
        if key.kind.isApplications, let row = applications[key.name] {
          pods.contains(where: PodLinks(row).contains)
        } else {
          pods.contains { pod in
            pod.name.namespace == key.name.namespace
              && [Owner(kind: "Pod", name: pod.name.name), pod.owner, pod.workload].contains {
                $0?.kind == key.kind.kind && $0?.name == key.name.name
              }
          }
        }
      return isBehind ? .edit(emergency) : nil
    }
  }
}

extension LogMoment {
  /// A deploy of a stack, when it ended.
  static func deploy(of stack: String, _ deploy: LastDeploy) -> LogMoment {
    let commit =
      deploy.commit.map { " at \($0.prefix(7))\(deploy.isDirty ? " (dirty)" : "")" } ?? ""
    return LogMoment(
      .deploy, at: deploy.time,
      "stack \(stack) deployed\(commit) by \(deploy.user): \(deploy.result.rawValue)",
      isWarning: deploy.result != .succeeded)
  }

  /// A change past Git, when it was made.
  static func edit(_ emergency: Emergency) -> LogMoment {
    let why = emergency.reason.isEmpty ? "" : ": \(emergency.reason)"
    return LogMoment(
      .edit, at: emergency.time,
      "\(emergency.key.kind.singular) \(emergency.key.name.name) edited by \(emergency.user.user), "
        + "\(emergency.action)\(why)", isWarning: true)
  }

  /// The last sync of an application, when it ended; nil if there was none.
  static func sync(of application: ApplicationRow) -> LogMoment? {
    guard let operation = application.operation, let finished = operation.finished else {
      return nil
    }
    let commit = operation.revisions.first.map { " to \($0.prefix(7))" } ?? ""
    let user = operation.initiator.isEmpty ? "" : " by \(operation.initiator)"
    return LogMoment(
      .sync, at: Timestamp(seconds: finished),
      "application \(application.name.name) synced\(commit)\(user): \(operation.phase)",
      isWarning: operation.phase != .succeeded)
  }
}

extension LogsState {
  /// Has deploys and syncs stand among the lines, each once; those that are older than every line
  /// don't, and are remembered all the same.
  mutating func place(_ changes: [LogMoment]) {
    guard let first = contents.store.segments.first?.first else { return }
    for moment in changes where !placedChanges.contains(moment) {
      if moment.time.sinceEpoch >= first {
        placedChanges.insert(moment)
        moments.removeAll { $0 == moment }
        mark(moment)
      } else if !moments.contains(moment) {
        moments.insert(moment, at: moments.firstIndex { $0.time > moment.time } ?? moments.count)
      }
    }
  }

  /// What came of the followed pods since they were looked at last; nothing when they are looked at
  /// for the first time.
  func comings(of pods: [PodRow], at now: Timestamp) -> [LogMoment] {
    let before = Set(sources.filter { !$0.isGone }.map(\.pod))
    guard !before.isEmpty else { return [] }
    let after = Set(pods.map(\.name))
    var moments = before.subtracting(after).sorted().map {
      LogMoment(.other, at: now, "pod \($0.name) is gone", isWarning: true)
    }
    for pod in pods {
      if !before.contains(pod.name) {
        let isBack = sources.contains { $0.pod == pod.name }
        let node = pod.node.isEmpty ? "" : " on \(pod.node)"
        let text = "pod \(pod.name.name) \(isBack ? "is back" : "joined")\(node)"
        moments.append(LogMoment(.other, at: now, text))
      } else if pod.phase == "Succeeded" || pod.phase == "Failed",
        sources.contains(where: { $0.pod == pod.name && !$0.hasEnded })
      {
        let why = pod.message.isEmpty ? "" : ": \(pod.message)"
        moments.append(
          LogMoment(
            .other, at: now, "pod \(pod.name.name) ended, \(pod.status)\(why)",
            isWarning: pod.phase == "Failed"))
      }
    }
    return moments
  }
}
