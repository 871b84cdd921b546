import ArgumentParser
import Console
import ConsoleRuntime
import CurlHTTP
import GitOps
import Glibc
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
      "The infrastructure repository; otherwise the one around the current folder.",
      valueName: "path"))
  var repo: String?

  func run() async throws {
    let themes = ThemeLibrary(configurationFolder: UserFolders.configuration)
    let theme = try themes.theme(named: deck.theme ?? ThemeLibrary.standard)
    let (contexts, context) = try Self.contexts(connection.choice)
    let clusters = KubeconfigClusters(
      connection.choice, initialContext: context, loop: TransferLoop())
    let settings = Settings(contexts: contexts, themes: themes.names, isReadOnly: deck.readOnly)
    let state = ConsoleState(
      settings: settings, size: Size(80, 24), now: .current(), theme: theme.theme.name,
      context: context, namespaces: connection.namespaces)
    let world = LiveWorld(
      connect: { context throws(ConnectionProblem) in try await clusters.cluster(context) },
      repository: RepositoryReader(place: try Self.repository(repo)), now: { .current() })
    try await DeckSession(state: state, world: world, themes: themes, theme: theme.theme).run()
  }

  /// The contexts there are, and the one to begin with.
  ///
  /// In a pod without a kubeconfig there is one without a name.
  private static func contexts(_ choice: ConnectionChoice) throws -> ([String], String) {
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

  private static func repository(_ path: String?) throws -> RepositoryReader.Place {
    if let path {
      do {
        return .folder(try DiskTree(path).root, StackRoots())
      } catch {
        throw Problem("the repository \(path) can't be read", advice: "check --repo")
      }
    }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else {
      return .missing("there is no current folder")
    }
    let current = String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let found = RepositoryLocator.repository(around: current) else {
      return .missing("none around \(current)")
    }
    return .folder(found.folder, StackRoots())
  }
}
