import ArgumentParser
import ConsoleRuntime
import DeployEngine
import Documents
import GitOps
import Kubernetes

/// Lists the deploys of a stack.
struct LedgerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "List the deploys of a stack, the latest first.",
    discussion: """
      The record is in the cluster, where every operator finds the same. `duet rollback` takes its \
      entries.
      """)

  @OptionGroup var options: VerbOptions

  @Argument(help: "The stack, by its name or folder.")
  var stack: String

  func run() async throws {
    try await run(
      in: .current(options.repository, options.cluster.choice(namespace: options.namespace)))
  }

  func run(in world: VerbWorld) async throws {
    let planner = try await StackPlanner(world, options.repository)
    let entries = try await planner.entries(named: stack)
    switch options.output {
    case .json?, .yaml?:
      world.output.value(
        ["items": .array(entries.map(\.value))], as: options.output ?? .json)
    case .wide?, nil:
      if entries.isEmpty { return world.output.note("\(SafeText.line(stack)) was never deployed") }
      world.output.lines(table(entries, now: world.now()).lines(world.output))
    }
  }

  private func table(_ entries: [LedgerEntry], now: Timestamp) -> TextTable {
    let isWide = options.output == .wide
    var table = TextTable(
      ["ENTRY", "AGE", "WHO", "COMMIT", "RESULT", "CHANGES", "TOOK"]
        + (isWide ? ["BRANCH", "ROLLBACK OF", "REASON"] : []))
    for entry in entries {
      let commit = (entry.shortCommit ?? "") + (entry.isDirty ? " dirty" : "")
      var row: [TextTable.Cell] = [
        .init(entry.id.text), .init(Age.text(since: entry.start.seconds, now: now.seconds)),
        .init("\(entry.user)"), .init(commit, entry.isDirty ? .changed : nil),
        .init(entry.result.rawValue, entry.result.paint), .init(entry.changes),
        .init(ChangeSetText.words(entry.duration)),
      ]
      if isWide {
        row += [
          .init(entry.branch ?? ""), .init(entry.rollbackOf?.text ?? ""), .init(entry.reason),
        ]
      }
      table.add(row)
    }
    return table
  }
}

extension LedgerEntry {
  /// How many objects came to which end, in one line, those that stayed as they were left out.
  var changes: String {
    let changes = counts.filter { $0.key != "unchanged" && $0.value > 0 }.sorted { $0.key < $1.key }
    return changes.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}

extension LedgerEntry.Result {
  /// The colour of the result.
  var paint: Output.Paint {
    switch self {
    case .succeeded: .good
    case .failed: .bad
    case .cancelled: .changed
    }
  }
}

extension StackPlanner {
  /// The ledger's entries of a stack, the latest first; also of one that isn't in the repository any
  /// more.
  func entries(named name: String) async throws -> [LedgerEntry] {
    let ledger = Ledger(cluster.client, namespace: inventoryNamespace)
    do throws(KubernetesError) {
      if let stack = try? checkout.selection.stack(named: name) {
        return try await ledger.entries(of: stack)
      }
      let entries = try await ledger.entries(
        stack: name, environment: checkout.selection.environment)
      if !entries.isEmpty || checkout.selection.environment == nil { return entries }
      return try await ledger.entries(stack: name, environment: nil)
    } catch {
      throw Problem(error)
    }
  }
}
