import Console
import DeployEngine
import GitOps
import Kubernetes

extension LiveWorld {
  /// Plans a stack as its files are now.
  func plan(
    _ deploy: Deploy.ID, _ id: Stack.ID, on cluster: Cluster, of clusterID: ClusterID
  ) async -> ClusterEvent {
    guard let tree = await repository.tree(), let stack = await repository.stack(id) else {
      let problem = StackProblem(file: id.path, reason: "the folder isn't there any more")
      return .planned(deploy, .failure(.broken([problem])))
    }
    let git = await repository.git()
    let options = Planner.Options(defaultNamespace: cluster.defaultNamespace)
    do throws(DeployError) {
      let plan = try await Planner(cluster.client, options: options).plan(stack, in: tree, git: git)
      await plans.keep(plan, for: deploy)
      return .planned(deploy, .success(plan))
    } catch {
      return .planned(deploy, .failure(error))
    }
  }

  /// Applies the plan that was shown.
  func apply(
    _ deploy: Deploy.ID, on cluster: Cluster,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    guard let plan = await plans.take(deploy) else { return }
    // The engine doesn't wait for the screen; there are a few events for each object.
    let (events, continuation) = AsyncStream.makeStream(of: DeployEvent.self)
    async let changes = Applier(cluster.client).apply(plan) { event in
      continuation.yield(event)
      if case .finished = event { continuation.finish() }
    }
    // A stream ends for a reader that is cancelled, and what was done is told all the same.
    let relay = Task { for await event in events { await send(.deploy(deploy, event)) } }
    _ = await changes
    await relay.value
  }
}

/// The plans that were shown and may be agreed to, so that what is applied is what was shown.
actor PlanStore {
  private var plans: [Deploy.ID: Plan] = [:]

  /// Only the last few can still be on the screen.
  private static let capacity = 8

  func keep(_ plan: Plan, for id: Deploy.ID) {
    plans[id] = plan
    if plans.count > Self.capacity, let oldest = plans.keys.min(by: { $0.number < $1.number }) {
      plans[oldest] = nil
    }
  }

  /// Hands a plan out, once.
  func take(_ id: Deploy.ID) -> Plan? { plans.removeValue(forKey: id) }
}
