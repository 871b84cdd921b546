internal import Documents
internal import Kubernetes

extension Application {
  /// Checks a sync, and says what to send.
  ///
  /// What is sent is what Argo CD's own server writes: the application's sync options and retries
  /// are copied, since its controller looks at those of the operation alone. The server also resolves
  /// branches to commits; here that is left to the controller.
  public func sync(_ request: SyncRequest, _ context: OperationContext) -> OperationCheck {
    var refusals = operationRefusals(context)
    let asked = askedRevisions(request)
    for index in request.revisions.keys.sorted() where !sources.indices.contains(index) {
      refusals.append(.noSuchSource(index))
    }
    if policy.isAutomated, !request.isDryRun {
      for (index, revision) in asked.sorted(by: { $0.key < $1.key })
      where sources.indices.contains(index) && revision != targetRevision(index) {
        refusals.append(.revisionFixed(asked: revision, target: targetRevision(index)))
      }
    }
    var cautions = operationCautions(context)
    if !request.resources.isEmpty { cautions.append(.partial) }
    let options = request.options(of: policy)
    if options.contains("Replace=true") {
      if context.mayReplace { cautions.append(.replaces) } else { refusals.append(.mayNotReplace) }
    }
    return OperationCheck(
      refusals, cautions, started(operation(request, asked, options, context)))
  }

  /// Checks a rollback to an entry of the history, and says what to send.
  public func rollback(_ request: RollbackRequest, _ context: OperationContext) -> OperationCheck {
    var refusals = operationRefusals(context)
    if policy.isAutomated { refusals.append(.automationEnabled) }
    let entry = status.history.first { $0.id == request.id }
    if let entry {
      if entry.sources.isEmpty { refusals.append(.entryWithoutSource(request.id)) }
    } else {
      refusals.append(.noSuchEntry(request.id))
    }
    var sync: Value = ["syncStrategy": ["apply": [:]]]
    // Sources are handed on as they were written, with whatever fields they have.
    for field in ["revision", "revisions", "source", "sources"] {
      sync[field] = entry?.document[field]
    }
    sync["syncOptions"] = .unlessEmpty(policy.options)
    if request.prunes { sync["prune"] = true }
    if request.isDryRun { sync["dryRun"] = true }
    let operation: Value = ["sync": sync, "initiatedBy": initiator(context)]
    return OperationCheck(refusals, operationCautions(context), started(operation))
  }

  /// Checks the end of the operation that is running, and says what to send.
  public func termination(_ context: OperationContext) -> OperationCheck {
    var refusals = [context.refusal(verb: "patch")].compactMap { $0 }
    if operation == nil {
      refusals.append(.noOperation)
    } else if let state = status.operation, !state.phase.isOver {
      if state.phase == .terminating { refusals.append(.alreadyTerminating) }
    } else {
      // Nothing, or what is left of the one before.
      refusals.append(.notTakenUp)
    }
    return OperationCheck(
      refusals, [], guarded(["status": ["operationState": ["phase": "Terminating"]]]))
  }

  /// Checks a request to compare anew, and says what to send.
  ///
  /// `isHard` also drops what Argo CD remembers of manifests and of the cluster; one that was asked
  /// for and isn't heeded yet stays hard. Asking twice is asking once, so it is sent whatever version
  /// the application has.
  public func refresh(isHard: Bool, _ context: OperationContext) -> OperationCheck {
    let isHard = isHard || annotations[Self.refreshAnnotation] == "hard"
    let annotation: Value = [Self.refreshAnnotation: .string(isHard ? "hard" : "normal")]
    return OperationCheck(
      [context.refusal(verb: "patch")].compactMap { $0 },
      isSkipped ? [.skipped] : [],
      ApplicationPatch(key, ["metadata": ["annotations": annotation]]))
  }

  private static let refreshAnnotation = "argocd.argoproj.io/refresh"

  // MARK: Parts

  private func operationRefusals(_ context: OperationContext) -> [OperationRefusal] {
    var refusals: [OperationRefusal] = []
    if isBeingDeleted { refusals.append(.beingDeleted) }
    if let operation { refusals.append(.operationInProgress(initiator: operation.initiator)) }
    switch context.project {
    case .missing: refusals.append(.projectMissing(project))
    case .found(let found) where context.isForeign && !found.accepts(name.namespace):
      refusals.append(.projectForbids(project: project, namespace: name.namespace))
    case .found, .unreadable: break
    }
    if let block = context.windows.block(isManual: true) {
      refusals.append(.blockedByWindow(block))
    }
    if let refusal = context.refusal(verb: "patch") { refusals.append(refusal) }
    return refusals
  }

  private func operationCautions(_ context: OperationContext) -> [OperationCaution] {
    var cautions = status.obstacles.map { OperationCaution.obstacle($0) }
    if isSkipped { cautions.append(.skipped) }
    if context.project == .unreadable || context.lacksWindows { cautions.append(.windowsUnknown) }
    cautions += context.windows.unknownZones.map { .zoneUnknown($0) }
    if !context.isServed { cautions.append(.notServed(namespace: name.namespace)) }
    return cautions
  }

  private func askedRevisions(_ request: SyncRequest) -> [Int: String] {
    var asked = request.revisions.filter { !$0.value.isEmpty }
    if !request.revision.isEmpty, asked[0] == nil { asked[0] = request.revision }
    return asked
  }

  private func operation(
    _ request: SyncRequest, _ asked: [Int: String], _ options: [String],
    _ context: OperationContext
  ) -> Value {
    var sync: Value = [:]
    if !asked.isEmpty {
      if hasSourceList {
        sync["revisions"] = .array(
          sources.indices.map { .string(asked[$0] ?? sources[$0].targetRevision) })
      } else {
        sync["revision"] = asked[0].map { .string($0) }
      }
    }
    if request.prunes { sync["prune"] = true }
    if request.isDryRun { sync["dryRun"] = true }
    let force: Value = request.isForced ? ["force": true] : [:]
    sync["syncStrategy"] = request.skipsHooks ? ["apply": force] : ["hook": force]
    sync["syncOptions"] = .unlessEmpty(options)
    if !request.resources.isEmpty {
      sync["resources"] = .array(request.resources.map(\.document))
    }
    var operation: Value = ["sync": sync, "initiatedBy": initiator(context)]
    if !request.information.isEmpty {
      operation["info"] = .array(request.information.map(\.document))
    }
    if let retry = request.retry {
      operation["retry"] = retry.document
    } else {
      operation["retry"] = document[["spec", "syncPolicy"] as Pointer]?.part("retry")
    }
    return operation
  }

  private func initiator(_ context: OperationContext) -> Value {
    context.user.isEmpty ? [:] : ["username": .string(context.user)]
  }

  /// The patch that starts an operation: the state of the one before goes, so that nobody takes its
  /// result for that of the new one.
  private func started(_ operation: Value) -> ApplicationPatch {
    var change: Value = ["operation": operation]
    if document[["status", "operationState"] as Pointer] != nil {
      change["status"] = ["operationState": .null]
    }
    return guarded(change)
  }
}
