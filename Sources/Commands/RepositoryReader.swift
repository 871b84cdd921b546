import Console
import ConsoleRuntime
internal import Files
import GitOps
import Kustomize
import Processes

/// The infrastructure repository on disk, for the deck and the verbs alike.
struct RepositoryReader: RepositorySource {
  let place: Place
  /// Runs git.
  var runsGit: GitRepository.Run = Self.runGit
  /// Runs what rendering needs.
  var tools: any KustomizeTools = ToolBox()
  /// Whether what lies elsewhere may be fetched, whatever the configuration says.
  var fetchesRemotes = false
  /// What a person does to allow that.
  var fetchingAdvice = StackRenderer.Options().fetchingAdvice

  /// Its files; throws a `Problem` where there are none.
  func open() throws(Problem) -> DiskTree {
    let folder: String
    switch place.folder {
    case .found(let path): folder = path
    case .missing(let reason):
      throw Problem(
        "there is no infrastructure repository: \(reason)",
        advice: "go to its folder, or name it with --repo")
    }
    do throws(FileTreeError) {
      return try DiskTree(folder)
    } catch {
      throw Problem("\(folder) can't be read: \(error.words)")
    }
  }

  func read() async -> RepositoryChange {
    switch place.folder {
    case .missing(let reason): return .missing(reason)
    case .found(let folder):
      async let git = git()
      do throws(Problem) {
        let stacks = stacks(in: try open())
        return .read(
          RepositorySnapshot(
            path: folder, stacks: stacks, git: await git, configuration: place.configuration,
            script: script))
      } catch {
        return .missing(error.summary)
      }
    }
  }

  func changes() -> AsyncStream<Void> {
    guard let folder = place.path else { return AsyncStream { $0.finish() } }
    let roots = place.configuration.stackRoots ?? StackRoots()
    return FolderWatcher.changes(below: roots.all.map { "\(folder)/\($0)" } + ["\(folder)/.git"])
  }

  func tree() async -> (any FileTree)? {
    try? open()
  }

  func stack(_ id: Stack.ID) async -> Stack? {
    guard let tree = try? open() else { return nil }
    return stacks(in: tree).first { $0.id == id }
  }

  func git() async -> GitStatus {
    guard let folder = place.path else { return .noRepository }
    return await GitRepository(folder, run: runsGit).status()
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

  /// Its stacks.
  func stacks(in tree: any FileTree) -> [Stack] {
    StackFinder(tree, configuration: place.configuration).stacks()
  }
}
