import ArgumentParser
import DeployEngine
import Documents
import GitOps

/// Says what deploying stacks would do.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Say what deploying stacks would do, without doing it.",
    discussion: """
      The server is asked for a dry run of every object; nothing is changed. The exit code is 0 \
      where there is nothing to deploy, 2 where there is, and 1 where a deploy would be refused.
      """)

  @OptionGroup var options: VerbOptions

  @Flag(help: "Count what is to be pruned as a change.")
  var prune = false

  @Flag(help: "Plan to take fields over from their owners.")
  var forceConflicts = false

  @Argument(help: "The stacks, by their names or folders.")
  var stacks: [String]

  mutating func validate() throws {
    if stacks.isEmpty { throw ValidationError("name a stack; `duet stacks` lists them") }
  }

  func run() async throws {
    try await run(
      in: .current(options.repository, options.cluster.choice(namespace: options.namespace)))
  }

  func run(in world: VerbWorld) async throws {
    let planner = try await StackPlanner(world, options.repository)
    let stacks = try stacks.map { try planner.stack(named: $0) }
    var plans: [Plan] = []
    var failure: Problem?
    for stack in stacks {
      do {
        let plan = try await planner.plan(stack)
        if options.output == nil || options.output == .wide {
          if !plans.isEmpty { world.output.line() }
          world.output.lines(text(plan, world).lines)
        }
        plans.append(plan)
      } catch let problem as Problem {
        // The others are of interest nevertheless.
        if stacks.count > 1 { world.output.note("duet: \(problem)") }
        failure = failure ?? problem
      }
    }
    if let format = options.output, format != .wide {
      let items = plans.map {
        $0.json(context: world.context, prunes: prune, forcesConflicts: forceConflicts)
      }
      world.output.value(["items": .array(items)], as: format)
    }
    if let failure { throw stacks.count > 1 ? ExitCode(1) : failure }
    try Self.judge(plans, prunes: prune, forcesConflicts: forceConflicts)
  }

  private func text(_ plan: Plan, _ world: VerbWorld) -> PlanText {
    PlanText(
      plan: plan, output: world.output, context: world.context, prunes: prune,
      forcesConflicts: forceConflicts, listsAll: options.output == .wide)
  }

  /// Ends with the exit code that plans come to.
  static func judge(_ plans: [Plan], prunes: Bool, forcesConflicts: Bool) throws {
    guard
      plans.allSatisfy({ $0.canBeApplied(forcingConflicts: forcesConflicts, recreating: true) })
    else { throw ExitCode(1) }
    guard plans.allSatisfy({ $0.isUpToDate(pruning: prunes) }) else { throw ExitCode(2) }
  }
}
