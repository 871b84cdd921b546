import ConsoleRuntime
import Documents
import Emergencies
import GitOps
import Kubernetes

/// Writes changes to Git instead of the cluster: on a branch of their own, shown before.
struct GitEdits {
  let cluster: EmergencyCluster
  let repository: RepositoryOptions
  let consent: EmergencyConsent
  let format: OutputFormat?
  /// Whether the branch is pushed.
  let pushes: Bool

  private var world: VerbWorld { cluster.world }
  private var output: Output { world.output }
  private var isText: Bool { format == nil || format == .wide }

  /// Writes what was prepared, one commit for each object; throws a `Problem` where something isn't
  /// written.
  func write(_ prepared: [PreparedEdit]) async throws {
    let reader = world.repository(repository)
    let writer = GitWriter(repository: reader, client: cluster.client)
    var items: [Value] = []
    var isMissing = false
    for edit in prepared where !edit.edits.isEmpty {
      let request = request(for: edit)
      let proposals = await writer.propose(request)
      var item: Value = ["object": edit.key.json]
      show(proposals, edit.key)
      let best = proposals.best
      if !best.isEmpty {
        item["diff"] = .array(best.flatMap(\.diff).map { .string($0) })
        item["traces"] = .array(best.flatMap(\.traces).map(\.json))
      }
      var commits: [Value] = []
      // Fields may come from several repositories, each of which gets a commit.
      for proposal in best where !consent.dryRun {
        guard
          let commit = try await write(proposal, request.narrowed(to: proposal), writer)
        else {
          isMissing = true
          continue
        }
        commits.append([
          "commit": .string(commit.commit), "branch": .string(commit.branch),
          "folder": .string(commit.folder),
        ])
      }
      if !commits.isEmpty { item["commits"] = .array(commits) }
      if consent.dryRun || !proposals.covers(request) { isMissing = true }
      if !proposals.refusals.isEmpty {
        item["refusals"] = .array(proposals.refusals.map { .string($0.words) })
      }
      items.append(item)
    }
    if !isText { output.value(["items": .array(items)], as: format ?? .json) }
    if isMissing, !consent.dryRun { throw Problem("not everything is written to Git") }
  }

  private func request(for edit: PreparedEdit) -> GitRequest {
    var application: ObjectName?
    for case .application(let name)? in edit.ownership?.owners.map(Optional.some) ?? [] {
      application = application ?? name
    }
    let environment =
      repository.env
      ?? world.context.flatMap { world.place.configuration.environment(ofContext: $0)?.name }
    return GitRequest(
      edit.key, edit.draft.kind == .deletion ? .deletion : .fields(edit.edits),
      application: application, environment: environment)
  }

  private func show(_ proposals: GitProposals, _ key: ObjectKey) {
    guard isText else { return }
    output.line(output.paint(key.words, .strong) + "  to Git")
    for proposal in proposals.best {
      for trace in proposal.traces {
        let place = trace.line.map { "\(trace.file):\($0)" } ?? trace.file
        output.line(
          SafeText.line("  \(trace.path.map { "\($0): " } ?? "")\(place), \(trace.layer)"))
      }
      output.lines(
        proposal.diff.map { line in
          let text = "  " + SafeText.line(line)
          return line.hasPrefix("+")
            ? output.paint(text, .good) : line.hasPrefix("-") ? output.paint(text, .gone) : text
        })
      for effect in proposal.effects {
        let fields = effect.fields.joined(separator: ", ")
        output.line(SafeText.line("  also changes \(effect.object) of \(effect.stack): \(fields)"))
      }
      for warning in proposal.warnings { output.line("  " + SafeText.line(warning)) }
    }
    for path in proposals.inGit { output.line(SafeText.line("  \(path) is so in Git already")) }
    for refusal in proposals.refusals { output.line("  " + SafeText.line(refusal.words)) }
  }

  /// Asks, commits, and pushes where that is wished; nil where somebody says no.
  private func write(
    _ proposal: GitProposal, _ request: GitRequest, _ writer: GitWriter
  ) async throws -> GitCommit? {
    // What is in Git can be read by everybody who reads the repository, for good.
    guard !proposal.exposesSecret || consent.confirm.contains(request.object.name.name) else {
      throw Problem(
        "the values of \(SafeText.line("\(request.object)")) would be in the repository, "
          + "for everybody to read",
        advice: "say so with --confirm \(SafeText.line(request.object.name.name))")
    }
    if !consent.yes {
      guard let ask = world.ask, isText else {
        throw Problem(
          "nobody is there to agree to it: nothing is written", advice: "say yes with --yes")
      }
      let answer = await ask("Commit this to a branch of \(SafeText.line(proposal.folder))? [y/N] ")
      guard ["y", "yes"].contains(answer?.lowercased() ?? "") else { return nil }
    }
    do throws(GitWriteError) {
      let commit = try await writer.commit(
        proposal, for: request, message: GitMessage(request, reason: consent.reason ?? ""))
      output.note("committed \(commit.shortCommit) on \(SafeText.line(commit.branch))")
      if pushes {
        output.note(SafeText.line(try await writer.push(commit, of: proposal.repository)))
      }
      return commit
    } catch {
      throw Problem(SafeText.line(error.description))
    }
  }
}

extension GitProposals.Refusal {
  fileprivate var words: String { (path.map { "\($0): " } ?? "") + reason }
}

extension GitProposal.Trace {
  fileprivate var json: Value {
    var value: Value = ["file": .string(file), "layer": .string(layer)]
    value["field"] = path.map { .string($0.description) }
    value["line"] = line.map { .integer(Int64($0)) }
    return value
  }
}
