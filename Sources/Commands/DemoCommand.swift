import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
internal import Files
import GitOps
import Kubernetes
import Processes
import TUI

/// Opens the deck on the demo cluster, or serves that on a port.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Open the deck on a cluster made for trying things out.",
    discussion: """
      The cluster lives in this program and ends with it; nothing else is needed, and nothing else \
      is touched. Its Git repositories are real ones, in a temporary folder that is removed at the \
      end.

      Scenarios:
      \(Scenario.all.map { "  \($0.name): \($0.description)" }.joined(separator: "\n"))
      """)

  @OptionGroup var deck: DeckOptions

  @Option(help: "What the cluster is like.")
  var scenario = "standard"

  @Flag(help: "Serve the cluster on a loopback port instead, for kubectl and others.")
  var serve = false

  @Option(help: "The port to serve it on; a free one unless named.")
  var port: UInt16 = 0

  func run() async throws {
    guard let scenario = Scenario.named(scenario) else {
      throw Problem(
        "there is no scenario \(scenario)",
        advice: "choose one of \(Scenario.all.map(\.name).joined(separator: ", "))")
    }
    let demo = try Demo(scenario, now: .current, git: Self.git)
    defer { demo.remove() }
    if serve {
      try await DemoService(demo: demo, port: port).run()
    } else {
      try await open(demo)
    }
  }

  private func open(_ demo: Demo) async throws {
    // Of the person's configuration only the looks are meant for the demo.
    let own = try PersonalConfiguration(environment: UserEnvironment.current)
    let themes = ThemeLibrary(configuration: own.file)
    let theme = try themes.theme(named: deck.theme ?? own.content.theme ?? ThemeLibrary.standard)
    let settings = Settings(
      contexts: ["demo"], themes: themes.names, isReadOnly: deck.readOnly,
      canOpenLinks: Browser.isThere,
      kubectlProblem: "the demo's pods are only told of, and run nothing",
      localOffset: LocalClock.offset, banner: "demo")
    let state = ConsoleState(
      settings: settings, size: Size(80, 24), now: .current(), theme: theme.theme.name,
      context: "demo")
    let cluster = LiveWorld.Cluster(
      client: Client(transport: demo.server), address: "in this program")
    let repository = DemoRepository(demo)
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster },
      repository: repository,
      user: {
        await Identity.current(
          in: demo.infrastructure, environment: UserEnvironment.current)
      }, zones: TimeZones(try? DiskTree(TimeZones.folder)), editor: TextEditor.edit,
      open: Browser.open, now: { .current() })
    let session = DeckSession(state: state, world: world, themes: themes, theme: theme.theme)
    let outcome = await withDiscardingTaskGroup { group in
      group.addTask { await demo.run() }
      defer { group.cancelAll() }
      do {
        try await session.run()
        return Result<Void, any Error>.success(())
      } catch {
        return .failure(error)
      }
    }
    // Whoever leaves early would otherwise leave git writing into a folder that is being removed.
    await repository.end()
    try outcome.get()
  }

  static let git: GitRunner = { arguments, folder, input in
    var command = ProcessRunner.gitCommand(arguments, in: folder)
    command.input = input
    let output = try await ProcessRunner().run(command)
    guard output.exit.isSuccess else {
      throw Problem("git \(arguments.first ?? "") failed: \(output.errorText)")
    }
    return output.output
  }
}

/// The demo's infrastructure repository: there as soon as it has been written.
private struct DemoRepository: RepositorySource {
  private let reader: RepositoryReader
  private let written: Task<Bool, Never>
  /// The working trees of the application repositories, by their addresses.
  private let checkouts: [String: String]

  init(_ demo: Demo) {
    reader = RepositoryReader(
      place: RepositoryReader.Place(
        folder: demo.infrastructure.map { .found($0) } ?? .missing("this scenario has none")))
    checkouts = demo.checkouts
    written = Task { (try? await demo.writeRepositories()) != nil }
  }

  /// Stops writing it, and returns once nothing writes any more.
  func end() async {
    written.cancel()
    _ = await written.value
  }

  func read() async -> RepositoryChange {
    guard await written.value else { return .missing("git isn't installed, or failed") }
    return await reader.read()
  }

  func changes() -> AsyncStream<Void> { reader.changes() }
  func tree() async -> (any FileTree)? { await reader.tree() }
  func stack(_ id: Stack.ID) async -> Stack? { await reader.stack(id) }
  func git() async -> GitStatus { await reader.git() }

  func renderer(environment: String?) async -> StackRenderer? {
    await reader.renderer(environment: environment)
  }

  func renderer(
    commit: String, environment: String?
  ) async throws(StackBuildError) -> StackRenderer {
    try await reader.renderer(commit: commit, environment: environment)
  }

  func checkout(
    of application: String, repository: String, revision: String
  ) async throws(StackBuildError) -> ApplicationCheckout? {
    guard let folder = checkouts[repository], await written.value else { return nil }
    return try await reader.checkout(in: folder, revision: revision)
  }

  func subjects(
    of commits: [String], application: String, repositories: [String]
  ) async -> [String: String] {
    guard await written.value else { return [:] }
    return await reader.subjects(of: commits, in: repositories.compactMap { checkouts[$0] })
  }

  func git(of repository: GitProposal.Repository) async -> GitRepository? {
    guard await written.value else { return nil }
    return switch repository {
    case .infrastructure: await reader.git(of: .infrastructure)
    case .checkout(_, let address):
      checkouts[address].map { GitRepository($0, run: reader.runsGit) }
    }
  }

  func findStacks(in tree: any FileTree) async -> [Stack] { await reader.findStacks(in: tree) }

  func run(
    _ script: StackScript.Run, receive: @escaping @Sendable (String) async -> Void
  ) async -> ProgramEnding {
    await reader.run(script, receive: receive)
  }
}

extension DemoTime {
  /// What time it is outside.
  static var current: DemoTime {
    let now = Timestamp.current()
    return DemoTime(milliseconds: now.seconds * 1000 + Int64(now.nanoseconds) / 1_000_000)
  }
}
