import Console
import ConsoleRuntime
import DemoCluster
import Documents
import Files
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import Commands

/// The console on a demo cluster.
struct DemoDeck {
  let driver: ConsoleDriver
  let server: DemoAPIServer

  /// Opens the deck on a scenario, with its repository on disk if it is asked for, and with what Git
  /// and the repository's own script do if that is.
  static func run(
    _ scenario: Scenario, hasRepository: Bool = false, usesGit: Bool = false,
    size: Size = Size(140, 40), namespaces: Set<String> = [],
    _ body: (DemoDeck) async throws -> Void
  ) async throws {
    let demo = try Demo(scenario, git: hasRepository ? DemoCommand.git : nil)
    defer { demo.remove() }
    var setup = ConsoleDriver.Setup()
    setup.size = size
    setup.namespaces = namespaces
    if hasRepository, let folder = demo.infrastructure {
      try await demo.writeRepositories()
      var configuration = RepositoryConfiguration()
      for path in demo.checkouts.values {
        configuration.checkouts[path.split(separator: "/").last.map(String.init) ?? ""] = path
      }
      setup.repository =
        usesGit
        ? RepositoryReader(place: .init(folder: .found(folder), configuration: configuration))
        : DiskRepository(folder: folder)
    }
    try await ConsoleDriver.run(demo.server, setup) { driver in
      try await body(DemoDeck(driver: driver, server: demo.server))
    }
  }

  /// The standard cluster of all tests that only look; to build one takes a second.
  private static let standard = Scenario.standard.makeServer()

  /// Opens the deck on the standard cluster, to change nothing in it.
  static func look(_ body: (DemoDeck) async throws -> Void) async throws {
    try await ConsoleDriver.run(standard) { driver in
      try await body(DemoDeck(driver: driver, server: standard))
    }
  }

  /// Somebody else on the same cluster.
  var colleague: Client { Client(transport: server) }

  func press(_ keys: String, at location: SourceLocation = #_sourceLocation) throws {
    try driver.press(keys, sourceLocation: location)
  }

  /// Lets time pass until a text is on the screen.
  @discardableResult
  func pass(
    until text: String, by step: Duration = .seconds(1),
    at location: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try await driver.waitForScreen(text, passing: step, sourceLocation: location) {
      $0.contains(text)
    }
  }

  /// Waits until all pods are there.
  func loaded(at location: SourceLocation = #_sourceLocation) async throws {
    try await driver.wait(for: "the pods", sourceLocation: location) { state in
      state.pods.isComplete && !state.cluster.kinds.isEmpty
    }
  }
}

/// A repository on disk, read as a plain folder: what Git says of it isn't asked.
struct DiskRepository: RepositorySource {
  let folder: String

  func read() async -> RepositoryChange {
    guard let stacks = stacks() else { return .missing("\(folder) can't be read") }
    return .read(RepositorySnapshot(path: folder, stacks: stacks, git: .noRepository))
  }

  func changes() -> AsyncStream<Void> { AsyncStream { _ in } }
  func tree() async -> (any FileTree)? { try? DiskTree(folder) }
  func stack(_ id: Stack.ID) async -> Stack? { stacks()?.first { $0.id == id } }
  func git() async -> GitStatus { .noRepository }

  private func stacks() -> [Stack]? {
    (try? DiskTree(folder)).map { StackFinder($0).stacks() }
  }
}
