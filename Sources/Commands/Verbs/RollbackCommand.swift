import ArgumentParser
import ConsoleRuntime
import DeployEngine
import Documents
import GitOps
import Kubernetes

/// Goes back to what an earlier deploy deployed.
struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback", abstract: "Deploy a stack as an earlier entry of the ledger had it.",
    discussion: """
      The files are those of the entry's commit; the working tree isn't touched. Without an entry, \
      it is the latest that succeeded before the last deploy, with another commit. Entries are \
      listed by `duet ledger`; the beginning of one, or of its commit, is enough.
      """)

  @OptionGroup var options: VerbOptions
  @OptionGroup var deploy: DeployOptions

  @Argument(help: "The stack, by its name or folder.")
  var stack: String

  @Argument(help: "The entry of the ledger to go back to.")
  var entry: String?

  func run() async throws {
    try await run(
      in: .current(options.repository, options.cluster.choice(namespace: options.namespace)))
  }

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: deploy.dryRun)
    let planner = try await StackPlanner(world, options.repository)
    let entry = try Self.entry(self.entry, among: try await planner.entries(named: stack), stack)
    let plan = try await planner.plan(rollingBackTo: entry)
    let deployment = StackDeployment(
      planner: planner, options: deploy.engine, consent: deploy.consent, isDryRun: deploy.dryRun,
      format: options.output, verb: "roll back")
    let (ending, value) = try await deployment.run(plan)
    if let format = options.output, format != .wide {
      world.output.value(["items": [value]], as: format)
    }
    if ending.exitCode != 0 { throw ExitCode(ending.exitCode) }
  }

  /// The entry that is meant; throws a `Problem` where none is, or none that can be gone back to.
  static func entry(
    _ named: String?, among entries: [LedgerEntry], _ stack: String
  ) throws -> LedgerEntry {
    let stack = SafeText.line(stack)
    let deploys = entries.filter { !$0.isPruningAlone }
    guard let latest = deploys.first else { throw Problem("\(stack) was never deployed") }
    let advice = "`duet ledger \(stack)` lists the entries"
    guard let named else {
      let earlier = deploys.dropFirst().first {
        $0.canBeRestored && $0.result == .succeeded
          && ($0.commit != latest.commit || latest.isDirty)
      }
      guard let earlier else {
        throw Problem("\(stack) has no earlier deploy to go back to", advice: advice)
      }
      return earlier
    }
    var found = entries.filter { $0.id.text.hasPrefix(named) }
    // One commit may have been deployed often; it is the same files each time.
    if found.isEmpty, named.count >= 4,
      let entry = entries.first(where: { $0.commit?.hasPrefix(named) == true && $0.canBeRestored })
    {
      found = [entry]
    }
    guard let entry = found.first else {
      throw Problem("\(stack) has no entry \(SafeText.line(named))", advice: advice)
    }
    guard found.count == 1 || entry.id.text == named else {
      throw Problem("\(SafeText.line(named)) may be any of \(found.count) entries", advice: advice)
    }
    guard !entry.isPruningAlone else {
      throw Problem("\(entry.id) only pruned, and deployed nothing", advice: advice)
    }
    guard entry.canBeRestored else {
      throw Problem(
        entry.commit == nil
          ? "\(entry.id) was deployed from files that weren't in Git"
          : "\(entry.id) was deployed with changes that weren't committed",
        advice: "what was deployed then is nowhere; choose another entry")
    }
    return entry
  }
}

extension StackPlanner {
  /// Plans a stack as it was in the commit of an entry.
  func plan(rollingBackTo entry: LedgerEntry) async throws -> Plan {
    guard let commit = entry.commit else { throw Problem("\(entry.id) has no commit") }
    let rendered: RenderedStack
    do throws(StackBuildError) {
      let renderer = try await checkout.reader.renderer(
        commit: commit, environment: checkout.selection.environment)
      rendered = try await renderer.render(Stack(in: entry))
    } catch {
      throw Problem(error, building: "the stack \(entry.stack) of \(entry.shortCommit ?? commit)")
    }
    return try await plan(
      rendered, git: .repository(GitState(branch: entry.branch, commit: commit)),
      rollbackOf: entry.id)
  }
}
