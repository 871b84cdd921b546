import Console
import DeployEngine
import GitOps
import Kubernetes

extension LiveWorld {
  /// Follows how the stacks of an environment differ from the cluster; of all, where none is said.
  func runDrift(
    _ environment: String?, _ namespace: String, on cluster: Cluster,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    let follower = DriftFollower(
      cluster.client,
      options: .init(
        defaultNamespace: cluster.defaultNamespace, inventoryNamespace: namespace),
      pacing: pacing)
    let changes = await builds.changes()
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await content in changes {
          await follower.set(content.desired(environment, inventoryNamespace: namespace))
        }
      }
      group.addTask {
        await follower.run { drifts in
          for drift in drifts { await send(.drift(drift)) }
        }
      }
    }
  }
}

extension StackBuilds.Content {
  /// What the stacks of an environment say; all stacks', where none is said.
  fileprivate func desired(
    _ environment: String?, inventoryNamespace: String
  ) -> [DesiredStack] {
    StackSelection(stacks, environment: environment).stacks.compactMap { stack in
      switch outcomes[stack.id] {
      case .success(let rendered)?:
        // Under its own name and environment, which its records go by.
        var own = rendered.stack
        (own.name, own.environment) = (stack.name, stack.environment)
        return DesiredStack(
          own, manifests: rendered.manifests, inventoryNamespace: inventoryNamespace)
      case .failure(let error)?:
        return DesiredStack(
          broken: stack, .broken(error.problems), inventoryNamespace: inventoryNamespace)
      case nil: return nil
      }
    }
  }
}
