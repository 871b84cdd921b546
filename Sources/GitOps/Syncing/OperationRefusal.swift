internal import Kubernetes

/// Why something isn't asked of Argo CD: it would refuse, or hang, or undo it at once.
public enum OperationRefusal: Hashable, Sendable {
  /// Another operation is asked for or running, and who asked for it.
  case operationInProgress(initiator: String)
  /// The application is being deleted.
  case beingDeleted
  /// A sync window is in the way.
  case blockedByWindow(SyncWindowBlock)
  /// The application's project doesn't exist.
  case projectMissing(String)
  /// The project isn't for applications in that namespace.
  case projectForbids(project: String, namespace: String)
  /// The cluster doesn't know applications at all.
  case notInstalled
  /// This Argo CD is set up not to let people replace objects.
  case mayNotReplace
  /// The user may not do that, and why in the server's words.
  case forbidden(verb: String, reason: String)
  /// With automation on, only what the application asks for can be synced.
  case revisionFixed(asked: String, target: String)
  /// The application has no source of that index.
  case noSuchSource(Int)
  /// With automation on, a rollback would be undone at once.
  case automationEnabled
  /// The history has no entry of that number.
  case noSuchEntry(Int64)
  /// The entry is so old that it doesn't say where it came from.
  case entryWithoutSource(Int64)
  /// There is no operation to end.
  case noOperation
  /// The operation is being ended already.
  case alreadyTerminating
  /// The operation wasn't taken up yet, so there is nothing to end: no controller has seen it.
  case notTakenUp
  /// There is no automation to pause.
  case notAutomated
  /// The automation isn't paused.
  case notPaused
}

/// What doesn't keep something from being asked of Argo CD, but should be known.
public enum OperationCaution: Hashable, Sendable {
  /// Argo CD can't compare the application, so that a sync ends with an error.
  case obstacle(ApplicationCondition)
  /// Argo CD was told to leave the application alone, so that nothing happens until it isn't.
  case skipped
  /// With chosen resources, hooks aren't run and nothing is remembered to roll back to.
  case partial
  /// It isn't known whether a sync window is in the way: the project can't be read.
  case windowsUnknown
  /// It isn't known whether a sync window is in the way: the clocks of its place aren't known.
  case zoneUnknown(String)
  /// No Argo CD looks after applications in that namespace, as far as its settings tell.
  case notServed(namespace: String)
  /// Objects are deleted and made anew, instead of being changed.
  case replaces
}

/// What a check comes to.
public enum OperationCheck: Hashable, Sendable {
  /// It isn't asked for, and why; never for nothing.
  case refused([OperationRefusal])
  /// It can be sent.
  case ready(ApplicationPatch, [OperationCaution])

  init(
    _ refusals: [OperationRefusal], _ cautions: [OperationCaution] = [],
    _ patch: @autoclosure () -> ApplicationPatch
  ) {
    self = refusals.isEmpty ? .ready(patch(), cautions) : .refused(refusals)
  }
}
