internal import Documents
public import Kubernetes

/// Deploys a plan that has been agreed to, from the lease to the record.
///
/// It takes the stack's lease, notes in the inventory what the stack is about to own, applies the
/// objects, deletes what isn't rendered any more if that is asked for, waits until everything is
/// healthy, writes down what was done, and gives the lease back. Whatever the ending, the change set
/// says exactly what was done; what goes wrong in writing it down is a warning in it.
public struct Deployer: Sendable {
  /// How to deploy.
  public struct Options: Hashable, Sendable {
    /// Whether fields are taken over from their owners; without it a conflict is a failure.
    public var forcesConflicts: Bool
    /// Whether objects may be deleted and made anew where the plan says that they have to be.
    public var recreates: Bool
    /// Whether what the plan says would be pruned is deleted.
    public var prunes: Bool
    /// How to wait for everything to be healthy; nil for not at all.
    public var wait: WaitOptions?
    /// Whether the server is only asked what it would do: nothing is changed and nothing recorded.
    public var isDryRun: Bool
    /// How many objects are sent at a time within a stage.
    public var concurrency: Int

    /// Makes options.
    public init(
      forcesConflicts: Bool = false, recreates: Bool = false, prunes: Bool = false,
      wait: WaitOptions? = WaitOptions(), isDryRun: Bool = false, concurrency: Int = 48
    ) {
      self.forcesConflicts = forcesConflicts
      self.recreates = recreates
      self.prunes = prunes
      self.wait = wait
      self.isDryRun = isDryRun
      self.concurrency = concurrency
    }
  }

  let client: Client
  let user: Operator
  let options: Options
  let pacing: Pacing
  let now: @Sendable () -> Timestamp
  private let journal: Journal?

  /// Makes a deployer that acts for somebody; `now` tells the time of day.
  public init(
    _ client: Client, for user: Operator, journal: Journal? = nil, options: Options = Options(),
    pacing: Pacing = .real, now: @escaping @Sendable () -> Timestamp = { .current() }
  ) {
    self.client = client
    self.user = user
    self.journal = journal
    self.options = options
    self.pacing = pacing
    self.now = now
  }

  /// Deploys a plan; `send` hears what happens as it happens.
  ///
  /// A plan with errors, with conflicts that aren't to be forced, or with objects that nobody agreed
  /// to making anew is left alone as a whole; so is one whose stack somebody else is deploying, or
  /// has deployed since it was made. Cancelling the task stops between objects.
  public func deploy(
    _ plan: Plan, send: @escaping @Sendable (DeployEvent) -> Void
  ) async -> ChangeSet {
    send(.began(stages: plan.steps(pruning: options.prunes)))
    let changes = await begin(plan, send)
    send(.finished(changes))
    return changes
  }

  private func begin(_ plan: Plan, _ send: @escaping Applier.Send) async -> ChangeSet {
    var progress = DeployProgress(plan, pruning: options.prunes)
    let applier = Applier(
      client,
      options: Applier.Options(
        forcesConflicts: options.forcesConflicts, recreates: options.recreates,
        isDryRun: options.isDryRun, concurrency: options.concurrency),
      pacing: pacing)
    if let obstacle = applier.obstacle(of: plan) {
      progress.stop(obstacle)
      return progress.changeSet
    }
    if options.isDryRun {
      await apply(plan, applier, &progress, send)
      return progress.changeSet
    }

    send(.entered(.preparing))
    let id = LedgerEntry.ID(at: now(), chance: pacing.random())
    let lease = StackLease(
      client, of: plan.inventory.name, identity: "\(user)/\(id)", pacing: pacing, now: now)
    let held: StackLease.Held
    do throws(DeployError) {
      held = try await lease.take()
    } catch {
      progress.stop(error)
      return progress.changeSet
    }
    let work = Task {
      await DeployRun(self, plan, applier, id: id, journal: journal, send).run()
    }
    // Whoever takes the lease over is the one to go on.
    let keeping = Task {
      let other = await lease.keep(held)
      if other != nil { work.cancel() }
      return other
    }
    var changes = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    keeping.cancel()
    if let other = await keeping.value {
      changes.ending = .failed(.leaseLost(other))
    }
    return changes
  }

  /// Applies and prunes.
  func apply(
    _ plan: Plan, _ applier: Applier, _ progress: inout DeployProgress,
    _ send: @escaping Applier.Send
  ) async {
    if !plan.isPruningAlone {
      send(.entered(.applying))
      await applier.apply(plan, &progress, send)
    }
    guard options.prunes, !progress.isStopped, plan.counts.prune > 0 else { return }
    send(.entered(.pruning))
    await applier.prune(plan, &progress, send)
  }
}
