import HTTP

/// Decides how to keep a list up to date; asks for nothing itself.
///
/// It is told what happened and says what to do next. Time and chance are told to it, too.
///
/// A list is read once and then watched. A watch that ends goes on from the last version; one that
/// can't, because the server has forgotten that version (410), begins with a new list. Where the
/// server can stream a list through a watch, it is asked to.
///
/// The first list asks for no resource version, which means: as things are now. Version 0 would be
/// "any state you have", possibly older than what was on the screen before, and servers ignore the
/// page size with it; a first page of few objects is what fills a screen soonest.
struct WatchMachine<R: Row>: Sendable {
  /// What happened.
  enum Input: Equatable, Sendable {
    /// The live list begins; whether the server may be asked for a streaming list.
    case started(mayStream: Bool)
    /// A page is there, and says where the next one begins.
    case pageBegan(PageHead)
    /// The objects of that page.
    case page([R], [Unreadable])
    /// The server has accepted a watch.
    case connected
    /// Events have come, all in one piece.
    case events([WatchEvent<R>])
    /// The watch has ended properly, after that long.
    case ended(after: Duration)
    /// Nothing was heard for so long that the connection counts as dead.
    case silent
    /// A request, or a watch in its course, has failed.
    case failed(KubernetesError)
    /// The wait is over.
    case woke
  }

  /// What to do: any number of changes to tell, and then at most one other thing.
  enum Output: Equatable, Sendable {
    case tell(Change<R>)
    case list(ListOptions)
    case watch(WatchOptions)
    case wait(Duration)
    /// Streaming lists aren't supported here; not to be asked for again.
    case noteNoStreaming
  }

  private enum State: Hashable, Sendable {
    case idle
    /// Reading pages. `next` is where the one after this begins.
    case listing(version: String, next: String?, isPaged: Bool, isFirst: Bool)
    /// Receiving a list through a watch.
    case streaming
    /// Up to date, from that version on.
    case watching(String)
    /// Waiting, and then listing anew.
    case waitingToList
    /// Waiting, and then watching from that version on.
    case waitingToWatch(String)
  }

  private var state = State.idle
  private var mayStream = false
  private var backoff = Backoff()
  /// How many watches in a row ended almost at once.
  private var shortWatches = 0
  /// Whether the last list was followed by a 410 before anything else.
  private var isExpiredAgain = false
  private var hasSeenBookmark = false
  private var isInterrupted = false
  private var remaining: Int?

  /// The first page is small: it is on the screen while the rest is still being read.
  static var firstPage: Int { 250 }
  /// The size of the others.
  ///
  /// Larger ones would save round trips and cost memory: the next page is received while this one
  /// is decoded, and a pod is 5 KB of JSON.
  static var otherPages: Int { 500 }
  /// A watch that ends sooner than this wasn't worth its connection.
  static var shortWatch: Duration { .seconds(5) }
  /// A watch that has lasted this long shows that the server is well.
  static var healthyWatch: Duration { .seconds(30) }
  /// Servers send a bookmark about every minute.
  static var longestSilence: Duration { .seconds(75) }
  /// When what is missing is a right or a kind, trying often won't help.
  static var slowRetry: Duration { .seconds(30) }

