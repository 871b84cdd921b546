import DeployEngine
import GitOps
import Kubernetes
import TUI

/// The record of a stack's deploys, and going back to one of them.
extension ConsoleState {
  /// Opens the ledger of the stack that keys mean.
  mutating func openLedger() -> [Command] {
    guard let row = targetStack else { return [] }
    open(.ledger(row.stack.id))
    return readLedger(row.stack.id)
  }

  /// Asks for a stack's ledger; what is known of it stays until the answer has come.
  mutating func readLedger(_ id: Stack.ID) -> [Command] {
    guard let stack = stackRow(id)?.stack else { return [] }
    if ledgers[id] == nil { ledgers[id] = .loading }
    return [
      .cluster(
        cluster.id,
        .ledger(
          id, name: stack.name, environment: stack.environment, namespace: inventoryNamespace))
    ]
  }

  /// Takes in a stack's ledger.
  mutating func apply(_ result: Result<[LedgerEntry], KubernetesError>, to id: Stack.ID) {
    switch result {
    case .success(let entries): ledgers[id] = .entries(entries)
    case .failure(let error): ledgers[id] = .failed(error)
    }
    touch(.ledger(id))
  }

  /// Takes in what the cluster has on the record; a ledger that is open is read again with it.
  mutating func apply(_ change: Change<InventoryRow>) -> [Command] {
    let before = inventories.revision
    inventories.apply(change)
    guard before != inventories.revision || change == .listed else { return [] }
    listStacks()
    guard let document, case .ledger(let id) = document.content else { return [] }
    return readLedger(id)
  }

  /// The entry that is selected in the ledger in front.
  var selectedEntry: LedgerEntry? {
    guard let document, case .ledger(let id) = document.content,
      case .entries(let entries)? = ledgers[id]
    else { return nil }
    let anchor = document.anchor(where: { LedgerPage.entry(at: $0) != nil })
    return entries.first { $0.id == anchor.flatMap(LedgerPage.entry) }
  }

  /// Whether the selected entry can be gone back to.
  var rollingBack: Availability {
    guard let entry = selectedEntry else { return .disabled(because: "no deploy is selected") }
    guard entry.canBeRestored else {
      return .disabled(
        because: entry.isPruningAlone
          ? "it only pruned, and deployed nothing"
          : entry.commit == nil
            ? "its files weren't in Git" : "its files differed from their commit")
    }
    guard let row = targetStack else { return .disabled(because: "the stack isn't there any more") }
    return planning(of: row, ignoringProblems: true)
  }

  /// Plans the stack as it was at the selected entry.
  mutating func planRollback() -> [Command] {
    guard let entry = selectedEntry, let row = targetStack else { return [] }
    return plan(row, .rollback(entry))
  }
}
