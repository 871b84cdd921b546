import ConsoleRuntime
import DeployEngine
import Emergencies
import GitOps
import Kubernetes

/// A cluster for changes past Git, with its record.
struct EmergencyCluster: Sendable {
  let world: VerbWorld
  let cluster: LiveWorld.Cluster
  let desk: EmergencyDesk

  /// Connects; throws a `Problem` where that isn't possible.
  init(_ world: VerbWorld) async throws {
    self.world = world
    cluster = try await world.connect()
    let namespace = world.place.configuration.inventoryNamespace ?? Inventory.defaultNamespace
    desk = EmergencyDesk(
      cluster.client, ledger: EmergencyLedger(cluster.client, namespace: namespace),
      journal: world.emergencies, context: world.context ?? "", user: await world.user(),
      now: world.now)
  }

  var client: Client { cluster.client }

  /// Whether changes here want more than a yes.
  var isProtected: Bool {
    world.place.configuration.isProtected(context: world.context ?? "", environment: nil)
  }
}
