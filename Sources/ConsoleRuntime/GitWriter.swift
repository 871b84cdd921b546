import Documents
import Files
public import GitOps
public import Kubernetes

/// Writes changes of live objects to Git: finds where they come from, commits on a branch, pushes.
///
/// What is proposed is proved by rendering the files of the commit that is checked out. Nothing is
/// written before `commit`, and then nothing but a commit on a branch of its own: the working tree,
/// the index and the branch that is checked out stay as they are.
public struct GitWriter: Sendable {
  let repository: any RepositorySource
  let client: Client?

  /// Makes one; without a client, what applications bring can't be traced.
  public init(repository: any RepositorySource, client: Client?) {
    self.repository = repository
    self.client = client
  }

  /// The ways to have a change in Git; what stands in the way is part of the answer.
  public func propose(_ request: GitRequest) async -> GitProposals {
    guard let application = request.application else {
      return await proposeInStacks(request)
    }
    return await propose(request, of: application)
  }

  /// Writes a proposal's files to a commit on a new branch.
  ///
  /// Without a name, a free one like `duet/deployment-web-image` is used; a name that is taken is an
  /// error. `message` says what and why.
  public func commit(
    _ proposal: GitProposal, branch: String? = nil, for request: GitRequest, message: GitMessage
  ) async throws(GitWriteError) -> GitCommit {
    guard let git = await repository.git(of: proposal.repository) else {
      throw .noRepository(proposal.folder)
    }
    return try await git.commit(
      proposal.files, on: proposal.base, branch: branch ?? request.branch,
      isFree: branch == nil, message: message.text)
  }

  /// Pushes the branch of a commit; returns git's words.
  public func push(
    _ commit: GitCommit, of repository: GitProposal.Repository
  ) async throws(GitWriteError) -> String {
    guard let git = await self.repository.git(of: repository) else {
      throw .noRepository(commit.folder)
    }
    return try await git.push(commit)
  }

  // MARK: - Stacks

  private func proposeInStacks(_ request: GitRequest) async -> GitProposals {
    guard let files = await CheckedOutFiles.read(.infrastructure, repository) else {
      return .refused("there is no infrastructure repository here")
    }
    switch files {
    case .failure(let problem): return .refused(problem.reason)
    case .success(let files): return await propose(request, inStacksOf: files)
    }
  }

  private func propose(
    _ request: GitRequest, inStacksOf files: CheckedOutFiles
  ) async -> GitProposals {
    let all = await repository.findStacks(in: files.tree)
    let selection = StackSelection(all, environment: request.environment)
    let renderer = await files.renderers(repository, request.environment)
    var candidates = request.stack.map { id in all.filter { $0.id == id } } ?? selection.stacks
    if request.stack == nil {
      // Bringing an object is the only thing that counts, so all are rendered once.
      let rendered = await renderer(files.tree).render(all: candidates)
      candidates = rendered.compactMap { stack, result in
        (try? result.get()).flatMap { $0.brings(request.object) ? stack : nil }
      }
    }
    guard !candidates.isEmpty else {
      return .refused(
        request.stack.map { "there is no stack \($0) in the commit that is checked out" }
          ?? "no stack of the commit that is checked out brings \(request.object)")
    }
    var answer = GitProposals()
    for stack in candidates {
      let tracer = FieldTracer(
        files.tree, .stack(stack), others: all.filter { $0.id != stack.id }, renderer: renderer)
      let source = stack.name + (stack.environment.map { " (\($0))" } ?? "")
      answer.add(await tracer.trace(request), request, files, source: source)
    }
    return answer
  }

  // MARK: - Applications

  private func propose(_ request: GitRequest, of name: ObjectName) async -> GitProposals {
    guard let client else { return .refused("there is no cluster to ask about \(name)") }
    let application: Application
    do throws(KubernetesError) {
      application = Application(try await client.get(ObjectKey(.applications, name)))
    } catch {
      return .refused("the application \(name) can't be read: \(error.summary)")
    }
    var answer = GitProposals()
    for (index, source) in application.sources.enumerated() where source.tool != .reference {
      guard !source.isChart else {
        answer.refusals.append(
          .init(nil, "the chart \(source.chart) lies in a repository of charts, not in Git here"))
        continue
      }
      await propose(request, source, index, of: application, &answer)
    }
    // Where another source brings the object, the others needn't.
    if !answer.proposals.isEmpty || !answer.inGit.isEmpty {
      answer.refusals.removeAll { $0.isAbsence }
    }
    return answer
  }

  private func propose(
    _ request: GitRequest, _ source: ApplicationSource, _ index: Int, of application: Application,
    _ answer: inout GitProposals
  ) async {
    let name = application.name.name
    let files: CheckedOutFiles
    switch await filesOf(source, of: application) {
    case .success(let found): files = found
    case .failure(let problem):
      answer.refusals.append(.init(nil, problem.reason))
      return
    }
    let renderer = await files.renderers(repository, request.environment)
    let others = KustomizationFolders.stacks(in: files.tree, besides: source.path)
    let tracer = FieldTracer(
      files.tree,
      .source(source, application: name, namespace: application.destination.namespace),
      others: others, renderer: renderer)
    let traced = await tracer.trace(request)
    var warned = files
    warned.warnings += followed(application.targetRevision(index), files)
    answer.add(traced, request, warned, source: name)
    guard !traced.applicationEdits.isEmpty else { return }
    await propose(traced.applicationEdits, index, of: application, request, &answer)
  }

