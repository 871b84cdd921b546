public import Console
public import Kubernetes
import Logs

/// Follows the log of one container: through lost connections and through its restarts, telling each
/// line once, and where lines may be missing.
public struct LogStream: Sendable {
  /// How long after the end of a container's run the next one is looked for, at first.
  private static let restartWait = Duration.seconds(1)
  private static let longestRestartWait = Duration.seconds(15)

  private let client: Client
  private let sleep: @Sendable (Duration) async throws -> Void
  private let now: @Sendable () -> Timestamp

  /// Makes a stream; nothing happens until `follow`.
  ///
  /// `sleep` throws when the task is cancelled.
  public init(
    _ client: Client,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.client = client
    self.sleep = sleep
    self.now = now
  }

  /// Tells what the log says, until the task is cancelled, or until the log ends where the query
  /// doesn't follow it.
  ///
  /// Nothing more is read while `tell` waits. The lines of one change are in the order of their
  /// times, and of source 0.
  public func follow(
    _ query: LogQuery, tell: (LogChange) async -> Void
  ) async {
    var run = Run(query: query, now: now)
    var backoff = Backoff()
    var restartWait = Self.restartWait
    while !Task.isCancelled {
      do throws(KubernetesError) {
        let batches = try await client.logs(run.query(after: run.seam))
        await tell(.opened)
        run.opened()
        backoff.reset()
        if try await read(batches, &run, tell: tell) { restartWait = Self.restartWait }
        guard query.follow else { return await tell(.ended("the log ends here")) }
        await tell(.ended("the container has ended; waiting for its next run"))
        guard (try? await sleep(restartWait)) != nil else { return }
        restartWait = min(restartWait * 2, Self.longestRestartWait)
      } catch {
        if Task.isCancelled { return }
        // Where there is no such log any more, nothing will come of a line that wasn't whole.
        if error.isAnswer { await self.tell(run.seam.finish(), &run, tell) }
        let wait = backoff.next(jitter: Double.random(in: 0..<1))
        await tell(.interrupted(Interruption(error, retriesAfter: wait)))
        guard (try? await sleep(wait)) != nil else { return }
      }
      run.seam.reopen()
    }
  }

  /// Reads a log to its end; returns whether there were new lines.
  private func read(
    _ batches: LogBatches, _ run: inout Run, tell: (LogChange) async -> Void
  ) async throws(KubernetesError) -> Bool {
    var hasNews = false
    for try await batch in batches {
      // A stream that has joined isn't apart any more; a copy would make the seam copy what it
      // remembers, for each batch.
      let before = run.seam.hasJoined ? nil : run.seam
      let news = run.seam.pass(batch, isFollowed: run.query.follow)
      guard !news.lines.isEmpty else { continue }
      hasNews = true
      if news.isApart, let before { await bridge(from: before, to: news.lines, &run, tell: tell) }
      await self.tell(news.lines, &run, tell)
    }
    return hasNews
  }

  /// Tells what lies between the last line of a stream and the first one of the next, which begins
  /// later: the end of the run before, if the container was restarted.
  private func bridge(
    from before: LogSeam, to lines: [LogLine], _ run: inout Run, tell: (LogChange) async -> Void
  ) async {
    guard let last = before.last, let first = lines.lazy.compactMap(\.time).first else { return }
    var seam = before
    seam.reopen()
    var isJoined: Bool?
    var rest: [LogLine] = []
    var query = run.query(after: before)
    query.previous = true
    query.follow = false
    do throws(KubernetesError) {
      for try await batch in try await client.logs(query) {
        // Servers put words of their own in the place of a log that is gone; they have no time.
        let news = seam.pass(batch.filter { $0.time != nil }, isFollowed: false)
        if isJoined == nil, seam.hasJoined { isJoined = !news.isApart }
        rest += news.lines
      }
    } catch {
      // There was no run before this one, or nobody knows.
    }
    let resumed = rest.first?.time ?? first
    if isJoined != true {
      var before = before
      await self.tell(before.finish(), &run, tell)
      await tell(.gap(after: Timestamp(sinceEpoch: last), before: resumed))
    }
    await self.tell(rest, &run, tell)
    if isJoined != nil { await tell(.restarted(first)) }
  }

  private func tell(
    _ lines: [LogLine], _ run: inout Run, _ tell: (LogChange) async -> Void
  ) async {
    guard !lines.isEmpty else { return }
    await tell(.lines(run.pack(lines)))
  }
}

extension LogStream {
  /// What a stream has come to.
  private struct Run {
    let query: LogQuery
    var seam = LogSeam()
    private let now: @Sendable () -> Timestamp
    private var lastTime: Int64?
    private var firstOpening: Timestamp?

    /// A stream that was open so long without a word had nothing to say.
    private static let quiet: Int64 = 5

    init(query: LogQuery, now: @escaping @Sendable () -> Timestamp) {
      self.query = query
      self.now = now
    }

    mutating func opened() {
      if firstOpening == nil { firstOpening = now() }
    }

    /// What to ask for next: all from the last line on, or what was asked for at first.
    func query(after seam: LogSeam) -> LogQuery {
      var next = query
      if let start = seam.start {
        next.start = .time(start)
        next.tailLines = nil
      } else if let firstOpening {
        // Lines that were written meanwhile count, however many.
        let elapsed = now().seconds - firstOpening.seconds
        if elapsed >= Self.quiet { next.tailLines = nil }
        if case .seconds(let seconds) = query.start { next.start = .seconds(seconds + elapsed) }
      }
      return next
    }

    mutating func pack(_ lines: [LogLine]) -> PackedLines {
      var packed = PackedLines()
      packed.append(lines, source: 0, time: lastTime ?? now().sinceEpoch)
      lastTime = packed.entries.last?.time
      packed.sort()
      return packed
    }
  }
}

extension KubernetesError {
  /// Whether the server itself says that there is no such log.
  fileprivate var isAnswer: Bool {
    switch self {
    case .notFound, .rejected: true
    default: false
    }
  }
}
