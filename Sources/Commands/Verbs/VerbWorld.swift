import Console
import ConsoleRuntime
import CurlHTTP
import DeployEngine
import Emergencies
import Files
import GitOps
import Glibc
import Kubernetes
import Kustomize
import Processes

/// What verbs need of the world.
///
/// Tests put a cluster in memory and a person who answers here; everything else of a verb is the
/// same.
struct VerbWorld: Sendable {
  /// Where words go.
  var output: Output
  /// The folder that the program was started in; nil if it is gone.
  var currentFolder: String?
  /// Where the repository is, with what configurations say.
  var place: RepositoryReader.Place
  /// The context that is meant; nil where no kubeconfig says one.
  var context: String?
  /// Connects to its cluster; throws a `Problem`.
  var connect: @Sendable () async throws -> LiveWorld.Cluster
  /// Runs git.
  var git: GitRepository.Run = RepositoryReader.runGit
  /// Runs what rendering needs.
  var tools: any KustomizeTools = ToolBox()
  /// Who deploys.
  var user: @Sendable () async -> Operator
  /// The record on this machine; nil for none.
  var journal: Journal?
  /// The record of changes past Git on this machine; nil for none.
  var emergencies: EmergencyJournal?
  /// The edits that wait on this machine; nil where there is no place for them.
  var keptEdits: EditStore?
  /// Gives a text to a person's editor; nil where there is no terminal for it.
  var edit: (@Sendable (EditorText) async -> EditorEnding)?
  /// What time it is.
  var now: @Sendable () -> Timestamp = { .current() }
  /// Asks a person, and returns the answer; nil where there is nobody to ask.
  var ask: (@Sendable (_ question: String) async -> String?)?
  /// Signals that ask the program to end.
  var interruptions: @Sendable () -> AsyncStream<Int32> = { Interruptions.stream() }
  /// Takes what was asked for as bytes; false once nobody reads them any more.
  var write: @Sendable ([UInt8]) async -> Bool = { await StandardOutput.write($0) }
  /// What is read where a path is `-`.
  var input: @Sendable () -> [UInt8] = { StandardInput.all() }
}

extension VerbWorld {
  /// The repository, with what the command line says of it.
  func repository(_ options: RepositoryOptions) -> RepositoryReader {
    RepositoryReader(
      place: place, runsGit: git, tools: tools, fetchesRemotes: options.allowRemote,
      fetchingAdvice: "--allow-remote allows it, or `allowRemote: true` in .duet.yaml")
  }

  /// The real one, as the command line and the configurations say.
  static func current(
    _ repository: RepositoryOptions, _ choice: ConnectionChoice
  ) throws -> VerbWorld {
    let environment = UserEnvironment.current
    let own = try PersonalConfiguration(environment: environment)
    let currentFolder = RepositoryReader.Place.currentFolder
    let place = try RepositoryReader.Place.find(
      named: repository.repo, own, currentFolder: currentFolder)
    var ask: (@Sendable (String) async -> String?)?
    if isatty(STDIN_FILENO) == 1 { ask = { question in await Question.ask(question) } }
    let keptEdits = EditFolder.store(environment: environment)
    var edit: (@Sendable (EditorText) async -> EditorEnding)?
    if isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
      edit = { text in
        guard let keptEdits else { return await TextEditor.edit(text, on: PlainTerminal()) }
        return await keptEdits.edit(text, with: TextEditor.edit, on: PlainTerminal())
      }
    }
    return VerbWorld(
      output: .current(environment: environment), currentFolder: currentFolder, place: place,
      context: context(of: choice), connect: { try await connect(choice) },
      user: { await Identity.current(in: place.path ?? currentFolder, environment: environment) },
      journal: JournalFile.journal(environment: environment),
      emergencies: JournalFile.emergencies(environment: environment), keptEdits: keptEdits,
      edit: edit, ask: ask)
  }

  /// The context that is meant; nil where none is, which isn't this function's to complain of.
  private static func context(of choice: ConnectionChoice) -> String? {
    if let context = choice.context { return context }
    return (try? Kubeconfig.load(choice))??.currentContext.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func connect(_ choice: ConnectionChoice) async throws -> LiveWorld.Cluster {
    let (_, context) = try DeckCommand.contexts(choice)
    let clusters = KubeconfigClusters(choice, initialContext: context, loop: TransferLoop())
    do throws(ConnectionProblem) {
      return try await clusters.cluster(.init(context: context))
    } catch {
      throw Problem(error.reason)
    }
  }
}
