public import Console
import DeployEngine
public import Files
public import GitOps
public import Kubernetes

/// The real meaning of commands and activities, less where clusters, files and the time come from.
public struct LiveWorld: World {
  /// One cluster, as the context of a kubeconfig names it.
  public struct Cluster: Sendable {
    /// How to ask it.
    public var client: Client
    /// Its address, for the user.
    public var address: String
    /// What a person must know about the connection.
    public var warnings: [String]
    /// Where objects go that say no namespace.
    public var defaultNamespace: String

    /// Makes a cluster.
    public init(
      client: Client, address: String, warnings: [String] = [], defaultNamespace: String = "default"
    ) {
      self.client = client
      self.address = address
      self.warnings = warnings
      self.defaultNamespace = defaultNamespace
    }
  }

  /// Finds the cluster of a context; throws a text for the user where it can't be used.
  ///
  /// Another generation of the same context is to be looked up anew: credentials may have changed.
  public typealias Connect =
    @Sendable (_ id: ClusterID) async throws(ConnectionProblem) -> Cluster

  let connect: Connect
  let repository: any RepositorySource
  let sleep: @Sendable (Duration) async throws -> Void
  let now: @Sendable () -> Timestamp
  let plans = PlanStore()

  /// Makes a world.
  ///
  /// `sleep` throws when the task is cancelled.
  public init(
    connect: @escaping Connect, repository: any RepositorySource,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.connect = connect
    self.repository = repository
    self.sleep = sleep
    self.now = now
  }

  public func perform(_ command: Command) async -> Event? {
    switch command {
    case .readRepository: return .repository(await repository.read())
    case .cluster(let id, let command):
      do throws(ConnectionProblem) {
        let cluster = try await connect(id)
        return await perform(command, on: cluster, of: id).map { .cluster(id, $0) }
      } catch {
        return .failed(error.reason)
      }
    // The terminal's, and the loop's.
    case .quit, .suspend, .redraw, .copy, .useTheme: return nil
    }
  }

  public func run(_ activity: Activity, send: @escaping @Sendable (Event) async -> Void) async {
    switch activity {
    case .clock: await runClock(send)
    case .repository: await runRepository(send)
    case .cluster(let id, let activity):
      do throws(ConnectionProblem) {
        let cluster = try await connect(id)
        await run(activity, on: cluster) { await send(.cluster(id, $0)) }
      } catch {
        // Told once, not by every pane.
        if case .connection = activity { await send(.cluster(id, .unusable(error.reason))) }
      }
    }
  }

  private func runClock(_ send: @Sendable (Event) async -> Void) async {
    while !Task.isCancelled {
      await send(.ticked(now()))
      // Just after the next full second, so that ages change when they should.
      let rest = 1_000_000_000 - Int64(now().nanoseconds)
      guard (try? await sleep(.nanoseconds(rest))) != nil else { return }
    }
  }

  private func runRepository(_ send: @Sendable (Event) async -> Void) async {
    await send(.repository(await repository.read()))
    for await _ in repository.changes() {
      await send(.repository(await repository.read()))
    }
  }
}

/// Why a context can't be used, for the user.
public struct ConnectionProblem: Error, Hashable, Sendable {
  /// What is wrong, where, and what to do.
  public var reason: String

  /// Makes a problem.
  public init(_ reason: String) { self.reason = reason }
}

/// The infrastructure repository.
public protocol RepositorySource: Sendable {
  /// Reads it: its stacks, and what Git says.
  func read() async -> RepositoryChange
  /// An element whenever something in it may have changed; ends with the task.
  func changes() -> AsyncStream<Void>
  /// The files of the working tree as they are now; nil where there is no repository.
  func tree() async -> (any FileTree)?
  /// The stack of that identity as it is on disk now.
  func stack(_ id: Stack.ID) async -> Stack?
  /// What Git says now.
  func git() async -> GitStatus
}
