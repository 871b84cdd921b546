import ArgumentParser
import ConsoleRuntime
import DeployEngine
import Documents
import GitOps
import Kubernetes

/// The way of one plan from its review to the record: the same for a deploy and a rollback.
struct StackDeployment: Sendable {
  /// What a person said beforehand.
  struct Consent: Sendable, Hashable {
    /// Whether the ordinary question is answered with yes.
    var isGiven = false
    /// The stacks for which the question that wants the name is answered.
    var names: Set<String> = []
  }

  /// How it came out.
  enum Ending: Hashable, Sendable {
    /// It is as it should be, now or already.
    case done
    /// It would change something; nothing was to be changed.
    case planned
    /// Somebody said no.
    case declined
    /// The plan can't be applied.
    case refused
    /// It failed on the way.
    case failed
    /// A signal stopped it.
    case stopped(Int32)
  }

  let planner: StackPlanner
  let options: Deployer.Options
  let consent: Consent
  /// Whether only to plan.
  var isDryRun = false
  var format: OutputFormat?
  /// What it is called in questions: `deploy`, `roll back`.
  var verb = "deploy"

  private var world: VerbWorld { planner.world }
  private var output: Output { world.output }
  private var isText: Bool { format == nil || format == .wide }

  /// Shows a plan, asks, and carries it out; returns what there is to say as JSON.
  func run(_ plan: Plan) async throws -> (Ending, Value) {
    if isText {
      output.lines(
        PlanText(
          plan: plan, output: output, context: world.context, prunes: options.prunes,
          forcesConflicts: options.forcesConflicts, listsAll: format == .wide
        ).lines)
    }
    var value: Value = [
      "plan": plan.json(
        context: world.context, prunes: options.prunes, forcesConflicts: options.forcesConflicts)
    ]
    func end(_ ending: Ending) -> (Ending, Value) {
      value["result"] = .string(ending.word)
      return (ending, value)
    }
    guard plan.canBeApplied(forcingConflicts: options.forcesConflicts, recreating: true) else {
      if isText { output.note(refusal(plan)) }
      return end(.refused)
    }
    // A deploy that failed on its way to the record is finished, though nothing differs any more.
    let isRecorded = plan.inventory.lastDeploy?.result == .succeeded
    if plan.isUpToDate(pruning: options.prunes), isDryRun || isRecorded {
      if isText { output.line("nothing to \(verb)") }
      return end(.done)
    }
    if isDryRun { return end(.planned) }
    guard try await isAgreed(plan) else {
      output.note("nothing is changed")
      return end(.declined)
    }
    let (changes, signal) = await deploy(plan)
    if isText {
      output.lines(ChangeSetText(changes: changes, name: plan.name, output: output).lines)
    }
    value["changeSet"] = changes.json
    switch changes.ending {
    case .complete: return end(.done)
    case .failed: return end(.failed)
    case .cancelled: return end(signal.map { .stopped($0) } ?? .failed)
    }
  }

  // MARK: Review

  private func refusal(_ plan: Plan) -> String {
    let counts = plan.counts
    if counts.error > 0 { return "the plan has errors: nothing is changed" }
    return "others own what the stack wants to have otherwise: nothing is changed\n"
      + "  leave these fields out of the stack, or take them over with --force-conflicts"
  }

  /// Asks whoever is there; throws a `Problem` where nobody is.
  private func isAgreed(_ plan: Plan) async throws -> Bool {
    let configuration = planner.checkout.configuration
    let isProtected = configuration.isProtected(
      context: world.context ?? "",
      environment: plan.environment ?? planner.checkout.selection.environment)
    let place = world.context.map { " to \(SafeText.line($0))" } ?? ""
    guard isProtected || plan.isDangerous(pruning: options.prunes) else {
      if consent.isGiven || consent.names.contains(plan.name) { return true }
      guard let ask = world.ask, isText else {
        throw Problem(
          "nobody is there to agree to it: nothing is changed", advice: "say yes with --yes")
      }
      let answer = await ask("\(verb.capitalizedFirst) \(SafeText.line(plan.name))\(place)? [y/N] ")
      return ["y", "yes"].contains(answer?.lowercased() ?? "")
    }
    if consent.names.contains(plan.name) { return true }
    let reason =
      isProtected ? "this place is protected" : "this can't be undone"
    guard let ask = world.ask, isText, !consent.isGiven else {
      throw Problem(
        "\(reason), and wants more than a yes: nothing is changed",
        advice: "say so with --confirm \(SafeText.line(plan.name))")
    }
    let answer = await ask("\(reason); type the stack's name to \(verb) it\(place): ")
    return answer == plan.name
  }

  // MARK: Apply

  /// Deploys until it is over, or a signal comes.
  private func deploy(_ plan: Plan) async -> (ChangeSet, signal: Int32?) {
    let user = await world.user()
    var options = options
    // Whoever agreed to the plan agreed to that.
    options.recreates = true
    let deployer = Deployer(
      planner.cluster.client, for: user, journal: world.journal, options: options,
      now: world.now)
    let screen = DeployScreen(output, isRemark: !isText)
    let deploying = Task { await deployer.deploy(plan) { screen.hear($0) } }
    let interruptions = world.interruptions()
    let listening = Task { () -> Int32? in
      var first: Int32?
      for await signal in interruptions {
        // Twice means now: what is under way is left to the server.
        if first != nil { Duet.exit(withError: ExitCode(128 + signal)) }
        first = signal
        screen.stop()
        deploying.cancel()
      }
      return first
    }
    let changes = await withTaskCancellationHandler {
      await deploying.value
    } onCancel: {
      deploying.cancel()
    }
    listening.cancel()
    return (changes, await listening.value)
  }
}

extension StackDeployment.Ending {
  /// The ending in one word, as JSON has it.
  var word: String {
    switch self {
    case .done: "succeeded"
    case .planned: "planned"
    case .declined: "declined"
    case .refused: "refused"
    case .failed: "failed"
    case .stopped: "cancelled"
    }
  }

  /// The exit code it comes to.
  var exitCode: Int32 {
    switch self {
    case .done: 0
    case .planned: 2
    case .declined, .refused, .failed: 1
    case .stopped(let signal): 128 + signal
    }
  }
}

extension String {
  /// The text with a capital at its beginning.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
