internal import Documents
internal import GitOps
internal import Kubernetes

/// One deploy, once the stack's lease is held: from the inventory to the record.
struct DeployRun: Sendable {
  private let deployer: Deployer
  private let plan: Plan
  private let applier: Applier
  private let id: LedgerEntry.ID
  private let journal: Journal?
  private let send: Applier.Send
  private let start: Timestamp
  private let began: ContinuousClock.Instant

  init(
    _ deployer: Deployer, _ plan: Plan, _ applier: Applier, id: LedgerEntry.ID, journal: Journal?,
    _ send: @escaping Applier.Send
  ) {
    self.deployer = deployer
    self.plan = plan
    self.applier = applier
    self.id = id
    self.journal = journal
    self.send = send
    start = deployer.now()
    began = deployer.pacing.now()
  }

  private var inventories: Inventories {
    Inventories(deployer.client, namespace: plan.inventory.name.namespace)
  }

  func run() async -> ChangeSet {
    var progress = DeployProgress(plan, pruning: deployer.options.prunes)
    let inventory: Inventory
    do throws(DeployError) {
      inventory = try await widen()
    } catch {
      progress.stop(error)
      return progress.changeSet
    }
    var warnings: [String] = []
    if let warning = await note({
      try await $0.begin(plan, id: id, user: deployer.user, start: start)
    }) {
      warnings.append(warning)
    }
    await deployer.apply(plan, applier, &progress, send)
    var changes = progress.changeSet
    await wait(progress, &changes)
    changes.warnings = warnings
    // Whether or not somebody wants to stop, what was done is written down.
    let done = changes
    let (record, problems) = await Task { await self.record(done, inventory) }.value
    changes.record = record
    changes.warnings += problems
    for warning in changes.warnings { send(.warning(warning)) }
    return changes
  }

  // MARK: Inventory

  /// Notes in the inventory what the stack is about to own, so that nothing is lost if the deploy
  /// doesn't get to its end.
  private func widen() async throws(DeployError) -> Inventory {
    var inventory = plan.inventory
    for _ in 0..<5 {
      var wide = inventory.widened(by: plan.items)
      wide.path = plan.stack.path
      do throws(KubernetesError) {
        return try await inventories.write(wide)
      } catch {
        switch error {
        case .conflict, .alreadyExists, .notFound: break
        default: throw .notRecorded(error)
        }
      }
      inventory = try await current()
    }
    throw .notRecorded(.conflict(Status(code: 409, message: "the inventory changes all the time")))
  }

  /// The inventory as it is now, if the plan still holds.
  private func current() async throws(DeployError) -> Inventory {
    let name = plan.inventory.name
    let inventory: Inventory
    do throws(KubernetesError) {
      inventory = Inventory(try await deployer.client.get(plan.inventory.key), name: name)
    } catch {
      guard case .notFound = error else { throw .notRecorded(error) }
      return Inventory(name: name)
    }
    if let tool = inventory.foreignTool { throw .foreignInventory(tool: tool) }
    if let last = inventory.lastDeploy, last.entry != plan.inventory.lastDeploy?.entry {
      throw .outdated(last)
    }
    return inventory
  }

  /// The inventory as it is after the deploy: narrowed to what there is, if it got to its end.
  private func narrowed(_ wide: Inventory, _ changes: ChangeSet) async -> Inventory {
    guard !changes.entries.contains(where: { $0.outcome.mayHaveLeftMore }) else { return wide }
    let pruned = Set(changes.entries.lazy.filter { $0.outcome == .pruned }.map(\.key))
    let gone = plan.items.filter { pruned.contains($0.key) }
    // Finalizers may hold what was deleted; until it is gone it is the stack's.
    let lingering = await concurrentMap(gone, limit: deployer.options.concurrency) { item in
      if case .failure(.notFound) = await applier.look(at: item.key) { return false }
      return true
    }
    let left = zip(gone, lingering).filter(\.1).map(\.0)
    var narrow = wide
    (narrow.kinds, narrow.namespaces) = ([], [])
    narrow = narrow.widened(by: plan.items.filter { !pruned.contains($0.key) } + left)
    for key in plan.kept.map(\.key) + plan.leftAlone {
      narrow.kinds.insert(Inventory.GroupKind(key.kind))
      if !key.name.namespace.isEmpty { narrow.namespaces.insert(key.name.namespace) }
    }
    return narrow
  }

