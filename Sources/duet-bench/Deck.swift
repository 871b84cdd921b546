import Console
import ConsoleRuntime
import CurlHTTP
internal import Files
import GitOps
import Kubernetes
import TUI

/// The console with everything but a real terminal: frames are rendered and diffed, and go nowhere.
struct Deck: Sendable {
  let runtime: Runtime
  let terminal: DiscardingTerminal

  /// Makes a deck on the server of a kubeconfig; `prepare` does to its state what keys would.
  init(
    kubeconfig: String, size: Size = Size(200, 50),
    prepare: (inout ConsoleState) -> Void = { _ in }
  ) throws {
    Memory.keepTogether()
    let connection = try Self.connection(kubeconfig: kubeconfig)
    let client = try Self.client(connection)
    let cluster = LiveWorld.Cluster(client: client, address: connection.server)
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster }, repository: NoRepository(),
      now: { .current() })
    terminal = DiscardingTerminal()
    var state = ConsoleState(size: size, now: .current(), context: "bench")
    prepare(&state)
    runtime = Runtime(state: state, world: world, terminal: terminal)
  }
}

extension Deck {
  /// A client for the server of a kubeconfig.
  static func client(kubeconfig: String) throws -> Client {
    try client(connection(kubeconfig: kubeconfig))
  }

  private static func connection(kubeconfig: String) throws -> Connection {
    try Connection.resolve(ConnectionChoice(kubeconfig: kubeconfig))
  }

  private static func client(_ connection: Connection) throws -> Client {
    let transport = try CurlTransport(
      CurlConfiguration(
        baseURL: connection.server, caPEM: connection.certificateAuthority,
        clientCertificatePEM: connection.clientCertificate,
        clientKeyPEM: connection.clientKey?.bytes, isInsecure: connection.isInsecure),
      on: TransferLoop())
    return Client(
      transport: transport, credentials: CredentialStore(connection.credentials))
  }
}

/// A terminal that computes what it would have to write.
actor DiscardingTerminal: Terminal {
  private var last: Canvas?
  private(set) var frames = 0
  private(set) var cells = 0
  private var waiters: [(canvas: @Sendable (Canvas) -> Bool, CheckedContinuation<Void, Never>)] = []

  func draw(_ canvas: Canvas) {
    cells += CanvasDifference(from: last, to: canvas).runs.reduce(0) { $0 + $1.cells.count }
    last = canvas
    frames += 1
    let done = waiters.filter { $0.canvas(canvas) }
    waiters.removeAll { $0.canvas(canvas) }
    for waiter in done { waiter.1.resume() }
  }

  /// Returns once a frame fulfils a condition.
  func wait(until isFulfilled: @escaping @Sendable (Canvas) -> Bool) async {
    if let last, isFulfilled(last) { return }
    await withCheckedContinuation { waiters.append((isFulfilled, $0)) }
  }

  func redraw() {}
  func suspend() {}
  func run(_ program: Program, notice: String) -> ProgramResult {
    ProgramResult(.notStarted("nobody looks at this terminal"))
  }
  func copy(_ text: String) {}
  func use(theme: String) -> String? { nil }
}

/// No infrastructure repository.
struct NoRepository: RepositorySource {
  func read() async -> RepositoryChange { .missing("there is none") }
  func changes() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
  func tree() async -> (any FileTree)? { nil }
  func stack(_ id: Stack.ID) async -> Stack? { nil }
  func git() async -> GitStatus { .noRepository }
}
