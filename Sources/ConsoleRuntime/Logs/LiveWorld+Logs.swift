import Console
import Kubernetes
import Logs

extension LiveWorld {
  /// A selection that moves on within this time doesn't open a stream.
  private static let hesitation = Duration.milliseconds(120)
  /// So many lines are fetched for a pane at the most, in bytes; some of them may be long.
  private static let largestExcerpts = 8 << 20

  /// Follows one container's log.
  func runLogs(
    _ query: LogQuery, _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    guard (try? await sleep(Self.hesitation)) != nil else { return }
    await LogStream(client, sleep: sleep, now: now).follow(query) { change in
      switch change {
      case .opened: await pacer.opened(query)
      case .lines(let lines):
        await pacer.turn(of: query, to: lines)
        // A disk that is slower than the servers makes them wait.
        await spool.turn()
      case .ended, .interrupted: await pacer.closed(query)
      case .restarted, .gap: break
      }
      await send(.logs(query, change))
    }
    await pacer.closed(query)
  }

  func perform(_ command: LogStorageCommand) async -> LogStorageEvent? {
    switch command {
    case .store(let segments, let forgotten):
      await spool.forget(forgotten)
      guard !segments.isEmpty else { return nil }
      let (stored, problem) = await spool.store(segments)
      return .stored(
        stored, failed: segments.map(\.id).filter { !stored.contains($0) },
        problem: problem.map { "no room for older lines: \($0.reason)" })
    case .load(let wanted): return await load(wanted)
    }
  }

  private func load(_ wanted: [Int: [Int]]) async -> LogStorageEvent {
    var excerpts: [LogExcerpt] = []
    var problem: String?
    var size = 0
    // The newest are what is looked at, more likely than not.
    for (id, places) in wanted.sorted(by: { $0.key > $1.key }) where size < Self.largestExcerpts {
      do throws(LogSpool.Problem) {
        guard let lines = try await spool.read(id) else { continue }
        let known = places.filter { $0 < lines.count }
        let excerpt = lines.excerpt(known)
        size += excerpt.size
        excerpts.append(LogExcerpt(segment: id, places: known, lines: excerpt))
      } catch {
        problem = "older lines can't be read from the disk: \(error.reason)"
      }
    }
    return .loaded(excerpts, problem: problem)
  }

  // MARK: - Searching

  /// So many segments are looked at between two events.
  private static let findingsAtOnce = 16

  /// Looks through segments, in two tasks; tells what it finds as it goes.
  func runSearch(
    _ search: LogSearch, send: @escaping @Sendable (LogStorageEvent) async -> Void
  ) async {
    var unreadable: [Int] = []
    await withTaskGroup(of: [Int].self) { group in
      for parity in 0..<2 {
        group.addTask { await look(through: search, parity, send: send) }
      }
      for await ids in group { unreadable += ids }
    }
    if !Task.isCancelled { await send(.searched(search.id, unreadable: unreadable)) }
  }

  /// Looks through every other segment; returns those that couldn't be read.
  private func look(
    through search: LogSearch, _ parity: Int,
    send: @escaping @Sendable (LogStorageEvent) async -> Void
  ) async -> [Int] {
    var unreadable: [Int] = []
    var findings: [LogMatches.Finding] = []
    for index in stride(from: parity, to: search.segments.count, by: 2) {
      if Task.isCancelled { return [] }
      let segment = search.segments[index]
      guard let lines = await lines(of: segment) else {
        unreadable.append(segment.id)
        continue
      }
      findings.append(
        LogMatches.Finding(
          segment: segment.id, examined: lines.count, lines: search.filter.matches(in: lines)))
      if findings.count == Self.findingsAtOnce {
        await send(.found(search: search.id, findings))
        findings = []
      }
    }
    if !findings.isEmpty { await send(.found(search: search.id, findings)) }
    return unreadable
  }
}
