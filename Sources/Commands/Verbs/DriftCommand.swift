import ArgumentParser
import ConsoleRuntime
import DeployEngine
import Documents
import GitOps
import Kubernetes

/// Says how stacks differ from the cluster.
struct DriftCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift", abstract: "Say how the cluster differs from the stacks in Git.",
    discussion: """
      All stacks that the environment means, or the ones that are named. In the table, ~ counts \
      objects that a deploy would change, + those that it would create, and - those that are in \
      the stack's inventory and not in Git any more. The exit code is 0 where nothing differs, 2 \
      where something does or a stack can't be built, and 1 where not everything could be looked at.
      """)

  @OptionGroup var options: VerbOptions

  @Option(help: "How long to look: 90s, 5m; 0 for as long as it takes.")
  var timeout = Timeout(duration: .seconds(60))

  @Argument(help: "The stacks, by their names or folders; all unless named.")
  var stacks: [String] = []

  func run() async throws {
    try await run(
      in: .current(options.repository, options.cluster.choice(namespace: options.namespace)))
  }

  func run(in world: VerbWorld) async throws {
    let planner = try await StackPlanner(world, options.repository)
    let chosen =
      stacks.isEmpty
      ? planner.checkout.selection.stacks.filter { planner.isHere($0) }
      : try stacks.map { try planner.stack(named: $0) }
    let drifts = await planner.drift(of: chosen, within: timeout.duration)
    switch options.output {
    case .json?, .yaml?:
      world.output.value(
        ["items": .array(drifts.map { $0.drift.json($0.stack) })], as: options.output ?? .json)
    case .wide?, nil:
      if chosen.isEmpty { return world.output.note("there are no stacks to look at") }
      world.output.lines(Self.table(drifts).lines(world.output))
      let isDetailed = !stacks.isEmpty || options.output == .wide
      world.output.lines(DriftText(output: world.output, isDetailed: isDetailed).lines(drifts))
    }
    let isUncertain = drifts.contains { $0.drift.isUncertain }
    if isUncertain { throw ExitCode(1) }
    if drifts.contains(where: { !$0.drift.isInSync }) { throw ExitCode(2) }
  }

  private static func table(_ drifts: [(stack: Stack, drift: StackDrift)]) -> TextTable {
    var table = TextTable(["NAME", "ENVIRONMENT", "DRIFT", "HEALTH"])
    for (stack, drift) in drifts {
      let mark = drift.mark
      table.add([
        .init(stack.name), .init(stack.environment ?? ""), .init(mark.text, mark.paint),
        .init(drift.health.map { "\($0)" } ?? "", drift.health?.paint),
      ])
    }
    return table
  }
}

extension StackPlanner {
  /// Whether a stack is for this cluster.
  func isHere(_ stack: Stack) -> Bool {
    let context = world.context ?? ""
    return
      (try? checkout.configuration.check(stack, context: context, asked: checkout.asked)) != nil
  }

  /// How stacks differ from the cluster, as soon as that is known of all, or the time is over.
  func drift(
    of stacks: [Stack], within limit: Duration?
  ) async -> [(stack: Stack, drift: StackDrift)] {
    let desired = await checkout.renderer.render(all: stacks).map { stack, result in
      switch result {
      case .success(let rendered):
        DesiredStack(rendered, inventoryNamespace: inventoryNamespace)
      case .failure(let error):
        DesiredStack(
          broken: stack, .broken(error.problems), inventoryNamespace: inventoryNamespace)
      }
    }
    let follower = DriftFollower(
      cluster.client,
      options: DriftFollower.Options(
        concurrency: 16, coalescing: .milliseconds(20),
        defaultNamespace: cluster.defaultNamespace, inventoryNamespace: inventoryNamespace))
    await follower.set(desired)
    let (changes, continuation) = AsyncStream.makeStream(of: [StackDrift].self)
    var known: [Stack.ID: StackDrift] = [:]
    await withDiscardingTaskGroup { group in
      group.addTask { await follower.run { continuation.yield($0) } }
      if let limit {
        group.addTask {
          try? await Task.sleep(for: limit)
          continuation.finish()
        }
      }
      let wanted = Set(stacks.map(\.id))
      if wanted.isEmpty { continuation.finish() }
      for await drifts in changes {
        for drift in drifts { known[drift.id] = drift }
        if wanted.allSatisfy({ known[$0]?.isSettled ?? false }) { break }
      }
      group.cancelAll()
    }
    return stacks.map { ($0, known[$0.id] ?? StackDrift(id: $0.id)) }
  }
}