  // MARK: Waiting

  private func wait(_ progress: DeployProgress, _ changes: inout ChangeSet) async {
    guard let options = deployer.options.wait, changes.ending == .complete else { return }
    send(.entered(.waiting))
    let waiter = Waiter(deployer.client, pacing: deployer.pacing)
    let health = await waiter.wait(for: progress.targets, options: options) { [send] in
      send(.health($0))
    }
    changes.health = health
    guard !health.isHealthy else { return }
    changes.ending = Task.isCancelled ? .cancelled : .failed(.unhealthy(health.unhealthy))
  }

  // MARK: Recording

  private func record(
    _ changes: ChangeSet, _ wide: Inventory
  ) async -> (LedgerEntry, problems: [String]) {
    send(.entered(.recording))
    let time = deployer.now()
    let entry = LedgerEntry(
      plan, changes, id: id, user: deployer.user, start: start,
      duration: began.duration(to: deployer.pacing.now()))
    var inventory = await narrowed(wide, changes)
    if !plan.isPruningAlone {
      inventory.lastDeploy = LastDeploy(
        entry: id, commit: entry.commit, isDirty: entry.isDirty, user: deployer.user.user,
        time: time, result: entry.result)
    }
    let note = DeployNote(entry: entry, inventory: wide).object(at: time)
    let client = deployer.client
    let last = inventory
    async let written = problem("the inventory couldn't be written") {
      () async throws(KubernetesError) in try await keep(last)
    }
    async let kept = problem("the deploy isn't in the ledger") {
      () async throws(KubernetesError) in
      try await Ledger(client, namespace: last.name.namespace).add(entry)
    }
    async let told = problem("the deploy has no event") { () async throws(KubernetesError) in
      _ = try await client.create(.events, namespace: last.name.namespace, note)
    }
    async let noted = self.note { try await $0.end(entry) }
    return (entry, await [written, kept, told, noted].compactMap { $0 })
  }

  /// Writes the inventory, whatever kubectl may have added to it meanwhile.
  private func keep(_ inventory: Inventory) async throws(KubernetesError) {
    var inventory = inventory
    for _ in 0..<4 {
      do throws(KubernetesError) {
        _ = try await inventories.write(inventory)
        return
      } catch {
        guard case .conflict = error else { throw error }
      }
      let now = Inventory(try await deployer.client.get(inventory.key), name: inventory.name)
      inventory.version = now.version
      inventory.kinds.formUnion(now.kinds)
      inventory.namespaces.formUnion(now.namespaces)
    }
    _ = try await inventories.write(inventory)
  }

  private func problem(
    _ words: String, _ write: () async throws(KubernetesError) -> Void
  ) async -> String? {
    do throws(KubernetesError) {
      try await write()
      return nil
    } catch {
      return "\(words): \(error.summary)"
    }
  }

  private func note(_ write: (Journal) async throws -> Void) async -> String? {
    guard let journal else { return nil }
    do {
      try await write(journal)
      return nil
    } catch {
      return "the journal couldn't be written: \(error)"
    }
  }
}

extension ChangeSet.Outcome {
  /// Whether there may be more in the cluster than the plan's objects.
  fileprivate var mayHaveLeftMore: Bool {
    switch self {
    case .failed, .uncertain, .lost, .notApplied: true
    case .created, .configured, .adopted, .unchanged, .recreated, .pruned: false
    }
  }
}