  /// Takes in what happened, and says what to do; `jitter` is from 0 up to 1.
  mutating func handle(_ input: Input, jitter: Double) -> [Output] {
    switch (state, input) {
    case (_, .started(let mayStream)):
      self.mayStream = mayStream
      return begin(jitter)

    case (.listing(let version, _, let isPaged, let isFirst), .pageBegan(let head)):
      let next = head.continuation
      // All pages are of the version of the first.
      let version = isFirst ? head.version : version
      state = .listing(version: version, next: next, isPaged: isPaged, isFirst: false)
      remaining = head.remaining
      return next.map { [.list(ListOptions(limit: Self.otherPages, continuation: $0))] } ?? []
    case (.listing(let version, let next, _, _), .page(let rows, let unreadable)):
      var outputs = [Output.tell(.page(rows, remaining: remaining))]
      outputs += unreadable.map { .tell(.unreadable($0.name, $0.reason)) }
      guard next == nil else { return outputs }
      isInterrupted = false
      state = .watching(version)
      return outputs + [.tell(.listed), watch(.after(version), jitter)]
    case (.listing(_, _, _, let isFirst), .failed(.gone)) where !isFirst:
      // The server forgot the list between two pages; without pages that can't happen.
      state = .listing(version: "", next: nil, isPaged: false, isFirst: true)
      return [.tell(.began), .list(ListOptions())]

    case (.streaming, .events(let events)): return take(events, version: nil, jitter)
    case (.streaming, .failed(.invalid)), (.streaming, .failed(.rejected)),
      (.streaming, .ended), (.streaming, .silent):
      // Refused, or ignored: an ordinary watch, and no bookmark to end the list.
      mayStream = false
      return [.noteNoStreaming] + begin(jitter)

    case (.streaming, .failed(.forbidden)):
      // One may be allowed to list and not to watch.
      mayStream = false
      return begin(jitter)

    case (.watching(let version), .events(let events)):
      return take(events, version: version, jitter)
    case (.watching, .connected), (.streaming, .connected):
      guard isInterrupted, state != .streaming else { return [] }
      isInterrupted = false
      return [.tell(.alive)]
    case (.watching(let version), .ended(let duration)):
      return resume(version, after: duration, jitter)
    case (.watching(let version), .silent):
      // Where bookmarks come, silence means a dead connection; elsewhere, that nothing happened.
      guard hasSeenBookmark else { return [watch(.after(version), jitter)] }
      return [
        interrupt(.transport(TransportError(.timedOut)), .zero), watch(.after(version), jitter),
      ]
    case (.watching, .failed(.gone(let status))): return expire(.gone(status), jitter)
    case (.watching(let version), .failed(let error)): return fail(error, version, jitter)

    case (.listing, .failed(let error)), (.streaming, .failed(let error)):
      return fail(error, nil, jitter)

    case (.waitingToList, .woke): return begin(jitter)
    case (.waitingToWatch(let version), .woke):
      state = .watching(version)
      return [watch(.after(version), jitter)]

    case (.idle, _), (.listing, _), (.streaming, _), (.watching, _), (.waitingToList, _),
      (.waitingToWatch, _):
      // Late news of what is over.
      return []
    }
  }

  // MARK: Beginning

  private mutating func begin(_ jitter: Double) -> [Output] {
    if mayStream {
      state = .streaming
      return [.tell(.began), watch(.initialEvents, jitter)]
    }
    state = .listing(version: "", next: nil, isPaged: true, isFirst: true)
    return [.tell(.began), .list(ListOptions(limit: Self.firstPage))]
  }

  private func watch(_ start: WatchOptions.Start, _ jitter: Double) -> Output {
    // From 5 to 10 minutes, so that the watches of many clients don't all end together.
    .watch(
      WatchOptions(
        start, timeoutSeconds: 300 + Int(300 * jitter), idleTimeout: Self.longestSilence))
  }

  // MARK: Events

  private mutating func take(
    _ events: [WatchEvent<R>], version: String?, _ jitter: Double
  ) -> [Output] {
    var batch = Batch()
    var version = version
    var outputs: [Output] = []
    for event in events {
      switch event {
      case .applied(let row, let new):
        batch.apply(row)
        if version != nil { version = new }
      case .deleted(let name, let new):
        batch.delete(name)
        if version != nil { version = new }
      case .unreadable(let name, let reason, let new):
        batch.unreadable.append(.unreadable(name, reason))
        if version != nil, !new.isEmpty { version = new }
      case .bookmark(let new, let endsInitialEvents):
        hasSeenBookmark = true
        batch.hasBookmark = true
        if version != nil {
          version = new
        } else if endsInitialEvents {
          version = new
          outputs += batch.changes(isListing: true).map { .tell($0) } + [.tell(.listed)]
          batch = Batch()
        }
      case .failed(let status):
        outputs += batch.changes(isListing: version == nil).map { .tell($0) }
        state = version.map { .watching($0) } ?? state
        return outputs + handle(.failed(KubernetesError(status)), jitter: jitter)
      }
    }
    outputs += batch.changes(isListing: version == nil).map { .tell($0) }
    if let version {
      state = .watching(version)
      isInterrupted = false
      isExpiredAgain = false
      backoff.reset()
    }
    return outputs
  }

