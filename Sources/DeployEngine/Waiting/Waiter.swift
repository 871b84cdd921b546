internal import HTTP
public import Kubernetes

/// Waits until what was applied is healthy.
///
/// Everything comes from watches, one for each kind and namespace; nothing is polled. What holds an
/// object up is found through its pods, and told with their warnings and the end of their logs.
public struct Waiter: Sendable {
  private let client: Client
  private let pacing: Pacing

  /// Makes a waiter.
  public init(_ client: Client, pacing: Pacing = .real) {
    self.client = client
    self.pacing = pacing
  }

  /// Waits for these objects; `send` hears how it stands, again whenever that changes.
  ///
  /// Ends when every object has an outcome: it is healthy, it has failed, the time is over, or the
  /// task is cancelled. All have to be healthy at the same time; the first that fails ends the wait.
  /// An empty list ends at once.
  public func wait(
    for targets: [WaitTarget], options: WaitOptions = WaitOptions(),
    send: @escaping @Sendable (WaitEvent) -> Void
  ) async -> WaitResult {
    var model = WaitModel(targets, options)
    let (inputs, feed) = AsyncStream.makeStream(of: WaitModel.Input.self)
    var result = model.result
    await withDiscardingTaskGroup { group in
      if let timeout = options.timeout {
        group.addTask {
          guard (try? await pacing.sleep(timeout)) != nil else { return }
          feed.yield(.timedOut)
        }
      }
      var iterator = inputs.makeAsyncIterator()
      var outputs = model.begin()
      loop: while true {
        for output in outputs {
          switch output {
          case .tell(let event): send(event)
          case .watch(let watch): group.addTask { await follow(watch, feed) }
          case .fetch(let log):
            group.addTask { feed.yield(.log(log, await lines(of: log, options))) }
          case .finish(let end):
            result = end
            break loop
          }
        }
        // A stream ends when the task that reads it is cancelled.
        outputs = model.handle(await iterator.next(isolation: nil) ?? .cancelled)
      }
      group.cancelAll()
    }
    return result
  }

  private func follow(
    _ watch: WaitWatch, _ feed: AsyncStream<WaitModel.Input>.Continuation
  ) async {
    let query = watch.query
    switch watch {
    case .targets, .replicaSets:
      await client.live(query, decoding: HealthDecoder(query.kind)) { feed.yield(.rows(watch, $0)) }
    case .pods(let namespace):
      await client.live(query, decoding: PodDecoder()) { feed.yield(.pods(namespace, $0)) }
    case .warnings, .claimEvents:
      await client.live(query, decoding: EventDecoder()) { feed.yield(.events(watch, $0)) }
    }
  }

  // MARK: Logs

  private static let longestLine = 400

  /// The last lines of a log; none where it can't be read: a log is no reason to fail.
  private func lines(of log: WaitLog, _ options: WaitOptions) async -> [String] {
    guard options.logLines > 0 else { return [] }
    let query = LogQuery(
      namespace: log.pod.namespace, pod: log.pod.name, container: log.container,
      previous: log.isPrevious, tailLines: options.logLines)
    var lines: [String] = []
    do {
      for try await batch in try await client.logs(query) {
        lines += batch.map { String($0.text.prefix(Self.longestLine)) }
        if lines.count >= options.logLines { break }
      }
    } catch {
      return lines
    }
    return Array(lines.suffix(options.logLines))
  }
}
