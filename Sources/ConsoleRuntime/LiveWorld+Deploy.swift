import Console
public import DeployEngine
import Files
import GitOps
public import Kubernetes

extension LiveWorld {
  /// Plans a stack as its files are now, or as those of a commit were.
  func plan(_ id: Deploy.ID, _ request: PlanRequest, on cluster: Cluster) async -> ClusterEvent {
    do throws(DeployError) {
      let (rendered, git, entry) = try await render(request)
      let planner = cluster.planner(
        inventoryNamespace: request.inventoryNamespace, pacing: pacing)
      var plan = try await planner.plan(rendered, git: git, rollbackOf: entry)
      if request.purpose == .prune { plan = plan.pruningAlone }
      await plans.keep(plan, for: id)
      return .planned(id, .success(plan))
    } catch {
      return .planned(id, .failure(error))
    }
  }

  /// The objects to plan, and where they come from.
  private func render(
    _ request: PlanRequest
  ) async throws(DeployError) -> (RenderedStack, GitStatus, LedgerEntry.ID?) {
    let gone = StackProblem(
      file: request.stack.path, reason: "the folder isn't there any more")
    do throws(StackBuildError) {
      guard case .rollback(let entry) = request.purpose else {
        async let git = repository.git()
        guard let renderer = await repository.renderer(environment: request.environment),
          let stack = await repository.stack(request.stack)
        else { throw StackBuildError([gone]) }
        return (try await renderer.render(stack), await git, nil)
      }
      let commit = entry.commit ?? ""
      let renderer = try await repository.renderer(
        commit: commit, environment: request.environment)
      return (
        try await renderer.render(Stack(in: entry)),
        .repository(GitState(branch: entry.branch, commit: commit)), entry.id
      )
    } catch {
      throw .broken(error.problems)
    }
  }

  /// Deploys the plan that was shown.
  func deploy(
    _ id: Deploy.ID, _ options: Deployer.Options, on cluster: Cluster,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    // Without its plan there is nothing to apply, and the console has to know that it is over.
    guard let plan = await plans.take(id) else {
      await send(.deploy(id, .finished(ChangeSet(entries: [], ending: .cancelled))))
      return
    }
    let deployer = Deployer(
      cluster.client, for: await user(), journal: journal, options: options,
      pacing: pacing, now: now)
    // The engine doesn't wait for the screen; there are a few events for each object.
    let (events, continuation) = AsyncStream.makeStream(of: DeployEvent.self)
    async let changes = deployer.deploy(plan) { event in
      continuation.yield(event)
      if case .finished = event { continuation.finish() }
    }
    // A stream ends for a reader that is cancelled, and what was done is told all the same.
    let relay = Task { for await event in events { await send(.deploy(id, event)) } }
    _ = await changes
    await relay.value
  }
}

extension LiveWorld.Cluster {
  /// What plans stacks for it.
  public func planner(inventoryNamespace: String, pacing: Pacing = .real) -> Planner {
    let options = Planner.Options(
      defaultNamespace: defaultNamespace, inventoryNamespace: inventoryNamespace)
    return Planner(client, options: options, pacing: pacing)
  }
}

/// The plans that were shown and may be agreed to, so that what is applied is what was shown.
actor PlanStore {
  private var plans: [Deploy.ID: Plan] = [:]

  /// Only the last few can still be on the screen.
  private static let capacity = 32

  func keep(_ plan: Plan, for id: Deploy.ID) {
    plans[id] = plan
    if plans.count > Self.capacity, let oldest = plans.keys.min(by: { $0.number < $1.number }) {
      plans[oldest] = nil
    }
  }

  /// Hands a plan out, once.
  func take(_ id: Deploy.ID) -> Plan? { plans.removeValue(forKey: id) }
}
