import Console
import ConsoleRuntime
internal import Files
import GitOps
import Processes

/// The infrastructure repository on disk.
struct RepositoryReader: RepositorySource {
  let place: Place

  func read() async -> RepositoryChange {
    switch place.folder {
    case .missing(let reason): return .missing(reason)
    case .found(let folder):
      async let git = git()
      switch stacks(in: folder) {
      case .success(let stacks):
        return .read(
          RepositorySnapshot(
            path: folder, stacks: stacks, git: await git, configuration: place.configuration,
            script: script))
      case .failure(let problem): return .missing(problem.summary)
      }
    }
  }

  func changes() -> AsyncStream<Void> {
    guard let folder = place.path else { return AsyncStream { $0.finish() } }
    let roots = place.configuration.stackRoots ?? StackRoots()
    return FolderWatcher.changes(below: roots.all.map { "\(folder)/\($0)" } + ["\(folder)/.git"])
  }

  func tree() async -> (any FileTree)? {
    guard let folder = place.path else { return nil }
    return try? DiskTree(folder)
  }

  func stack(_ id: Stack.ID) async -> Stack? {
    guard let folder = place.path else { return nil }
    return try? stacks(in: folder).get().first { $0.id == id }
  }

  func git() async -> GitStatus {
    guard let folder = place.path else { return .noRepository }
    return await GitRepository(folder, run: Self.runGit).status()
  }

  /// Runs git for whoever asks about a repository.
  static let runGit: GitRepository.Run = { arguments, input, folder in
    var command = ProcessRunner.gitCommand(arguments, in: folder)
    command.input = input
    let output: ProcessOutput
    do throws(ProcessError) {
      // The files of a commit come in one piece.
      output = try await ProcessRunner().run(command, limits: ProcessLimits(outputBytes: 1 << 30))
    } catch {
      if case .executableNotFound = error { return nil }
      throw error
    }
    guard case .code(let code) = output.exit else { return GitRepository.Output(exitCode: 1) }
    return GitRepository.Output(exitCode: code, output: output.output, errors: output.errorText)
  }

  private func stacks(in folder: String) -> Result<[Stack], Problem> {
    do throws(FileTreeError) {
      let finder = StackFinder(try DiskTree(folder), configuration: place.configuration)
      return .success(finder.stacks())
    } catch {
      return .failure(Problem("\(folder) can't be read: \(error.words)"))
    }
  }
}
