internal import Documents
public import Kubernetes

/// Keeps the states of emergencies up to date: watches the record, and the objects of those that aren't
/// settled, and writes down what becomes of them.
///
/// Several may do so at the same time, on any machines: all come to the same. Where the record can't
/// be written, what has become of them is told all the same.
public actor EmergencyFollower {
  /// Receives all emergencies on the record, the latest first, with why the cluster's record can't be
  /// read, if so.
  public typealias Send = @Sendable ([Emergency], KubernetesError?) async -> Void

  /// The objects of so many are watched, of the latest; others are looked at once.
  private static let mostWatched = 100

  private let desk: EmergencyDesk
  private let client: Client
  private let now: @Sendable () -> Timestamp
  private let send: Send

  private var record = Reflection<ObjectRow>()
  /// Those that only this machine knows of.
  private var local: [Emergency] = []
  private var problem: KubernetesError?
  /// What has been found out since it was last written down.
  private var states: [Emergency.ID: EmergencyState] = [:]
  private var watches: [Emergency.ID: Task<Void, Never>] = [:]
  private var objects: [Emergency.ID: Found] = [:]
  private var keepsakes: [Emergency.ID: EmergencyKeepsake] = [:]
  private var told: [Emergency]?
  private var toldProblem: KubernetesError?

  /// An object as it was last seen.
  private enum Found {
    case nothing
    case object(Value)
  }

  /// Makes a follower; it tells what it finds once it runs.
  public init(
    _ desk: EmergencyDesk, now: @escaping @Sendable () -> Timestamp, send: @escaping Send
  ) {
    self.desk = desk
    client = desk.client
    self.now = now
    self.send = send
  }

  /// Runs until the task is cancelled.
  public func run() async {
    local = await desk.localEntries()
    await client.live(desk.ledger.query, decoding: ObjectRow.decoder) { change in
      await self.take(change)
    }
    for task in watches.values { task.cancel() }
    for task in watches.values { await task.value }
    watches = [:]
  }

  /// Works out anew what has become of those that aren't settled: what is to be by Git may have
  /// changed.
  public func desiredChanged() async {
    for emergency in recorded where emergency.isOpen { await judge(emergency) }
    await tell(recorded)
  }

  // MARK: The record

  private func take(_ change: Change<ObjectRow>) async {
    record.apply(change)
    switch change {
    case .interrupted(let interruption): problem = interruption.error
    case .listed, .applied, .deleted, .alive: problem = nil
    case .began, .page, .unreadable: return
    }
    await catchUp()
  }

  /// All emergencies as they are on the record, the latest first.
  private var recorded: [Emergency] {
    let known = record.rows.values.compactMap { Emergency(configMap: $0.document) }
    let ids = Set(known.map(\.id))
    return (known + local.filter { !ids.contains($0.id) }).sorted { $0.id > $1.id }
  }

  private func catchUp() async {
    let all = recorded
    let open = all.filter(\.isOpen)
    let wanted = Set(open.prefix(Self.mostWatched).map(\.id))
    for (id, task) in watches where !wanted.contains(id) {
      task.cancel()
      watches[id] = nil
    }
    for emergency in open.prefix(Self.mostWatched) where watches[emergency.id] == nil {
      watches[emergency.id] = Task { await self.watch(emergency) }
    }
    for emergency in open.dropFirst(Self.mostWatched) where states[emergency.id] == nil {
      states[emergency.id] = await desk.state(of: emergency)
    }
    for emergency in open { await judge(emergency) }
    await tell(all)
  }

  private func tell(_ all: [Emergency]) async {
    let current = all.map { emergency in
      var current = emergency
      if current.isOpen, let state = states[current.id] { current.state = state }
      return current
    }
    guard current != told || problem != toldProblem else { return }
    (told, toldProblem) = (current, problem)
    await send(current, problem)
  }

  // MARK: Objects

  private func watch(_ emergency: Emergency) async {
    if emergency.isAboutSecret { keepsakes[emergency.id] = await desk.keepsake(of: emergency) }
    let (key, id) = (emergency.key, emergency.id)
    let query = ResourceQuery(
      key.kind, namespace: key.name.namespace.isEmpty ? nil : key.name.namespace,
      fieldSelector: "metadata.name=\(key.name.name)")
    var reflection = Reflection<ObjectRow>()
    let changes = AsyncStream<Change<ObjectRow>>.makeStream()
    let watching = Task { [client] in
      await client.live(query, decoding: ObjectRow.decoder) { changes.continuation.yield($0) }
      changes.continuation.finish()
    }
    await withTaskCancellationHandler {
      for await change in changes.stream {
        reflection.apply(change)
        if case .interrupted(let interruption) = change, !reflection.isComplete,
          case .forbidden = interruption.error
        {
          // Who may get it and not watch it is told how it is now.
          states[id] = await desk.state(of: emergency)
          await tell(recorded)
          continue
        }
        guard reflection.isComplete else { continue }
        objects[id] = reflection[key.name].map { .object($0.document) } ?? .nothing
        guard let current = recorded.first(where: { $0.id == id }) else { continue }
        await judge(current)
        await tell(recorded)
      }
    } onCancel: {
      watching.cancel()
    }
    await watching.value
  }

  /// Works out what has become of an emergency, and writes it down where that is news.
  private func judge(_ emergency: Emergency) async {
    let id = emergency.id
    let live: Value?
    switch objects[id] {
    case .object(let document)?: live = document.naming(emergency.key.kind)
    case .nothing?: live = nil
    case nil: return
    }
    let desired = await desk.committed(emergency.key)
    let state = emergency.state(
      live: live, desired: desired, keepsake: keepsakes[id], now: now())
    guard state != states[id] || state != emergency.state else { return }
    // Its own program knows better as long as it is at it.
    if emergency.state == .pending, state == .pending { return }
    let isNews = states[id] != state
    states[id] = state
    guard isNews, state != emergency.state else { return }
    if let index = local.firstIndex(where: { $0.id == id }) { local[index].state = state }
    await desk.change(id) { if $0.isOpen { $0.state = state } }
  }
}
