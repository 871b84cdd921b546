public import Console
public import Files
public import GitOps

/// The infrastructure repository.
public protocol RepositorySource: Sendable {
  /// Reads it: its stacks, and what Git says.
  func read() async -> RepositoryChange
  /// An element whenever something in it may have changed; ends with the task.
  func changes() -> AsyncStream<Void>
  /// The files of the working tree as they are now; nil where there is no repository.
  func tree() async -> (any FileTree)?
  /// The stack of that identity as it is on disk now.
  func stack(_ id: Stack.ID) async -> Stack?
  /// What Git says now.
  func git() async -> GitStatus
  /// Builds stacks of the working tree as it is now; nil where there is no repository.
  func renderer(environment: String?) async -> StackRenderer?
  /// Builds stacks of a commit's tree.
  func renderer(
    commit: String, environment: String?
  ) async throws(StackBuildError) -> StackRenderer
  /// The local checkout that is configured for an application's repository, as it was at a revision:
  /// a commit, a branch or a tag; nil where none is configured.
  func checkout(
    of application: String, repository: String, revision: String
  ) async throws(StackBuildError) -> ApplicationCheckout?
  /// What commits are about, as far as the local checkouts of an application's repositories know
  /// them.
  func subjects(
    of commits: [String], application: String, repositories: [String]
  ) async -> [String: String]
  /// A repository for git to work in: this one, or an application's local checkout; nil where there is
  /// none.
  func git(of repository: GitProposal.Repository) async -> GitRepository?
  /// The stacks among the files of a tree, such as that of a commit.
  func findStacks(in tree: any FileTree) async -> [Stack]
  /// Runs the repository's own script, until it has ended or the task is cancelled.
  ///
  /// `receive` gets its lines as they are written, and may wait for the console to keep up.
  func run(
    _ script: StackScript.Run, receive: @escaping @Sendable (String) async -> Void
  ) async -> ProgramEnding
}

extension RepositorySource {
  public func renderer(environment: String?) async -> StackRenderer? {
    await tree().map { StackRenderer($0, options: .init(environment: environment)) }
  }

  public func renderer(
    commit: String, environment: String?
  ) async throws(StackBuildError) -> StackRenderer {
    throw StackBuildError([
      StackProblem(file: "", reason: "the commit \(commit.prefix(7)) can't be read: no Git here")
    ])
  }

  public func checkout(
    of application: String, repository: String, revision: String
  ) async throws(StackBuildError) -> ApplicationCheckout? { nil }

  public func subjects(
    of commits: [String], application: String, repositories: [String]
  ) async -> [String: String] { [:] }

  public func git(of repository: GitProposal.Repository) async -> GitRepository? { nil }

  public func findStacks(in tree: any FileTree) async -> [Stack] { StackFinder(tree).stacks() }

  public func run(
    _ script: StackScript.Run, receive: @escaping @Sendable (String) async -> Void
  ) async -> ProgramEnding {
    .notStarted("scripts can't be run here")
  }
}
