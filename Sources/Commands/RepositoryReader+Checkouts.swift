import ConsoleRuntime
internal import Files
import GitOps

/// The local checkouts of applications' repositories.
extension RepositoryReader {
  func checkout(
    of application: String, repository: String, revision: String
  ) async throws(StackBuildError) -> ApplicationCheckout? {
    guard let folder = place.configuration.checkouts[application] else { return nil }
    return try await checkout(in: folder, revision: revision)
  }

  func subjects(
    of commits: [String], application: String, repositories: [String]
  ) async -> [String: String] {
    // Applications may come from the infrastructure repository itself.
    let folders = [place.configuration.checkouts[application], place.path].compactMap(\.self)
    return await subjects(of: commits, in: folders)
  }

  func git(of repository: GitProposal.Repository) async -> GitRepository? {
    let folder: String? =
      switch repository {
      case .infrastructure: place.path
      case .checkout(let application, _): place.configuration.checkouts[application]
      }
    return folder.map { GitRepository($0, run: runsGit) }
  }

  func findStacks(in tree: any FileTree) async -> [Stack] { stacks(in: tree) }

  /// What commits are about, by the first of these folders that knows each.
  func subjects(of commits: [String], in folders: [String]) async -> [String: String] {
    var subjects: [String: String] = [:]
    for folder in folders {
      let unknown = commits.filter { subjects[$0] == nil }
      guard !unknown.isEmpty else { break }
      let found = await GitRepository(folder, run: runsGit).subjects(of: unknown)
      subjects.merge(found) { first, _ in first }
    }
    return subjects
  }

  /// The files of a checkout as they were at a revision.
  ///
  /// Of a branch that is what was last fetched of it: what Argo CD sees, and not what somebody has
  /// still to push.
  func checkout(
    in folder: String, revision: String
  ) async throws(StackBuildError) -> ApplicationCheckout {
    let git = GitRepository(folder, run: runsGit)
    do throws(GitTreeError) {
      let (tree, commit) = try await Self.tree(of: revision, in: git)
      return ApplicationCheckout(
        folder: folder, commit: commit, origin: await git.origin,
        renderer: renderer(of: tree, environment: nil, allowsGeneratedNames: true))
    } catch {
      throw StackBuildError([StackProblem(file: folder, reason: error.description)])
    }
  }

  private static func tree(
    of revision: String, in git: GitRepository
  ) async throws(GitTreeError) -> (tree: MemoryTree, commit: String) {
    do throws(GitTreeError) {
      return try await git.tree(of: "refs/remotes/origin/\(revision)")
    } catch .unknownRevision {
      return try await git.tree(of: revision)
    }
  }
}
