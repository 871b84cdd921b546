public import Console
public import ConsoleRuntime
public import DemoCluster
public import Files
public import GitOps
public import Kubernetes
public import TUI
public import Testing

/// The real console, its loop and its world, on a cluster and a terminal in memory: presses keys and
/// waits for what comes of them.
public struct ConsoleDriver: Sendable {
  /// What the console runs on.
  public struct Setup: Sendable {
    /// The size of the terminal.
    public var size = Size(140, 40)
    /// What was decided before the console opened.
    public var settings = Settings(contexts: ["test"])
    /// The context to begin with.
    public var context = "test"
    /// The namespaces to show; empty for all.
    public var namespaces: Set<String> = []
    /// The infrastructure repository.
    public var repository: any RepositorySource = NoRepository()

    /// Makes the setup of a console on a wide terminal, without a repository.
    public init() {}
  }

  /// What was waited for didn't come: says what, where, and what was on the screen.
  public struct Stuck: Error, CustomStringConvertible {
    /// For a person.
    public var description: String
  }

  /// The loop.
  public let runtime: Runtime
  /// The terminal.
  public let terminal: MemoryTerminal
  /// The time, where it only passes when a test says so; nil where it is the real one.
  public let clock: VirtualClock?
  /// The demo cluster; nil where it is another.
  public let server: DemoAPIServer?

  // MARK: Opening

  /// Opens the console on a demo cluster in virtual time, and closes it after the body.
  public static func run<Result>(
    _ server: DemoAPIServer, _ setup: Setup = Setup(),
    _ body: (ConsoleDriver) async throws -> Result
  ) async throws -> Result {
    // A scenario is built when it is first used; only then its clock stands where it begins.
    await server.advance(by: .zero)
    let clock = VirtualClock(startingAt: await server.now)
    let cluster = LiveWorld.Cluster(
      client: Client(transport: server, pacing: clock.pacing), address: "in memory")
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster }, repository: setup.repository,
      pacing: clock.pacing, sleep: { try await clock.sleep(for: $0) }, now: { clock.now })
    return try await run(world, setup, clock: clock, server: server, body)
  }

  /// Opens the console on a transport in real time, and closes it after the body.
  public static func run<Result>(
    _ client: Client, _ setup: Setup = Setup(), _ body: (ConsoleDriver) async throws -> Result
  ) async throws -> Result {
    let cluster = LiveWorld.Cluster(client: client, address: "a server")
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster }, repository: setup.repository,
      now: { .current() })
    return try await run(world, setup, body)
  }

  /// Opens the console in any world, and closes it after the body.
  public static func run<Result>(
    _ world: some World, _ setup: Setup = Setup(), clock: VirtualClock? = nil,
    server: DemoAPIServer? = nil, _ body: (ConsoleDriver) async throws -> Result
  ) async throws -> Result {
    let state = ConsoleState(
      settings: setup.settings, size: setup.size, now: clock?.now ?? .current(),
      context: setup.context, namespaces: setup.namespaces)
    let terminal = MemoryTerminal(themes: Set(setup.settings.themes))
    let runtime = Runtime(state: state, world: world, terminal: terminal)
    let driver = ConsoleDriver(runtime: runtime, terminal: terminal, clock: clock, server: server)
    let running = Task { await runtime.run() }
    let result: Result
    do {
      result = try await body(driver)
    } catch {
      running.cancel()
      await running.value
      throw error
    }
    running.cancel()
    await running.value
    return result
  }

  // MARK: Doing

  /// Presses keys, written as `jj<enter>D`.
  public func press(_ keys: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let sequence = try #require(KeySequence(keys), sourceLocation: sourceLocation)
    for key in sequence.keys { runtime.send(.key(key)) }
  }

  /// Gives the terminal another size.
  public func resize(_ width: Int, _ height: Int) { runtime.send(.resized(Size(width, height))) }

  /// Lets time pass, in the cluster and in the console.
  public func advance(by duration: Duration) async {
    await server?.advance(by: duration)
    clock?.advance(by: duration)
    if let clock { runtime.send(.ticked(clock.now)) }
  }

  // MARK: Waiting

  /// Waits until the state fulfils a condition; time stands still meanwhile.
  @discardableResult
  public func wait(
    for what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isFulfilled: @escaping @Sendable (ConsoleState) -> Bool
  ) async throws -> ConsoleState {
    let isOver = Watched(false)
    let found = Watched<ConsoleState?>(nil)
    let timer = Task {
      try await Task.sleep(for: .patience)
      isOver.change { $0 = true }
      // Anything, so that the condition is looked at again.
      runtime.send(.ticked(clock?.now ?? .current()))
    }
    defer { timer.cancel() }
    _ = await runtime.wait { state in
      guard isFulfilled(state) else { return isOver.value }
      found.change { $0 = state }
      return true
    }
    guard let state = found.value else { throw stuck(what, sourceLocation) }
    return state
  }

  /// Waits until the screen fulfils a condition; returns its text.
  @discardableResult
  public func waitForScreen(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isFulfilled: (String) -> Bool
  ) async throws -> String {
    let record = await terminal.record.wait { isFulfilled($0.frame.text) }
    guard let record else { throw stuck(what, sourceLocation) }
    return record.frame.text
  }

  /// Waits until all of these texts are on the screen; returns what is on it.
  @discardableResult
  public func see(
    _ texts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await waitForScreen("\(texts)", sourceLocation: sourceLocation) { screen in
      texts.allSatisfy(screen.contains)
    }
  }

  /// Waits until something is said in passing that contains a text.
  public func said(
    _ text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await wait(for: "the words \(text)", sourceLocation: sourceLocation) { state in
      state.toasts.contains { $0.toast.text.contains(text) }
    }
  }

  /// Lets time pass in steps until the screen fulfils a condition.
  @discardableResult
  public func waitForScreen(
    _ what: String, passing step: Duration, sourceLocation: SourceLocation = #_sourceLocation,
    until isFulfilled: @escaping (String) -> Bool
  ) async throws -> String {
    let end = ContinuousClock.now + .patience
    while true {
      let text = terminal.text
      if isFulfilled(text) { return text }
      guard ContinuousClock.now < end else { throw stuck(what, sourceLocation) }
      let frames = terminal.record.value.frameCount
      await advance(by: step)
      // The time that was told makes a frame at least.
      guard await terminal.record.wait(until: { $0.frameCount > frames }) != nil else {
        throw stuck(what, sourceLocation)
      }
    }
  }

  private func stuck(_ what: String, _ location: SourceLocation) -> Stuck {
    Stuck(
      description: "\(location.fileID):\(location.line): waited for \(what) in vain; the last "
        + "frame:\n\(terminal.text)")
  }
}

/// For a console without an infrastructure repository.
public struct NoRepository: RepositorySource {
  /// Makes one.
  public init() {}

  public func read() async -> RepositoryChange { .missing("none in this test") }
  public func changes() -> AsyncStream<Void> { AsyncStream { _ in } }
  public func tree() async -> (any FileTree)? { nil }
  public func stack(_ id: Stack.ID) async -> Stack? { nil }
  public func git() async -> GitStatus { .noRepository }
}
