import ArgumentParser
import Documents
import GitOps

/// Deploys stacks: plan, review, apply, wait, record.
struct DeployCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy", abstract: "Deploy stacks: plan, review, apply, wait, record.",
    discussion: """
      Each stack is planned, shown, agreed to and deployed before the next one is planned, and the \
      first that fails is the last. What is dangerous, and what goes to a protected place, wants \
      the stack's name: typed, or said with --confirm. Ctrl-C stops between objects. The exit code \
      is 0 where everything is deployed, 1 where something failed or was refused, and with \
      --dry-run 2 where there is something to deploy.
      """)

  @OptionGroup var options: VerbOptions
  @OptionGroup var deploy: DeployOptions

  @Argument(help: "The stacks, by their names or folders, in the order in which to deploy them.")
  var stacks: [String]

  mutating func validate() throws {
    if stacks.isEmpty { throw ValidationError("name a stack; `duet stacks` lists them") }
  }

  func run() async throws {
    try await run(
      in: .current(options.repository, options.cluster.choice(namespace: options.namespace)))
  }

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: deploy.dryRun)
    let planner = try await StackPlanner(world, options.repository)
    // A name that is wrong is found out before anything is changed.
    let stacks = try stacks.map { try planner.stack(named: $0) }
    let deployment = StackDeployment(
      planner: planner, options: deploy.engine, consent: deploy.consent, isDryRun: deploy.dryRun,
      format: options.output)
    var values: [Value] = []
    var code: Int32 = 0
    var failure: (any Error)?
    for (index, stack) in stacks.enumerated() where failure == nil {
      do {
        let (ending, value) = try await deployment.run(try await planner.plan(stack))
        values.append(value)
        code = max(code, ending.exitCode)
        if ending.isEnd { failure = ExitCode(ending.exitCode) }
      } catch {
        failure = error
      }
      if failure != nil, index + 1 < stacks.count {
        let rest = stacks[(index + 1)...].map(\.name).joined(separator: ", ")
        world.output.note("not deployed: \(SafeText.line(rest))")
      }
    }
    if let format = options.output, format != .wide {
      world.output.value(["items": .array(values)], as: format)
    }
    if let failure { throw failure }
    if code != 0 { throw ExitCode(code) }
  }
}

extension StackDeployment.Ending {
  /// Whether no other stack is taken up after this.
  fileprivate var isEnd: Bool {
    switch self {
    case .done, .planned: false
    case .declined, .refused, .failed, .stopped: true
    }
  }
}

extension VerbWorld {
  /// Throws where the configurations say that nothing may be changed.
  func refuseIfReadOnly(unless isHarmless: Bool) throws {
    guard place.configuration.isReadOnly == true, !isHarmless else { return }
    throw Problem(
      "the configuration says readOnly: nothing is changed",
      advice: "take it out of .duet.yaml or of your own configuration")
  }
}
