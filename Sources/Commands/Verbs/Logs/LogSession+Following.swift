import ArgumentParser
import Console
import ConsoleRuntime
import Documents
import GitOps
import Glibc
import HTTP
import Kubernetes
import Logs

extension LogSession {
  /// What happens while logs are followed.
  private enum Happening: Sendable {
    /// A list of pods says something.
    case pods(ResourceQuery, Change<PodRow>)
    /// A stream does; not its lines, which go to the printer.
    case log(LogRoster.Key, LogChange)
    /// A stream is no more; because all that is wanted of it is printed, or because it was stopped.
    case stopped(LogRoster.Key)
    /// The job that was named has ended.
    case jobEnded
    /// Everything is printed; false where nobody reads it any more.
    case printed(Bool)
    /// The program is asked to end.
    case signal(Int32)
  }

  /// Follows logs until they are over, or the task is cancelled.
  func follow() async throws {
    let (happenings, feed) = AsyncStream.makeStream(of: Happening.self)
    var tasks = followPods(feed)
    var streams: [LogRoster.Key: Task<Void, Never>] = [:]
    defer { for task in tasks + streams.values { task.cancel() } }
    let printer = printer(severalLogs: mayBeSeveral, patience: Self.patience)
    tasks.append(Task { feed.yield(.printed(await printer.run())) })

    var roster = LogRoster(choice, usual: selection.usualContainers, most: most)
    var lists = PodLists(selection)
    var hasJobEnded = false
    var isBlind = false
    for await happening in happenings {
      var steps: [LogRoster.Step] = []
      switch happening {
      case .pods(let query, let change):
        if case .interrupted(let interruption) = change, !lists.isComplete {
          // Whoever may read a pod by its name may not be allowed to list any.
          guard selection.isExact, case .forbidden = interruption.error else {
            throw Problem(interruption.error)
          }
          isBlind = true
          lists.assume(selection.pods, of: query)
        }
        let wasComplete = lists.isComplete
        let news = lists.apply(change, from: query)
        guard lists.isComplete else { continue }
        if wasComplete {
          steps = news.flatMap { $0.pod.map { roster.consider($0) } ?? roster.remove($0.name) }
        } else {
          steps = try begin(lists.pods, &roster)
        }
        if case .interrupted(let interruption) = change, !isBlind {
          steps.append(.note("\(interruption.error.summary); it is tried again"))
        }
      case .log(let key, .opened): roster.opened(key)
      case .log(let key, .ended): steps = roster.cameToEnd(key, isLast: isBlind)
      case .log(let key, .restarted): steps = [.note("~ \(key.pod) \(key.container) was restarted")]
      case .log(let key, .gap(let after, let before)):
        steps = [
          .note(
            "\(key.pod) \(key.container): lines between \(after.rfc3339) and \(before.rfc3339) "
              + "may be missing")
        ]
      case .log(let key, .interrupted(let interruption)):
        steps = try hear(interruption.error, of: key, &roster)
      case .log(_, .lines): break
      case .stopped(let key):
        streams[key] = nil
        steps = roster.stopped(key)
      case .jobEnded: hasJobEnded = true
      case .printed(let isRead):
        if !isRead { throw ExitCode(128 + SIGPIPE) }
        return
      case .signal(let number): throw ExitCode(128 + number)
      }
      for step in steps {
        switch step {
        case .note(let text): note(text)
        case .stop(let key): streams[key]?.cancel()
        case .follow(let key, let source, let isNew):
          let log = await printer.open(source)
          streams[key] = Task {
            await follow(key, source, isNew: isNew, as: log, into: printer, feed)
            await printer.close(log)
            feed.yield(.stopped(key))
          }
        }
      }
      let hasEnd = hasJobEnded || selection.isExact || range.limit != nil && !roster.isEmpty
      if lists.isComplete, hasEnd, roster.isOver {
        await printer.complete()
      }
    }
  }

  /// Whether lines may come from several containers.
  private var mayBeSeveral: Bool {
    guard selection.isExact, selection.pods.count == 1 else { return true }
    return containers(of: selection.pods[0]).count != 1
  }

