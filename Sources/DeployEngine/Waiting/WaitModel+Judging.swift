internal import Kubernetes

extension WaitModel {
  /// How it stands with an object, by its own row and what it owns.
  func judge(
    _ target: WaitTarget, _ reflection: Reflection<HealthRow>, _ index: SupportIndex
  ) -> WaitStatus {
    var status = WaitStatus(key: target.key)
    let trouble: String? =
      if case .stale(let interruption) = reflection.state, !reflection.isComplete {
        interruption.error.summary
      } else {
        nil
      }
    guard let row = reflection[target.key.name], isMeant(row, by: target) else {
      status.message = trouble ?? ""
      if seen.contains(target.key), reflection.isComplete {
        status.message = "it was deleted meanwhile"
        if options.failsEarly {
          status.outcome = .failed(WaitFailure(reason: "Deleted", message: status.message))
        }
      }
      return status
    }
    guard row.generation >= target.generation else {
      status.health = .progressing
      status.message = "the change hasn't been seen yet"
      return status
    }
    status.health = row.health ?? .healthy
    status.message = row.message
    if isEnough(row, target.key, index) {
      status.outcome = .healthy
    } else if options.failsEarly, let failure = failure(of: row, target.key, index) {
      status.outcome = .failed(failure)
    }
    return status
  }

  private func isEnough(_ row: HealthRow, _ key: ObjectKey, _ index: SupportIndex) -> Bool {
    switch row.health {
    case nil, .healthy?, .suspended?: return true
    case .progressing? where !row.isBeingDeleted: break
    case .progressing?, .missing?, .degraded?, .unknown?: return false
    }
    switch (key.kind.group, key.kind.kind) {
    case ("", "Service"), ("networking.k8s.io", "Ingress"), ("extensions", "Ingress"):
      return !options.waitsForAddresses
    case ("", "PersistentVolumeClaim"):
      // Bound when a pod comes to use it, and that may be part of another stack.
      return index.events(aboutClaim: row.name).first?.reason == "WaitForFirstConsumer"
    default: return false
    }
  }

  // MARK: Failures

  private func failure(
    of row: HealthRow, _ key: ObjectKey, _ index: SupportIndex
  ) -> WaitFailure? {
    ownFailure(of: row, key, index) ?? refusedPods(of: key, index)
      ?? index.currentPods(of: key.owner, named: key.name).lazy.compactMap(failure).first
  }

  private func ownFailure(
    of row: HealthRow, _ key: ObjectKey, _ index: SupportIndex
  ) -> WaitFailure? {
    let isDegraded = row.health == .degraded
    switch (key.kind.group, key.kind.kind) {
    case ("apps", "Deployment") where isDegraded:
      return WaitFailure(reason: "ProgressDeadlineExceeded", message: row.message)
    case ("batch", "Job") where isDegraded:
      return WaitFailure(reason: "JobFailed", message: row.message)
    case ("argoproj.io", "Workflow") where isDegraded:
      return WaitFailure(reason: "WorkflowFailed", message: row.message)
    case ("argoproj.io", "Rollout") where isDegraded:
      return WaitFailure(reason: "RolloutDegraded", message: row.message)
    case ("apiextensions.k8s.io", "CustomResourceDefinition")
    where isDegraded && row.message.contains("names have not been accepted"):
      return WaitFailure(reason: "NamesNotAccepted", message: row.message)
    case ("", "PersistentVolumeClaim"):
      if isDegraded { return WaitFailure(reason: "ClaimLost", message: "the volume is gone") }
      let note = index.events(aboutClaim: row.name).first
      guard let note, note.reason == "FailedBinding", note.message.contains("no storage class")
      else { return nil }
      return WaitFailure(reason: note.reason, message: note.message)
    default:
      // By the conventions, only what is stalled is degraded.
      guard isDegraded, !Health.hasRule(for: key.kind) else { return nil }
      return WaitFailure(reason: "Stalled", message: row.message)
    }
  }

  /// Pods that may not be: a quota or a policy forbids them.
  private func refusedPods(of key: ObjectKey, _ index: SupportIndex) -> WaitFailure? {
    if let set = index.newestSet(of: key.owner), set.health == .degraded,
      Self.isForbidden(set.message)
    {
      return WaitFailure(reason: "ReplicaFailure", message: set.message)
    }
    let warning = index.warnings(about: key.name, key.kind.kind).first {
      $0.reason == "FailedCreate" && freshEvents.contains($0.name) && Self.isForbidden($0.message)
    }
    return warning.map { WaitFailure(reason: $0.reason, message: $0.message) }
  }

  private static func isForbidden(_ message: String) -> Bool {
    message.contains("is forbidden") || message.contains("exceeded quota")
  }

  private func failure(of pod: PodRow) -> WaitFailure? {
    for container in pod.containers where container.state == .waiting {
      let name = "pod \(pod.name.name), container \(container.name)"
      switch container.reason {
      case "InvalidImageName", "ErrImageNeverPull":
        return WaitFailure(
          reason: container.reason, message: Self.join("\(name): \(container.image)", pod.message))
      case "ImagePullBackOff":
        guard let refusal = history.refusal(of: pod) else { continue }
        return WaitFailure(reason: container.reason, message: Self.join(name, refusal))
      case "CrashLoopBackOff":
        let restarts = history.restarts(of: container, in: pod)
        guard restarts >= options.crashLoopRestarts else { continue }
        return WaitFailure(
          reason: container.reason, message: "\(name) was restarted \(restarts) times")
      default: continue
      }
    }
    return nil
  }

  private static func join(_ a: String, _ b: String) -> String { b.isEmpty ? a : "\(a): \(b)" }
}

extension ObjectKey {
  /// The object as those say it that it owns.
  var owner: Owner { Owner(kind: kind.kind, name: name.name) }
}
