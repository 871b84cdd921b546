import Console
import ConsoleRuntime
import DemoCluster
import GitOps
import Kubernetes
import TUI

/// A picture of the deck on the demo cluster: the real console, with a canvas for a terminal, at a
/// moment that is always the same.
struct DeckPicture {
  /// The cluster's time doesn't pass while the picture is taken.
  private static let moment = DemoTime.example
  private static let size = Size(168, 44)

  /// Takes the picture, as SVG; the same every time.
  static func take() async throws -> String {
    let demo = try Demo(.standard, now: moment, git: DemoCommand.git)
    defer { demo.remove() }
    try await demo.writeRepositories()
    let theme = try ThemeLibrary(configuration: nil).theme(named: ThemeLibrary.standard).theme
    let client = Client(transport: demo.server)
    let runtime = Runtime(
      state: ConsoleState(
        settings: Settings(contexts: ["demo"], banner: "demo"), size: size, now: now,
        theme: theme.name, context: "demo"),
      world: world(demo, client), terminal: Easel())
    return try await withThrowingDiscardingTaskGroup { group in
      group.addTask { await runtime.run() }
      defer { group.cancelAll() }
      try await pose(runtime, client)
      return SVGPicture(await runtime.state.render(), theme: theme).text
    }
  }

  private static var now: Timestamp {
    Timestamp(seconds: moment.milliseconds / 1000)
  }

  private static func world(_ demo: Demo, _ client: Client) -> LiveWorld {
    let cluster = LiveWorld.Cluster(client: client, address: "in this program")
    return LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster },
      repository: RepositoryReader(
        place: RepositoryReader.Place(
          folder: demo.infrastructure.map { .found($0) } ?? .missing("git failed"))),
      sleep: { duration in
        // Hesitations are for people; whatever waits longer waits for a time that doesn't come.
        if duration < .milliseconds(500) { return }
        try await Task.sleep(for: .seconds(86_400))
      },
      now: { now })
  }

  /// Brings the deck into the state to be shown: everything there, a crashing pod selected, and its
  /// log.
  private static func pose(_ runtime: Runtime, _ client: Client) async throws {
    try await wait(for: "the lists", runtime) { state in
      guard case .read = state.repository else { return false }
      return state.applications.isComplete && state.pods.isComplete
        && state.cluster.connection == .connected && !state.cluster.kinds.isEmpty
    }
    runtime.send(.key(.character("3")))
    runtime.send(.key(.character("g")))
    try await wait(for: "the focus", runtime) { $0.focus == .resources }
    let rows = await runtime.state.pods.visible
    for _ in rows.prefix(while: { $0.status != "CrashLoopBackOff" }) {
      runtime.send(.key(.character("j")))
    }
    try await wait(for: "the crashing pod", runtime) {
      $0.pods.selected?.status == "CrashLoopBackOff" && !$0.logs.queries.isEmpty
    }
    var lineCount = 0
    for var query in await runtime.state.logs.queries {
      query.follow = false
      for try await batch in try await client.logs(query) { lineCount += batch.count }
    }
    let expected = lineCount
    try await wait(for: "the log", runtime) { $0.logs.contents.count == expected }
    await runtime.settle()
    try await wait(for: "the permissions", runtime) { $0.cluster.openQuestions.isEmpty }
  }

  private static func wait(
    for what: String, _ runtime: Runtime, until isFulfilled: @Sendable (ConsoleState) -> Bool
  ) async throws {
    guard await runtime.wait(until: isFulfilled) else {
      throw Problem("the picture can't be taken: \(what) didn't come")
    }
  }
}

/// A terminal that nobody looks at.
private struct Easel: Terminal {
  func draw(_ canvas: Canvas) async {}
  func redraw() async {}
  func suspend() async {}
  func run(_ program: Program, notice: String) async -> ProgramResult {
    ProgramResult(.notStarted("a picture is no terminal"))
  }
  func copy(_ text: String) async {}
  func use(theme: String) async -> String? { nil }
}