  /// The files of a source's repository: of the checkout that is configured, or of the
  /// infrastructure repository where it is the same.
  private func filesOf(
    _ source: ApplicationSource, of application: Application
  ) async -> Result<CheckedOutFiles, CheckedOutFiles.Problem> {
    let name = application.name.name
    for place in [
      GitProposal.Repository.checkout(of: name, from: source.repository), .infrastructure,
    ] {
      guard let files = await CheckedOutFiles.read(place, repository) else { continue }
      guard case .success(let found) = files else {
        if place == .infrastructure { continue }
        return files
      }
      let isOwn = found.isOf(source.repository)
      // A checkout that is configured is believed, where the application has but one source.
      if isOwn ?? (place != .infrastructure) { return files }
      if place != .infrastructure, application.sources.count == 1 {
        var files = found
        files.warnings.append("\(found.folder) isn't a checkout of \(source.address)")
        return .success(files)
      }
    }
    return .failure(
      .init(
        reason: "no local checkout of \(source.address) is configured for \(name); "
          + "`checkouts` in .duet.yaml names it"))
  }

  /// What to know where the application follows something else than what is checked out.
  private func followed(_ revision: String, _ files: CheckedOutFiles) -> [String] {
    guard !revision.isEmpty, revision != "HEAD", revision != files.branch, revision != files.commit,
      "refs/heads/\(files.branch ?? "")" != revision
    else { return [] }
    let here = files.branch.map { "the branch \($0)" } ?? "the commit \(files.commit.prefix(7))"
    return ["the application follows \(revision), and checked out is \(here)"]
  }

  /// Fields that the Application itself sets are changed in its manifest, which a stack of the
  /// infrastructure repository may bring.
  private func propose(
    _ edits: [FieldTracer.ApplicationEdit], _ index: Int, of application: Application,
    _ request: GitRequest, _ answer: inout GitProposals
  ) async {
    let source: FieldPath =
      application.hasSourceList ? ["spec", "sources", .index(index)] : ["spec", "source"]
    let changes = edits.flatMap(\.changes).map { change in
      FieldEdit(
        FieldPath(source.steps + change.path.steps), before: change.before, after: change.after)
    }
    let inner = GitRequest(
      ResourceIdentity(group: "argoproj.io", kind: "Application", name: application.name),
      .fields(changes), environment: request.environment)
    var found = await proposeInStacks(inner)
    guard !found.proposals.isEmpty else {
      for edit in edits {
        answer.refusals.append(
          .init(
            edit.edit.path,
            "the Application \(application.name) sets it itself, in \(changes[0].path), and its "
              + "manifest isn't found: \(found.refusals.first?.reason ?? "no stack brings it")"))
      }
      return
    }
    for index in found.proposals.indices {
      found.proposals[index].edits = edits.map(\.edit)
      found.proposals[index].warnings.insert(
        "the Application \(application.name) sets it itself, so its own manifest is changed", at: 0)
    }
    answer.proposals += found.proposals
  }
}

extension GitProposals {
  static func refused(_ reason: String) -> GitProposals {
    GitProposals(refusals: [.init(nil, reason)])
  }

  /// Takes over what a trace came to.
  mutating func add(
    _ traced: FieldTracer.Answer, _ request: GitRequest, _ files: CheckedOutFiles, source: String
  ) {
    refusals += traced.refusals
    inGit += traced.inGit
    if !traced.isFound, case .deletion = request.change, traced.refusals.isEmpty {
      refusals.append(.init(nil, "\(request.object) isn't in Git: nothing brings it any more"))
    }
    for way in traced.ways {
      let proposal = GitProposal(way, request, files, source: source)
      // Several stacks may bring the object from the same file.
      let isKnown = proposals.contains {
        $0.repository == proposal.repository && $0.files == proposal.files
      }
      if !isKnown { proposals.append(proposal) }
    }
  }
}

extension GitProposals.Refusal {
  /// Whether it only says that a source doesn't bring the object.
  fileprivate var isAbsence: Bool { path == nil && reason.contains("isn't among what") }
}

extension GitProposal {
  init(
    _ way: TracedChange, _ request: GitRequest, _ files: CheckedOutFiles, source: String
  ) {
    var warnings = files.warnings
    let dirty = way.files.filter { file in
      files.changes.contains { $0.path == file.path || $0.from == file.path }
    }
    if !dirty.isEmpty {
      let names = dirty.map(\.path).joined(separator: ", ")
      warnings.append(
        "\(names): what isn't committed there yet is not part of this, and may conflict")
    }
    let isExposed = way.edits.contains { request.isSecret($0.path) && $0.after != nil }
    if isExposed {
      warnings.insert(
        "the Secret's text goes into the repository for all to read who can read that; "
          + "base64 hides nothing", at: 0)
    }
    self.init(
      repository: files.repository, folder: files.folder, base: files.commit, branch: files.branch,
      source: source, edits: way.edits, files: way.files, traces: way.traces,
      addsPatch: way.addsPatch, effects: way.effects, warnings: warnings, exposesSecret: isExposed,
      secrets: way.secrets)
  }
}
