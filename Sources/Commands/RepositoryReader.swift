import Console
import ConsoleRuntime
import GitOps
import Processes

/// The infrastructure repository on disk.
struct RepositoryReader: RepositorySource {
  /// Where it is, or where it was looked for in vain.
  enum Place: Sendable {
    case folder(String, StackRoots)
    case missing(String)
  }

  let place: Place

  func read() async -> RepositoryChange {
    switch place {
    case .missing(let reason): return .missing(reason)
    case .folder(let folder, let roots):
      async let git = git()
      let stacks = Self.stacks(in: folder, roots)
      switch stacks {
      case .success(let stacks):
        return .read(RepositorySnapshot(path: folder, stacks: stacks, git: await git))
      case .failure(let problem): return .missing(problem.summary)
      }
    }
  }

  func changes() -> AsyncStream<Void> {
    guard case .folder(let folder, let roots) = place else { return AsyncStream { $0.finish() } }
    return FolderWatcher.changes(below: roots.all.map { "\(folder)/\($0)" } + ["\(folder)/.git"])
  }

  func tree() async -> (any FileTree)? {
    guard case .folder(let folder, _) = place else { return nil }
    return try? DiskTree(folder)
  }

  func stack(_ id: Stack.ID) async -> Stack? {
    guard case .folder(let folder, let roots) = place else { return nil }
    return try? Self.stacks(in: folder, roots).get().first { $0.id == id }
  }

  func git() async -> GitStatus {
    guard case .folder(let folder, _) = place else { return .noRepository }
    return await GitRepository(folder) { arguments, folder in
      let output: ProcessOutput
      do throws(ProcessError) {
        output = try await ProcessRunner().git(arguments, in: folder)
      } catch {
        if case .executableNotFound = error { return nil }
        throw error
      }
      guard case .code(let code) = output.exit else { return GitRepository.Output(exitCode: 1) }
      return GitRepository.Output(exitCode: code, output: output.output, errors: output.errorText)
    }.status()
  }

  private static func stacks(
    in folder: String, _ roots: StackRoots
  ) -> Result<[Stack], Problem> {
    do {
      return .success(StackFinder(try DiskTree(folder), roots: roots).stacks())
    } catch {
      return .failure(Problem("\(folder) can't be read: \(error)"))
    }
  }
}
