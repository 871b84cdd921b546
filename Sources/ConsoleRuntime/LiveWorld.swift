public import Console
public import DeployEngine
public import Emergencies
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
  let pacing: Pacing
  let sleep: @Sendable (Duration) async throws -> Void
  let now: @Sendable () -> Timestamp
  let user: @Sendable () async -> Operator
  let journal: Journal?
  let emergencyJournal: EmergencyJournal?
  let open: @Sendable (_ address: String) async -> String?
  let zones: TimeZones
  let kubectl: KubectlRunner?
  let editor: Editor?
  let editStore: EditStore?
  let plans = PlanStore()
  let builds = StackBuilds()
  let spool: LogSpool
  let pacer: LogPacer

  /// Makes a world.
  ///
  /// `user` says who deploys, and `journal` is where deploys are noted on this machine, and
  /// `emergencyJournal` changes past Git; `pacing` is
  /// the time that deploys go by. `open` opens a web page, and returns why it couldn't, or nil.
  /// `kubectl` is nil where it can't be used, and `editor` where there is none. `editStore` is
  /// where edits are kept that wait. `spool` is where lines of logs go for which there is no
  /// room in memory. `zones` are those that sync windows may be in. `sleep` throws when the task is
  /// cancelled.
  public init(
    connect: @escaping Connect, repository: any RepositorySource,
    user: @escaping @Sendable () async -> Operator = { Operator(user: "duet", host: "localhost") },
    journal: Journal? = nil, emergencyJournal: EmergencyJournal? = nil,
    zones: TimeZones = TimeZones(), kubectl: KubectlRunner? = nil,
    editor: Editor? = nil, editStore: EditStore? = nil,
    open: @escaping @Sendable (_ address: String) async -> String? = { _ in
      "no program here opens pages"
    }, pacing: Pacing = .real, spool: LogSpool = LogSpool(),
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.connect = connect
    self.repository = repository
    self.user = user
    self.journal = journal
    self.emergencyJournal = emergencyJournal
    self.open = open
    self.zones = zones
    self.kubectl = kubectl
    self.editor = editor
    self.editStore = editStore
    self.pacing = pacing
    self.spool = spool
    pacer = LogPacer(sleep: sleep, now: now)
    self.sleep = sleep
    self.now = now
  }

  public func perform(_ command: Command) async -> Event? {
    switch command {
    case .readRepository: return .repository(await repository.read())
    case .readCommits(let commits, let application, let repositories):
      return .commits(
        await repository.subjects(
          of: commits, application: application, repositories: repositories))
    case .findLogTime(let time, let segment): return await find(time, in: segment)
    case .saveLog(let saving): return .logSaved(saving, await save(saving))
    case .cluster(let id, let command):
      do throws(ConnectionProblem) {
        let cluster = try await connect(id)
        return await perform(command, on: cluster, of: id).map { .cluster(id, $0) }
      } catch {
        return .failed(error.reason)
      }
    case .open(let address):
      return await open(address).map { .failed("\($0); the address is on the clipboard") }
    case .logStorage(let command): return await perform(command).map { .logStorage($0) }
    case .keepEdit(let edit): return await keep(edit)
    case .forgetEdit(let id): return await forget(id)
    // The terminal's, and the loop's.
    case .quit, .suspend, .redraw, .copy, .useTheme, .enter, .edit: return nil
    }
  }

  public func run(_ activity: Activity, send: @escaping @Sendable (Event) async -> Void) async {
    switch activity {
    case .clock: await runClock(send)
    case .repository: await runRepository(send)
    case .builds(let environment): await runBuilds(environment, send)
    case .script(let id, let script): await runScript(id, script, send)
    case .searchErrors(let request): await runErrorSearch(request, send: send)
    case .portForward(let id, let context, let run): await runPortForward(id, context, run, send)
    case .keptEdits: await runKeptEdits(send)
    case .logSearch(let search): await runSearch(search) { await send(.logStorage($0)) }
    case .cluster(let id, let activity):
      do throws(ConnectionProblem) {
        let cluster = try await connect(id)
        await run(activity, on: cluster, of: id) { await send(.cluster(id, $0)) }
      } catch {
        // Told once, not by every pane.
        if case .connection = activity { await send(.cluster(id, .unusable(error.reason))) }
        // A deploy that can't begin is over, and the console has to know.
        if case .apply(let deploy, _) = activity {
          await send(.failed(error.reason))
          let nothing = ChangeSet(entries: [], ending: .cancelled)
          await send(.cluster(id, .deploy(deploy, .finished(nothing))))
        }
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
}

/// Why a context can't be used, for the user.
public struct ConnectionProblem: Error, Hashable, Sendable {
  /// What is wrong, where, and what to do.
  public var reason: String

  /// Makes a problem.
  public init(_ reason: String) { self.reason = reason }
}