  /// The net effect of the events that came in one piece.
  private struct Batch {
    var unreadable: [Change<R>] = []
    var hasBookmark = false
    private var applied: [ObjectName: R] = [:]
    private var order: [ObjectName] = []
    private var deleted: Set<ObjectName> = []

    mutating func apply(_ row: R) {
      if applied.updateValue(row, forKey: row.name) == nil { order.append(row.name) }
      if !deleted.isEmpty { deleted.remove(row.name) }
    }

    mutating func delete(_ name: ObjectName) {
      applied[name] = nil
      deleted.insert(name)
    }

    func changes(isListing: Bool) -> [Change<R>] {
      var changes: [Change<R>] = []
      if !applied.isEmpty {
        var seen: Set<ObjectName> = []
        // A name is there twice if it was deleted in between.
        let rows = order.compactMap { seen.insert($0).inserted ? applied[$0] : nil }
        changes.append(isListing ? .page(rows, remaining: nil) : .applied(rows))
      }
      if !deleted.isEmpty { changes.append(.deleted(deleted.sorted())) }
      changes += unreadable
      if changes.isEmpty, hasBookmark { changes.append(.alive) }
      return changes
    }
  }

  // MARK: Trouble

  private mutating func resume(
    _ version: String, after duration: Duration, _ jitter: Double
  ) -> [Output] {
    if duration >= Self.healthyWatch { backoff.reset() }
    shortWatches = duration < Self.shortWatch ? shortWatches + 1 : 0
    guard shortWatches > 1 else { return [watch(.after(version), jitter)] }
    let wait = backoff.next(jitter: jitter)
    state = .waitingToWatch(version)
    let error = TransportError(.connectionLost, detail: "the server ends watches at once")
    return [interrupt(.transport(error), wait), .wait(wait)]
  }

  private mutating func expire(_ error: KubernetesError, _ jitter: Double) -> [Output] {
    guard isExpiredAgain else {
      isExpiredAgain = true
      return begin(jitter)
    }
    // A server that forgets what it has just listed would be listed without end.
    let wait = backoff.next(jitter: jitter)
    state = .waitingToList
    return [interrupt(error, wait), .wait(wait)]
  }

  private mutating func fail(
    _ error: KubernetesError, _ version: String?, _ jitter: Double
  ) -> [Output] {
    var wait = backoff.next(jitter: jitter)
    var version = version
    switch error {
    case .tooManyRequests, .server:
      if let asked = error.serverWait { wait = max(wait, asked) }
      // The server is behind our version, as after being restored from a backup.
      let causes = error.status?.causes ?? []
      if causes.contains(where: { $0.reason == "ResourceVersionTooLarge" }) { version = nil }
    case .transport: break
    case .gone: version = nil
    case .unauthorized, .forbidden, .notFound, .invalid, .rejected, .undecodable, .credentials,
      .conflict, .alreadyExists:
      wait = max(wait, Backoff.spread(Self.slowRetry, jitter))
      version = nil
    }
    state = version.map { .waitingToWatch($0) } ?? .waitingToList
    return [interrupt(error, wait), .wait(wait)]
  }

  private mutating func interrupt(_ error: KubernetesError, _ wait: Duration) -> Output {
    isInterrupted = true
    return .tell(.interrupted(Interruption(error, retriesAfter: wait)))
  }
}
