import ArgumentParser
import DeployEngine
import Documents
import GitOps
import Kubernetes

/// Carries out a change of applications.
struct ApplicationChanger {
  let cluster: ApplicationCluster
  /// What was said beforehand; nil where nobody has to be asked.
  let consent: ApplicationConsent?
  let format: DocumentFormat?

  private var world: VerbWorld { cluster.world }
  /// What lines look like: beside JSON they are remarks, and those have no colours.
  private var output: Output {
    var output = world.output
    if format != nil { output.hasColors = false }
    return output
  }

  /// So many applications are checked, or changed, at a time.
  private static let concurrency = 8

  /// Does it to all of them and says so; throws the exit code that it comes to.
  func run(_ change: ApplicationChange, on applications: [Application]) async throws {
    let operators = await operators(for: applications)
    let checks = await each(applications, operators) { application, operate in
      await check(change, application, operate)
    }
    var results = checks.compactMap { $0 }
    let refused = Set(results.map(\.name))
    let ready = applications.filter { !refused.contains($0.name) }
    let agreed = try await agreed(change, ready)
    for application in ready where !agreed.contains(application.name) {
      results.append(ApplicationResult(name: application.name, ending: .declined))
    }
    if agreed.isEmpty, !ready.isEmpty { world.output.note("nothing is changed") }
    let changed = await each(ready.filter { agreed.contains($0.name) }, operators) {
      await perform(change, $0, $1)
    }
    let isFollowed = change.goal != nil
    results += changed.filter { !isFollowed || $0.ending != change.ending }
    let followed = changed.filter { isFollowed && $0.ending == change.ending }
    let signal = await follow(change, followed.compactMap(\.application), &results)
    if let format {
      let order = Dictionary(
        applications.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      results.sort { order[$0.name] ?? 0 < order[$1.name] ?? 0 }
      world.output.value(["items": .array(results.map(\.json))], as: format.output)
    }
    if let signal { throw ExitCode(128 + signal) }
    // An error weighs more than a finding.
    let codes = Set(results.map(\.exitCode))
    if let code = [1, 2].first(where: { codes.contains($0) }) { throw ExitCode(code) }
  }

  // MARK: Parts

  /// Whom to ask for each of them; the settings of one Argo CD are read once.
  private func operators(
    for applications: [Application]
  ) async -> [ObjectName: ApplicationOperator] {
    var byPlace: [String: ApplicationOperator] = [:]
    var operators: [ObjectName: ApplicationOperator] = [:]
    for application in applications {
      let place = "\(application.status.controllerNamespace)/\(application.name.namespace)"
      if byPlace[place] == nil {
        byPlace[place] = await cluster.applicationOperator(
          of: cluster.installation(of: application))
      }
      operators[application.name] = byPlace[place]
    }
    return operators
  }

  /// Does something about several at a time; gives what came of it in their order.
  private func each<Outcome: Sendable>(
    _ applications: [Application], _ operators: [ObjectName: ApplicationOperator],
    _ work: @escaping @Sendable (Application, ApplicationOperator) async -> Outcome
  ) async -> [Outcome] {
    await withTaskGroup(of: (Int, Outcome).self) { group in
      var outcomes: [Int: Outcome] = [:]
      for (index, application) in applications.enumerated() {
        guard let operate = operators[application.name] else { continue }
        if index >= Self.concurrency, let (done, outcome) = await group.next() {
          outcomes[done] = outcome
        }
        group.addTask { (index, await work(application, operate)) }
      }
      for await (done, outcome) in group { outcomes[done] = outcome }
      return applications.indices.compactMap { outcomes[$0] }
    }
  }

  /// What is in the way of a change; nil where nothing is.
  private func check(
    _ change: ApplicationChange, _ application: Application, _ operate: ApplicationOperator
  ) async -> ApplicationResult? {
    do throws(OperationError) {
      if let check = change.check {
        switch try await check(operate, application) {
        case .refused(let refusals): throw .refused(refusals)
        case .ready(_, let cautions):
          for caution in cautions { note(application.name, caution.summary) }
        }
      }
      for remark in change.remarks(application) { note(application.name, remark) }
      return nil
    } catch {
      return refuse(change, application.name, error)
    }
  }

  private func perform(
    _ change: ApplicationChange, _ application: Application, _ operate: ApplicationOperator
  ) async -> ApplicationResult {
    do throws(OperationError) {
      let changed = try await change.perform(operate, application)
      show(["\(SafeText.line("\(application.name)"))  \(change.done)"])
      return await finished(change, changed, operate)
    } catch {
      return refuse(change, application.name, error)
    }
  }

  private func refuse(
    _ change: ApplicationChange, _ name: ObjectName, _ error: OperationError
  ) -> ApplicationResult {
    var words = error.summary
    if case .kubernetes(let error) = error { words = cluster.problem(error).summary }
    var ending = ApplicationResult.Ending.failed
    if case .refused = error { ending = .refused }
    note(name, "\(ending == .refused ? "won't" : "couldn't") \(change.verb): \(words)")
    for line in error.advice(name) { world.output.note("  \(SafeText.line(line))") }
    return ApplicationResult(name: name, ending: ending, message: SafeText.line(words))
  }

  /// What there is to say of one that is changed: who puts it back.
  private func finished(
    _ change: ApplicationChange, _ application: Application, _ operate: ApplicationOperator
  ) async -> ApplicationResult {
    var result = ApplicationResult(
      name: application.name, ending: change.ending, application: application)
    guard let field = change.field else { return result }
    for overseer in await operate.overseers(of: application, field: field) {
      if case .leaves = overseer.verdict { continue }
      result.overseers.append(SafeText.line(overseer.summary))
      note(application.name, overseer.summary)
      if overseer.reverts { result.ending = .undone }
    }
    return result
  }

  /// Which of them may be changed; throws a `Problem` where nobody is there to say so.
  private func agreed(
    _ change: ApplicationChange, _ applications: [Application]
  ) async throws -> Set<ObjectName> {
    let names = applications.map(\.name)
    guard let consent, !names.isEmpty else { return Set(names) }
    let place = world.context.map { " on \(SafeText.line($0))" } ?? ""
    guard
      world.place.configuration.isProtected(context: world.context ?? "", environment: nil)
    else {
      if !change.asks || consent.yes || names.allSatisfy(consent.names) { return Set(names) }
      guard let ask = world.ask, format == nil else {
        throw Problem(
          "nobody is there to agree to it: nothing is changed", advice: "say yes with --yes")
      }
      let list = names.map { SafeText.line("\($0)") }.joined(separator: ", ")
      let answer = await ask("\(change.verb.capitalizedFirst) \(list)\(place)? [y/N] ")
      return ["y", "yes"].contains(answer?.lowercased() ?? "") ? Set(names) : []
    }
    var agreed: Set<ObjectName> = []
    for name in names {
      if consent.names(name) {
        agreed.insert(name)
        continue
      }
      let text = SafeText.line("\(name)")
      guard let ask = world.ask, format == nil, !consent.yes else {
        throw Problem(
          "this place is protected, and wants more than a yes: nothing is changed",
          advice: "say so with --confirm \(text)")
      }
      let answer = await ask(
        "this place is protected; type \(text) to \(change.verb) it\(place): ")
      if answer == "\(name)" { agreed.insert(name) }
    }
    return agreed
  }

  private func follow(
    _ change: ApplicationChange, _ applications: [Application],
    _ results: inout [ApplicationResult]
  ) async -> Int32? {
    guard let goal = change.goal, !applications.isEmpty else { return nil }
    let follower = ApplicationFollower(
      cluster: cluster, output: output, goal: goal, limit: change.limit,
      show: { [self] in show($0) })
    let (ends, signal) = await follower.follow(applications)
    for end in ends where end.ending == .unfinished || end.ending == .unfollowed {
      if end.ending == .unfinished {
        let why = signal == nil ? "the time is up" : "stopped waiting"
        note(end.name, end.message.isEmpty ? why : "\(why): \(end.message)")
      }
      if goal != .comparison, end.application?.isOperating == true {
        let name = SafeText.line("\(end.name)")
        world.output.note(
          "  the operation goes on without Duet: `duet app \(name)` shows it, "
            + "`duet terminate \(name)` ends it")
      }
    }
    results += ends
    return signal
  }

  private func note(_ name: ObjectName, _ text: String) {
    world.output.note(SafeText.line("\(name): \(text)"))
  }

  private func show(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    if format == nil {
      world.output.lines(lines)
    } else {
      world.output.remark(lines.map { $0 + "\n" }.joined())
    }
  }
}

extension OperationError {
  /// What a person can do about it, a line each.
  fileprivate func advice(_ name: ObjectName) -> [String] {
    switch self {
    case .refused(let refusals): return refusals.compactMap { $0.advice(name) }
    case .kubernetes(let error): return error.advice.map { [$0] } ?? []
    case .uncertain: return ["`duet app \(name)` shows whether it arrived; it isn't sent twice"]
    case .contended: return []
    }
  }
}

extension OperationRefusal {
  fileprivate func advice(_ name: ObjectName) -> String? {
    switch self {
    case .operationInProgress: "`duet app \(name)` shows it, `duet terminate \(name)` ends it"
    case .blockedByWindow: "`duet app \(name)` shows the windows of its project"
    case .projectMissing: "make the project, or give the application another in spec.project"
    case .forbidden: "ask whoever manages the cluster's access for that permission"
    case .revisionFixed, .automationEnabled: "`duet pause \(name)` pauses it"
    case .noSuchEntry, .entryWithoutSource: "`duet app \(name)` shows the history"
    default: nil
    }
  }
}