extension StackDrift {
  /// Whether there is nothing more to wait for.
  var isSettled: Bool {
    (isComplete || problem != nil)
      && objects.allSatisfy { $0.state != .checking && $0.state != .pending }
  }

  /// Whether it couldn't be found out of everything; that a stack is broken is certain.
  var isUncertain: Bool {
    if case .broken? = problem { return false }
    return problem != nil || !isComplete || unknown > 0
  }

  /// The drift in a few characters.
  var mark: (text: String, paint: Output.Paint?) {
    if let problem {
      if case .broken = problem { return ("broken", .bad) }
      return ("unknown", .bad)
    }
    var parts: [String] = []
    if changed > 0 { parts.append("~\(changed)") }
    if missing > 0 { parts.append("+\(missing)") }
    if extra > 0 { parts.append("-\(extra)") }
    if unknown > 0 || !isComplete { parts.append("?\(max(1, unknown))") }
    return parts.isEmpty ? ("=", .good) : (parts.joined(separator: " "), .changed)
  }

  /// The drift as JSON: what `duet drift -o json` prints for each stack.
  func json(_ stack: Stack) -> Value {
    var value: Value = [
      "stack": .string(stack.name), "path": .string(stack.path), "inSync": .bool(isInSync),
      "complete": .bool(isComplete), "changed": .integer(Int64(changed)),
      "missing": .integer(Int64(missing)), "extra": .integer(Int64(extra)),
      "unknown": .integer(Int64(unknown)), "objects": .array(objects.map(\.json)),
    ]
    value["environment"] = stack.environment.map { .string($0) }
    value["health"] = health.map { .string("\($0)") }
    value["error"] = problem?.json
    if case .broken(let problems)? = problem {
      value["problems"] = .array(problems.map(\.json))
    }
    return value
  }
}

extension ObjectDrift {
  /// The object as JSON.
  fileprivate var json: Value {
    var value = key.json
    value["state"] = .string(state.mark.word)
    if case .unknown(let error) = state { value["error"] = error.json }
    if !fields.isEmpty {
      value["fields"] = .array(
        fields.map { field in
          var value: Value = ["field": .string(field.label)]
          value["live"] = field.live
          value["desired"] = field.desired
          return value
        })
      value["fieldCount"] = .integer(Int64(fieldCount))
    }
    value["health"] = health.map { .string("\($0)") }
    if !message.isEmpty { value["message"] = .string(message) }
    return value
  }
}

extension ObjectDrift.State {
  /// The state as a glyph, a word and a colour.
  var mark: (glyph: String, word: String, paint: Output.Paint) {
    switch self {
    case .inSync: ("=", "inSync", .faint)
    case .changed: ("~", "changed", .changed)
    case .missing: ("+", "missing", .good)
    case .extra: ("-", "extra", .gone)
    case .checking: ("?", "checking", .faint)
    case .pending: ("?", "pending", .faint)
    case .unknown: ("?", "unknown", .bad)
    }
  }
}

extension Health {
  /// The colour of the health.
  var paint: Output.Paint {
    switch self {
    case .healthy: .good
    case .suspended, .progressing: .changed
    case .missing, .degraded, .unknown: .bad
    }
  }
}
