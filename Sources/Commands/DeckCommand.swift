import ArgumentParser
import Console
import ConsoleRuntime
import CurlHTTP
internal import Files
import GitOps
import Kubernetes
import TUI

/// Opens the deck on the cluster of a kubeconfig.
struct DeckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deck", abstract: "Open the deck (what `duet` alone does).")

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var deck: DeckOptions

  @Option(
    help: ArgumentHelp(
      """
      The infrastructure repository; otherwise the configuration's, or else the one around the \
      current folder.
      """,
      valueName: "path"))
  var repo: String?

  func run() async throws {
    let own = try PersonalConfiguration(environment: UserEnvironment.current)
    let place = try RepositoryReader.Place.find(
      named: repo, own, currentFolder: RepositoryReader.Place.currentFolder)
    let preferences = Preferences(deck, place.configuration)
    let themes = ThemeLibrary(configuration: own.file)
    let theme = try themes.theme(named: preferences.theme)
    let (contexts, context) = try Self.contexts(connection.choice)
    let clusters = KubeconfigClusters(
      connection.choice, initialContext: context, loop: TransferLoop())
    let settings = Settings(
      contexts: contexts, themes: themes.names, isReadOnly: preferences.isReadOnly,
      protectedContexts: preferences.protectedContexts, canOpenLinks: Browser.isThere,
      kubectlProblem: KubectlRunner.problem, localOffset: LocalClock.offset)
    let state = ConsoleState(
      settings: settings, size: Size(80, 24), now: .current(), theme: theme.theme.name,
      context: context, namespaces: connection.namespaces)
    let world = LiveWorld(
      connect: { id throws(ConnectionProblem) in try await clusters.cluster(id) },
      repository: RepositoryReader(place: place),
      user: {
        await Identity.current(
          in: place.path, environment: UserEnvironment.current)
      }, journal: JournalFile.journal(environment: UserEnvironment.current),
      emergencyJournal: JournalFile.emergencies(environment: UserEnvironment.current),
      zones: TimeZones(try? DiskTree(TimeZones.folder)),
      kubectl: .installed(
        connection.choice, initialContext: context, isInCluster: contexts.isEmpty),
      editor: TextEditor.edit,
      editStore: EditFolder.store(environment: UserEnvironment.current),
      open: Browser.open, now: { .current() })
    try await DeckSession(state: state, world: world, themes: themes, theme: theme.theme).run()
  }

  /// The contexts there are, and the one to begin with.
  ///
  /// In a pod without a kubeconfig there is one without a name.
  static func contexts(_ choice: ConnectionChoice) throws -> ([String], String) {
    do {
      guard let kubeconfig = try Kubeconfig.load(choice) else { return ([], "in-cluster") }
      let names = kubeconfig.contexts.map(\.name)
      guard let context = choice.context ?? kubeconfig.currentContext, !context.isEmpty else {
        throw Kubernetes.ConfigurationError.noContext(known: names)
      }
      guard names.contains(context) else {
        throw Kubernetes.ConfigurationError.unknownContext(context, known: names)
      }
      return (names, context)
    } catch let error as Kubernetes.ConfigurationError {
      throw Problem(error.description, advice: error.advice)
    }
  }
}