  /// Follows the pods that were there at first.
  private func begin(_ pods: [PodRow], _ roster: inout LogRoster) throws -> [LogRoster.Step] {
    if pods.isEmpty {
      if selection.pattern != nil || selection.isExact { throw nothingThere }
      note("no pods are found yet")
    } else {
      try check(pods, count: pods.reduce(0) { $0 + containers(of: $1).count })
    }
    let steps = pods.flatMap { roster.consider($0) }
    if roster.wantedCount > most { throw tooMany(roster.wantedCount) }
    roster.settle()
    return steps
  }

  /// What is to be done about a log that can't be read at the moment.
  private func hear(
    _ error: KubernetesError, of key: LogRoster.Key, _ roster: inout LogRoster
  ) throws -> [LogRoster.Step] {
    switch error {
    case .notFound: return roster.vanished(key)
    // A container that is only just being started has no log yet.
    case .rejected: return []
    case .forbidden where !ignoresErrors, .unauthorized where !ignoresErrors:
      throw Problem(error)
    case .transport(let failure) where failure.reason == .timedOut:
      return roster.interrupted(key, error.summary, isSilence: true)
    default: return roster.interrupted(key, error.summary)
    }
  }

  /// Follows one log until the task is cancelled, or all that is wanted of it is printed.
  private func follow(
    _ key: LogRoster.Key, _ source: LogSource, isNew: Bool, as log: Int,
    into printer: LogPrinter, _ feed: AsyncStream<Happening>.Continuation
  ) async {
    var query = range.query(source)
    if isNew {
      // Of a pod that appears everything is new.
      (query.start, query.tailLines) = (.beginning, nil)
    }
    var sieve = sieve()
    await LogStream(client, now: world.now).follow(query) { change in
      switch change {
      case .lines(let lines):
        let passed = sieve.pass(lines)
        if !passed.isEmpty { _ = await printer.put(passed, of: log) }
        if sieve.isFull { withUnsafeCurrentTask { $0?.cancel() } }
      case .opened:
        await printer.settle(log)
        feed.yield(.log(key, change))
      case .ended, .restarted, .gap: feed.yield(.log(key, change))
      case .interrupted:
        await printer.settle(log)
        feed.yield(.log(key, change))
      }
    }
  }

  /// Follows what there is of pods, and the job that was named, and what asks the program to end.
  private func followPods(
    _ feed: AsyncStream<Happening>.Continuation
  ) -> [Task<Void, Never>] {
    var tasks = selection.queries.map { query in
      Task {
        await client.live(query, decoding: PodDecoder()) { feed.yield(.pods(query, $0)) }
      }
    }
    if let job = selection.job {
      let query = ResourceQuery(
        .jobs, namespace: job.namespace, fieldSelector: "metadata.name=\(job.name)")
      tasks.append(
        Task {
          let decoder = DocumentRowDecoder { FollowedJob($0) }
          await client.live(query, decoding: decoder) { change in
            switch change {
            case .page(let rows, _), .applied(let rows):
              if rows.contains(where: \.hasEnded) { feed.yield(.jobEnded) }
            case .deleted: feed.yield(.jobEnded)
            case .began, .listed, .alive, .interrupted, .unreadable: break
            }
          }
        })
    }
    let interruptions = world.interruptions
    tasks.append(
      Task {
        for await signal in interruptions() { feed.yield(.signal(signal)) }
      })
    return tasks
  }
}

/// A job, as far as whoever reads its logs wants to know it.
private struct FollowedJob: Row {
  var name: ObjectName
  /// Whether it is complete or has failed: no more pods will come.
  var hasEnded: Bool

  init(_ document: Value) {
    let metadata = document["metadata"]
    name = ObjectName(
      namespace: metadata?["namespace"]?.string ?? "", name: metadata?["name"]?.string ?? "")
    hasEnded = (document["status"]?["conditions"]?.array ?? []).contains { condition in
      ["Complete", "Failed"].contains(condition["type"]?.string)
        && condition["status"]?.string == "True"
    }
  }
}
