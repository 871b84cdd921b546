import DeployEngine
import GitOps
import Kubernetes
import TUI

/// The rows of the stacks pane: put together of what the repository, the builds, the cluster and the
/// deploys under way say.
extension ConsoleState {
  /// What the repository was read as; nil where there is none.
  var snapshot: RepositorySnapshot? {
    guard case .read(let snapshot) = repository else { return nil }
    return snapshot
  }

  /// Where the repository is, for a person.
  var repositoryPath: String { snapshot?.path ?? "the repository" }

  /// The environment of the context; nil where none is configured.
  var environment: String? {
    snapshot?.configuration.environment(ofContext: cluster.id.context)?.name
  }

  /// Whether deploying to this context wants the stack's name typed.
  var isProtected: Bool {
    settings.protectedContexts.contains(cluster.id.context)
      || snapshot?.configuration.isProtected(
        context: cluster.id.context, environment: environment) == true
  }

  /// The stacks to list: those of the context's environment, or all where that is asked for.
  private var shownStacks: [Stack] {
    guard let snapshot else { return [] }
    let all = snapshot.stacks.map { built[$0.id] ?? $0 }
    return showsAllEnvironments ? all : StackSelection(all, environment: environment).stacks
  }

  /// How many stacks aren't listed because they are for other environments.
  var hiddenStackCount: Int { (snapshot?.stacks.count ?? 0) - stacks.total }

  /// Makes all rows anew.
  mutating func listStacks() {
    stacks.show(shownStacks.map(row), as: Self.stackQuery)
  }

  /// Makes the row of one stack anew.
  mutating func listStack(_ id: Stack.ID) {
    guard let old = stackRow(id) else { return }
    let new = row(old.stack)
    if new != old { stacks.apply(.applied([new]), from: Self.stackQuery) }
  }

  private static let stackQuery = ResourceQuery(ResourceKind(plural: "stacks", kind: "Stack"))

  private func row(_ stack: Stack) -> StackRow {
    var drift = drifts[stack.id]
    drift?.objects = []
    return StackRow(
      stack: stack, changedFiles: snapshot?.git.state?.changes(below: stack.path).count ?? 0,
      drift: drift, record: record(of: stack), work: work(on: stack.id))
  }

  private func record(of stack: Stack) -> StackRow.Record {
    guard inventories.isComplete else { return .unknown }
    let name = Inventory.name(of: stack, namespace: inventoryNamespace)
    return inventories[name]?.lastDeploy.map { .deployed($0) } ?? .never
  }

  private func work(on id: Stack.ID) -> StackRow.Work? {
    if let deploy = deploys.values.first(where: { $0.stack == id && $0.isUnderWay }) {
      return deploy.work
    }
    return scripts.values.contains { $0.stack == id && $0.isUnderWay } ? .script : nil
  }

  /// The cluster's namespace for inventories, ledgers and leases.
  var inventoryNamespace: String {
    snapshot?.configuration.inventoryNamespace ?? Inventory.defaultNamespace
  }

  /// Whether drift, health and the last deploys aren't kept up to date at the moment.
  var hasStaleStacks: Bool {
    if case .stale = inventories.state { return true }
    return snapshot != nil && inventories.isComplete && cluster.problem != nil
  }

  /// How many deploys are under way.
  var workCount: Int { deploys.values.count(where: \.isUnderWay) }

  // MARK: - What is heard of them

  /// Takes in what was found when the repository was read or its stacks were built.
  mutating func apply(_ change: RepositoryChange) {
    switch change {
    case .missing:
      repository = change
      built = [:]
    case .read(let snapshot):
      repository = change
      // What was built stays until it is built anew: nothing flickers when a file is saved.
      let ids = Set(snapshot.stacks.map(\.id))
      built = built.filter { ids.contains($0.key) }
    case .built(let stacks):
      for stack in stacks { built[stack.id] = stack }
    }
    listStacks()
  }

  /// Takes in how the cluster differs from a stack.
  mutating func apply(_ drift: StackDrift) {
    tellOfDrift(drift)
    drifts[drift.id] = drift
    changeTrees(of: drift.id) { $0.isStale = true }
    listStack(drift.id)
  }

  /// One word when a stack that was as Git says no longer is, and nobody is deploying it.
  private mutating func tellOfDrift(_ drift: StackDrift) {
    guard drifts[drift.id]?.isInSync == true, drift.changed + drift.missing > 0,
      let row = stackRow(drift.id), row.work == nil
    else { return }
    say(
      "stack \(row.stack.name) has drifted: \(StackRow(stack: row.stack, drift: drift).driftText)",
      .warning)
  }
}
