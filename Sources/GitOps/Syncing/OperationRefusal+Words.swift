internal import Kubernetes

extension OperationRefusal {
  /// The reason in a sentence, for a person.
  public var summary: String {
    switch self {
    case .operationInProgress(let initiator):
      "another operation is already in progress"
        + (initiator.isEmpty ? "" : ", asked for by \(initiator)")
    case .beingDeleted: "the application is being deleted"
    case .blockedByWindow(let block): block.summary
    case .projectMissing(let name):
      "the application is of project \(name), which doesn't exist"
    case .projectForbids(let project, let namespace):
      "project \(project) doesn't take applications from namespace \(namespace)"
    case .notInstalled: "the cluster has no Argo CD: it doesn't know the kind Application"
    case .mayNotReplace: "this Argo CD is set up not to let anybody replace objects"
    case .forbidden(let verb, let reason):
      "you may not \(verb) applications.argoproj.io here" + (reason.isEmpty ? "" : ": \(reason)")
    case .revisionFixed(let asked, let target):
      "can't sync to \(asked) while automation keeps it at \(target); pause it first"
    case .noSuchSource(let index): "the application has no source number \(index + 1)"
    case .automationEnabled: "automation would undo a rollback at once; pause it first"
    case .noSuchEntry(let id): "the history has no entry \(id)"
    case .entryWithoutSource(let id):
      "history entry \(id) doesn't say where it came from; sync to its revision instead"
    case .noOperation: "no operation is in progress"
    case .alreadyTerminating: "the operation is being ended already"
    case .notTakenUp:
      "the operation wasn't taken up yet: the application controller may not be running"
    case .notAutomated: "the application isn't synced automatically"
    case .notPaused: "automation isn't paused"
    }
  }
}

extension OperationCaution {
  /// The caution in a sentence, for a person.
  public var summary: String {
    switch self {
    case .obstacle(let condition): "\(condition.type): \(condition.message)"
    case .skipped: "Argo CD was told to leave this application alone (skip-reconcile)"
    case .partial: "hooks are left out, and there will be nothing to roll back to"
    case .windowsUnknown: "the project can't be read, so its sync windows aren't known"
    case .zoneUnknown(let zone):
      "a sync window is in time zone \(zone), and this machine doesn't know the clocks there"
    case .notServed(let namespace):
      "no Argo CD that is known here looks after namespace \(namespace)"
    case .replaces: "objects are replaced instead of being changed"
    }
  }
}

extension SyncWindowBlock {
  /// The reason in a sentence, for a person.
  public var summary: String {
    let end = until.map { " until \(Timestamp(seconds: $0).rfc3339)" } ?? ""
    let names = windows.map { window in
      "\(window.schedule) for \(window.duration)"
        + (window.summary.isEmpty ? "" : ": \(window.summary)")
    }.joined(separator: "; ")
    switch reason {
    case .denied: return "blocked\(end) by a sync window that denies (\(names))"
    case .notAllowed: return "blocked\(end): no sync window that allows is open (\(names))"
    case .invalid(.schedule(let text)): return "a sync window has a schedule that is none: \(text)"
    case .invalid(.duration(let text)): return "a sync window has a duration that is none: \(text)"
    }
  }
}
