import Kubernetes
import Logs

/// Has streams that read what was written before they were opened come along together.
///
/// Lines are put in the order of their times as long as their neighbours are in memory. A stream that
/// is far ahead of another waits a little for it, so that history that is longer than the memory
/// still comes in order. What is written while streams are open is never held up, and one that has
/// nothing to say holds nobody up.
actor LogPacer {
  /// Names a stream.
  typealias ID = LogQuery

  private struct Stream {
    /// When it was opened; earlier lines are history.
    var opened: Int64
    /// The time of the line it has come to.
    var position = Int64.min
    /// When it last told something.
    var lastHeard: Int64
    var isInHistory = true
  }

  /// A stream may be so much ahead of the slowest, in time of the log.
  private static let lead: Int64 = 1_000_000_000
  /// One that says nothing for so long is waited for no more.
  private static let patience: Int64 = 300_000_000
  /// The longest wait for lines that came together, however far the others are behind.
  private static let longestWait: Int64 = 1_000_000_000
  private static let step = Duration.milliseconds(20)

  private var streams: [ID: Stream] = [:]
  private let sleep: @Sendable (Duration) async throws -> Void
  private let now: @Sendable () -> Timestamp

  init(
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.sleep = sleep
    self.now = now
  }

  /// A stream was opened, or opened anew.
  func opened(_ id: ID) {
    let now = now().sinceEpoch
    streams[id] = Stream(opened: now, position: streams[id]?.position ?? .min, lastHeard: now)
  }

  /// A stream has ended, or rests.
  func closed(_ id: ID) { streams[id] = nil }

  /// Returns when a stream may tell these lines.
  func turn(of id: ID, to tell: PackedLines) async {
    guard var stream = streams[id], let first = tell.entries.first?.time,
      let last = tell.entries.last?.time
    else { return }
    stream.isInHistory = first < stream.opened - Self.lead
    stream.position = max(stream.position, first)
    stream.lastHeard = now().sinceEpoch
    streams[id] = stream
    let deadline = stream.lastHeard + Self.longestWait
    while stream.isInHistory, isAhead(first), now().sinceEpoch < deadline {
      guard (try? await sleep(Self.step)) != nil else { return }
    }
    streams[id]?.position = last
    streams[id]?.lastHeard = now().sinceEpoch
  }

  /// Whether a time is far later than what another stream is telling.
  private func isAhead(_ time: Int64) -> Bool {
    let now = now().sinceEpoch
    return streams.values.contains { stream in
      stream.isInHistory && now - stream.lastHeard < Self.patience
        && (stream.position == .min || stream.position < time - Self.lead)
    }
  }
}
