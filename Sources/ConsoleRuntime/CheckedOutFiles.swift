import Files
import GitOps

/// The files of the commit that is checked out in a repository.
struct CheckedOutFiles: Sendable {
  /// Why there are none.
  struct Problem: Error {
    var reason: String
  }

  var repository: GitProposal.Repository
  var folder: String
  /// The commit, in full.
  var commit: String
  /// The branch; nil while HEAD is detached.
  var branch: String?
  /// Where it was cloned from; nil if it doesn't say.
  var origin: String?
  var tree: MemoryTree
  /// What isn't committed.
  var changes: [GitChange]
  /// What a person must know of them.
  var warnings: [String] = []

  /// Reads them; nil where there is no such repository.
  static func read(
    _ repository: GitProposal.Repository, _ source: any RepositorySource
  ) async -> Result<CheckedOutFiles, Problem>? {
    guard let git = await source.git(of: repository) else { return nil }
    let state: GitState
    switch await git.status() {
    case .repository(let found): state = found
    case .noRepository: return .failure(Problem(reason: "\(git.folder) isn't under Git"))
    case .gitMissing: return .failure(Problem(reason: "git isn't installed"))
    case .failed(let words): return .failure(Problem(reason: "\(git.folder): \(words)"))
    }
    guard state.commit != nil else {
      return .failure(Problem(reason: "\(git.folder) has no commit yet"))
    }
    do throws(GitTreeError) {
      let (tree, commit) = try await git.tree(of: "HEAD")
      return .success(
        CheckedOutFiles(
          repository: repository, folder: git.folder, commit: commit, branch: state.branch,
          origin: await git.origin, tree: tree, changes: state.changes,
          warnings: Self.warnings(state)))
    } catch {
      return .failure(Problem(reason: error.description))
    }
  }

  /// What to know where the commit isn't the remote's newest.
  private static func warnings(_ state: GitState) -> [String] {
    guard let branch = state.branch, let upstream = state.upstream else { return [] }
    func commits(_ count: Int) -> String { count == 1 ? "1 commit" : "\(count) commits" }
    var warnings: [String] = []
    if let ahead = state.ahead, ahead > 0 {
      warnings.append(
        "\(branch) has \(commits(ahead)) that \(upstream) hasn't: to push this is to push them, too"
      )
    }
    if let behind = state.behind, behind > 0 {
      warnings.append(
        "\(branch) is \(commits(behind)) behind \(upstream): this is based on what is old")
    }
    return warnings
  }

  /// Whether it is a clone of a repository; nil where that can't be told.
  func isOf(_ repository: String) -> Bool? {
    guard let origin, let own = RepositoryAddress(origin),
      let other = RepositoryAddress(repository)
    else { return nil }
    return own.host == other.host && own.path == other.path
  }

  /// Makes renderers of states of these files.
  func renderers(
    _ source: any RepositorySource, _ environment: String?
  ) async -> @Sendable (MemoryTree) -> StackRenderer {
    let options = await source.renderer(environment: environment)
    let isCheckout = repository != .infrastructure
    return { tree in
      var renderer = options?.of(tree) ?? StackRenderer(tree)
      if isCheckout { renderer = renderer.allowingGeneratedNames }
      return renderer
    }
  }
}

extension ApplicationSource {
  /// The repository's address, without a user or a password.
  var address: String { RepositoryAddress(repository).map { "\($0.host)/\($0.path)" } ?? path }
}
