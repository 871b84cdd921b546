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
    /// Whether objects may be deleted and made anew where the plan says that they have to be.
    public var recreates: Bool
    /// Whether the server is only asked what it would do.
    public var isDryRun: Bool
    /// How many objects are sent at a time within a stage.
    public var concurrency: Int
    /// How long a definition may take to be served.
    public var definitionTimeout: Duration
    /// How long an object that is made anew may take to go.
    public var deletionTimeout: Duration

    /// Makes options.
    public init(
      forcesConflicts: Bool = false, recreates: Bool = false, isDryRun: Bool = false,
      concurrency: Int = 48, definitionTimeout: Duration = .seconds(60),
      deletionTimeout: Duration = .seconds(120)
    ) {
      self.forcesConflicts = forcesConflicts
      self.recreates = recreates
      self.isDryRun = isDryRun
      self.concurrency = concurrency
      self.definitionTimeout = definitionTimeout
      self.deletionTimeout = deletionTimeout
    }
  }

  /// Who hears what happens.
  typealias Send = @Sendable (DeployEvent) -> Void

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

  /// Applies a plan and does nothing else; `send` hears what happens as it happens.
  ///
  /// A plan with errors, with conflicts that aren't to be forced, or with objects that nobody agreed
  /// to making anew is left alone as a whole.
  public func apply(
    _ plan: Plan, send: @escaping @Sendable (DeployEvent) -> Void
  ) async -> ChangeSet {
    var progress = DeployProgress(plan, pruning: false)
    send(.began(stages: plan.steps(pruning: false)))
    if let obstacle = obstacle(of: plan) { progress.stop(obstacle) }
    await apply(plan, &progress, send)
    let changes = progress.changeSet
    send(.finished(changes))
    return changes
  }

  /// What keeps a plan from being applied with these options.
  func obstacle(of plan: Plan) -> DeployError? {
    for item in plan.items {
      switch item.verdict {
      case .error(let error): return error
      case .conflict(let conflicts) where !options.forcesConflicts: return .conflict(conflicts)
      case .recreate(let fields) where !options.recreates: return .immutable(fields: fields)
      case .create, .change, .unchanged, .conflict, .recreate, .prune: continue
      }
    }
    return plan.items.isEmpty ? .empty : nil
  }

  /// Applies the objects of a plan, unless the deploy has been stopped already.
  func apply(_ plan: Plan, _ progress: inout DeployProgress, _ send: @escaping Send) async {
    for stage in plan.stages where !progress.isStopped {
      await run(stage, &progress, send) { await apply($0, send) }
      if !progress.isStopped, !options.isDryRun { await settle(stage, &progress, send) }
    }
    await resolve(plan, &progress)
  }

  /// Does something to each of these objects, several at a time, until one fails or the task is
  /// cancelled.
  func run(
    _ items: [PlannedObject], _ progress: inout DeployProgress, _ send: @escaping Send,
    _ act: @escaping @Sendable (PlannedObject) async -> Applied
  ) async {
    await withTaskGroup(of: (ObjectKey, Applied).self) { group in
      var waiting = items[...]
      func startNext() {
        guard !progress.isStopped, !Task.isCancelled, let item = waiting.popFirst() else { return }
        send(.started(item.key))
        group.addTask { (item.key, await act(item)) }
      }
      for _ in 0..<max(1, options.concurrency) { startNext() }
      while let (key, applied) = await group.next() {
        progress.record(key, applied)
        send(DeployEvent(key, applied.outcome))
        startNext()
      }
    }
    if Task.isCancelled { progress.stop(nil) }
  }

  /// Waits until the definitions of a stage are served.
  private func settle(
    _ stage: [PlannedObject], _ progress: inout DeployProgress, _ send: @escaping Send
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

/// What became of an object, and what there is to wait for.
struct Applied: Sendable {
  var outcome: ChangeSet.Outcome
  /// The object in the state in which it was left; nil where it isn't there.
  var target: WaitTarget?

  init(_ outcome: ChangeSet.Outcome, _ target: WaitTarget? = nil) {
    self.outcome = outcome
    self.target = target
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
  /// The objects in the steps of a deploy; those to be pruned are the last.
  func steps(pruning: Bool) -> [[ObjectKey]] {
    let pruned = items.filter { pruning && $0.verdict == .prune }
    return stages.map { $0.map(\.key) } + (pruned.isEmpty ? [] : [pruned.map(\.key)])
  }
}
