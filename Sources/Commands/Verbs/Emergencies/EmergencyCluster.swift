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
  init(_ world: VerbWorld, _ repository: RepositoryOptions) async throws {
    self.world = world
    cluster = try await world.connect()
    let home = cluster.defaultNamespace
    var surroundings = EditSurroundings()
    if let checkout = try Checkout.ifAny(world, repository) {
      let built = await checkout.renderer.render(all: checkout.stacks(for: world.context))
      let rendered = built.compactMap { try? $0.result.get() }
      surroundings = EditSurroundings(
        stacks: built.map { $0.stack.built($0.result) }, defaultNamespace: home
      ) { key in
        guard let manifest = rendered.desired(key, home) else { return nil }
        let git = await checkout.reader.git().state
        return DesiredObject(manifest, isCommitted: git.map { !$0.isDirty } ?? false)
      }
    }
    let namespace = world.place.configuration.inventoryNamespace ?? Inventory.defaultNamespace
    desk = EmergencyDesk(
      cluster.client, surroundings: surroundings,
      ledger: EmergencyLedger(cluster.client, namespace: namespace),
      journal: world.emergencies, context: world.context ?? "", user: await world.user(),
      now: world.now)
  }

  var client: Client { cluster.client }

  /// Resumes automation whose pause is over, and says so; nothing where nothing may be changed.
  func resumeExpiredPauses() async {
    guard world.place.configuration.isReadOnly != true else { return }
    for resumption in await desk.resumeExpiredPauses() {
      let name = resumption.owner.words()
      let until = resumption.pause.until.map { Timestamp(seconds: $0).rfc3339 } ?? ""
      world.output.note(
        SafeText.line(
          resumption.problem.map {
            "\(name) should have been resumed at \(until), and isn't: \($0)"
          }
            ?? "\(name) is resumed: its pause was over at \(until)"))
    }
  }

  /// Whether changes here want more than a yes.
  var isProtected: Bool {
    world.place.configuration.isProtected(context: world.context ?? "", environment: nil)
  }
}
