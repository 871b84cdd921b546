internal import Documents
public import GitOps
public import Kubernetes

/// Follows how stacks differ from the cluster, for as long as it runs.
///
/// One watch for each kind, shared by all stacks; no object is asked about that didn't change.
/// Objects are compared while the bytes of the watch are read. Where that finds a difference, the
/// server is asked once what a deploy would make of it, and its answer holds until Git or the live
/// object says something else. What is kept of an object is a few hundred bytes; the values of
/// Secrets aren't among them.
public actor DriftFollower {
  /// How to follow.
  public struct Options: Hashable, Sendable {
    /// How many objects are asked about at a time.
    public var concurrency: Int
    /// How long changes are gathered before they are told.
    public var coalescing: Duration
    /// How long to wait before asking again where an answer failed.
    public var retry: Duration
    /// Where objects go that say no namespace: the context's.
    public var defaultNamespace: String
    /// Where inventories are.
    public var inventoryNamespace: String

    /// Makes options.
    public init(
      concurrency: Int = 8, coalescing: Duration = .milliseconds(100),
      retry: Duration = .seconds(30), defaultNamespace: String = "default",
      inventoryNamespace: String = Inventory.defaultNamespace
    ) {
      self.concurrency = concurrency
      self.coalescing = coalescing
      self.retry = retry
      self.defaultNamespace = defaultNamespace
      self.inventoryNamespace = inventoryNamespace
    }
  }

  /// Something that takes time.
  enum Job: Sendable {
    case watch(DriftScope)
    case check(DriftCheck)
    case read(ObjectKey)
    case retry(DriftCheck)
    case inventories
    case definitions
    case discover
  }

  let client: Client
  let options: Options
  let pacing: Pacing
  let jobs: AsyncStream<Job>
  private let queue: AsyncStream<Job>.Continuation
  private let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  var model = DriftModel()
  var tables: [ResourceKind: DesiredTable] = [:]
  private var stacks: [Stack.ID: DesiredStack] = [:]
  var discovery: Discovery?
  private var isDiscovering = false
  private var followsDefinitions = false
  var memberRows = Reflection<MemberKindsRow>()
  private var watches: [DriftScope: Task<Void, Never>] = [:]
  private var waitingChecks: [DriftCheck] = []
  private var waitingReads: [ObjectKey] = []
  private var running = 0
  private var changed: Set<Stack.ID> = []
  private var told: [Stack.ID: StackDrift] = [:]

  /// Makes a follower; `discovery` is what is known of the server's kinds.
  public init(
    _ client: Client, discovery: Discovery? = nil, options: Options = Options(),
    pacing: Pacing = .real
  ) {
    self.client = client
    self.discovery = discovery
    self.options = options
    self.pacing = pacing
    (jobs, queue) = AsyncStream.makeStream(of: Job.self)
    (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  // MARK: What Git says

  /// Takes in what Git says of these stacks, and forgets all others.
  public func set(_ all: [DesiredStack]) {
    let kept = Set(all.map(\.id))
    for id in stacks.keys where !kept.contains(id) { remove(id) }
    for stack in all { update(stack) }
  }

  /// Takes in what Git says of one stack now.
  public func update(_ stack: DesiredStack) {
    stacks[stack.id] = stack
    guard let discovery else {
      begin(.discover)
      return
    }
    take(stack, discovery)
    carryOn()
  }

  /// Forgets a stack.
  public func remove(_ id: Stack.ID) {
    guard let old = stacks.removeValue(forKey: id) else { return }
    let keys = model.stacks[old.id]?.objects.map(\.key) ?? []
    model.remove(id)
    told[id] = nil
    changed.remove(id)
    fill(keys)
    carryOn()
  }

  private func take(_ stack: DesiredStack, _ discovery: Discovery) {
    let resolved = ResolvedStack(
      stack, discovery, defaultNamespace: options.defaultNamespace)
    let old = model.stacks[stack.id]?.objects.map(\.key) ?? []
    model.set(resolved)
    fill(old + resolved.objects.map(\.key))
    if resolved.hasUnserved, !followsDefinitions {
      followsDefinitions = true
      queue.yield(.definitions)
    }
  }

  /// Puts what is said of objects where the decoders look.
  private func fill(_ keys: [ObjectKey]) {
    for key in Set(keys) { table(of: key.kind).set(model.wanted(key), of: key.name) }
  }

  func table(of kind: ResourceKind) -> DesiredTable {
    if let table = tables[kind] { return table }
    let table = DesiredTable()
    tables[kind] = table
    return table
  }

  // MARK: Running

  /// Follows until the task is cancelled; `send` hears of the stacks whose drift has changed.
  ///
  /// It is awaited, and what changes meanwhile is told together. To be called once.
  public func run(send: @escaping @Sendable ([StackDrift]) async -> Void) async {
    await withDiscardingTaskGroup { group in
      queue.yield(.inventories)
      if discovery == nil { begin(.discover) }
      group.addTask { await self.tell(send) }
      for await job in jobs {
        if Task.isCancelled { break }
        group.addTask { await self.carryOut(job) }
      }
      for watch in watches.values { watch.cancel() }
      group.cancelAll()
    }
  }

  private func tell(_ send: @Sendable ([StackDrift]) async -> Void) async {
    for await _ in signals {
      guard (try? await pacing.sleep(options.coalescing)) != nil else { return }
      let drifts = takeChanged()
      if !drifts.isEmpty { await send(drifts) }
    }
  }

  /// The drift of the stacks that have changed since the last time, in their order.
  private func takeChanged() -> [StackDrift] {
    let ids = changed.sorted()
    changed = []
    var drifts: [StackDrift] = []
    for id in ids {
      guard let drift = model.drift(of: id), told[id] != drift else { continue }
      told[id] = drift
      drifts.append(drift)
    }
    return drifts
  }

  /// Has done what the model wants done.
  func carryOn() {
    let work = model.takeWork()
    for scope in work.stop { watches.removeValue(forKey: scope)?.cancel() }
    for scope in work.start { queue.yield(.watch(scope)) }
    waitingChecks += work.checks
    waitingReads += work.reads
    startWaiting()
    guard !work.changed.isEmpty else { return }
    changed.formUnion(work.changed)
    signal.yield()
  }

  /// Starts questions, as many at a time as may be.
  private func startWaiting() {
    while running < options.concurrency {
      if let key = waitingReads.popLast() {
        queue.yield(.read(key))
      } else if let check = waitingChecks.popLast() {
        queue.yield(.check(check))
      } else {
        return
      }
      running += 1
    }
  }

  func finishedOne() {
    running -= 1
    startWaiting()
  }

  func ask(again check: DriftCheck) { queue.yield(.retry(check)) }

  func begin(_ job: Job) {
    if case .discover = job {
      guard !isDiscovering else { return }
      isDiscovering = true
    }
    queue.yield(job)
  }

  /// Keeps the task of a watch, to end it when nobody needs it.
  func follow(_ scope: DriftScope) async {
    let task = Task { await self.watch(scope) }
    watches[scope] = task
    await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Takes in what kinds the server has.
  func discovered(_ found: Discovery) {
    isDiscovering = false
    discovery = found
    for stack in stacks.values { take(stack, found) }
    setMemberKinds()
    carryOn()
  }

  /// Takes in that the server doesn't say what kinds it has, for now.
  func discoveryFailed() { isDiscovering = false }
}
