internal import Documents
internal import HTTP
public import Kubernetes

/// Applies a plan that has been agreed to.
///
/// It sends the very objects the plan was made of, with server-side apply, in stages: several at a
/// time within one, and the next only when all of one are there. It stops between objects when its
/// task is cancelled or one object fails; an object that has been sent is always waited for. What
/// was done is in the change set, whatever the ending.
public struct Applier: Sendable {
  /// How to apply.
  public struct Options: Hashable, Sendable {
    /// Whether fields are taken over from their owners; without it a conflict is a failure.
    public var forcesConflicts: Bool
    /// How many objects are sent at a time within a stage.
    public var concurrency: Int
    /// How long a definition may take to be served.
    public var definitionTimeout: Duration

    /// Makes options.
    public init(
      forcesConflicts: Bool = false, concurrency: Int = 16,
      definitionTimeout: Duration = .seconds(60)
    ) {
      self.forcesConflicts = forcesConflicts
      self.concurrency = concurrency
      self.definitionTimeout = definitionTimeout
    }
  }

  /// Fields the server doesn't know are refused, as `kubectl apply` does: most are misspelt.
  static let fieldValidation = "Strict"

  let client: Client
  let options: Options
  let pacing: Pacing

  /// Makes an applier.
  public init(_ client: Client, options: Options = Options(), pacing: Pacing = .real) {
    self.client = client
    self.options = options
    self.pacing = pacing
  }

  /// Applies a plan; `send` hears what happens as it happens.
  ///
  /// A plan with errors, or with conflicts that aren't to be forced, is left alone as a whole.
  public func apply(
    _ plan: Plan, send: @escaping @Sendable (DeployEvent) -> Void
  ) async -> ChangeSet {
    let stages = plan.stages
    send(.began(stages: stages.map { $0.map(\.key) }))
    var progress = DeployProgress(plan.items.map(\.key))
    if !plan.canBeApplied(forcingConflicts: options.forcesConflicts) {
      progress.stop(plan.obstacle(forcingConflicts: options.forcesConflicts))
    }
    for stage in stages where !progress.isStopped {
      await apply(stage, &progress, send)
      if !progress.isStopped { await settle(stage, &progress, send) }
    }
    let changes = progress.changeSet
    send(.finished(changes))
    return changes
  }

  private func apply(
    _ stage: [PlannedObject], _ progress: inout DeployProgress,
    _ send: @escaping @Sendable (DeployEvent) -> Void
  ) async {
    await withTaskGroup(of: (ObjectKey, ChangeSet.Outcome).self) { group in
      var waiting = stage[...]
      func startNext() {
        guard !progress.isStopped, !Task.isCancelled, let item = waiting.popFirst() else { return }
        send(.started(item.key))
        group.addTask { (item.key, await apply(item)) }
      }
      for _ in 0..<max(1, options.concurrency) { startNext() }
      while let (key, outcome) = await group.next() {
        progress.record(key, outcome)
        send(DeployEvent(key, outcome))
        startNext()
      }
    }
    if Task.isCancelled { progress.stop(nil) }
  }

  /// Waits until the definitions of a stage are served.
  private func settle(
    _ stage: [PlannedObject], _ progress: inout DeployProgress,
    _ send: @Sendable (DeployEvent) -> Void
  ) async {
    for item in stage where item.stage == .definitions {
      guard progress.outcome(of: item.key) != .unchanged else { continue }
      send(.waiting(item.key))
      if let error = await waitForDefinition(item.key) {
        if error != .cancelled { send(.failed(item.key, error)) }
        progress.stop(error == .cancelled ? nil : error)
        return
      }
    }
  }
}

extension DeployEvent {
  /// What to say when an object has come to an end.
  fileprivate init(_ key: ObjectKey, _ outcome: ChangeSet.Outcome) {
    switch outcome {
    case .failed(let error): self = .failed(key, error)
    case .uncertain(let error): self = .uncertain(key, error)
    case .lost(let error): self = .failed(key, error)
    case .created, .configured, .adopted, .unchanged, .recreated, .pruned, .notApplied:
      self = .applied(key, outcome)
    }
  }
}

extension Plan {
  /// The first thing that stands in the way of applying it.
  fileprivate func obstacle(forcingConflicts: Bool) -> DeployError? {
    for item in items {
      switch item.verdict {
      case .error(let error): return error
      case .conflict(let conflicts) where !forcingConflicts: return .conflict(conflicts)
      case .recreate(let fields): return .immutable(fields: fields)
      case .create, .change, .unchanged, .conflict, .prune: continue
      }
    }
    return items.isEmpty ? .empty : nil
  }
}
