import Console
import Kubernetes

extension LiveWorld {
  /// A selection that moves on within this time doesn't open a stream.
  private static let hesitation = Duration.milliseconds(120)
  /// How long after the end of a container's run the next one is looked for, at first.
  private static let restartWait = Duration.seconds(1)
  private static let longestRestartWait = Duration.seconds(15)

  /// Follows one container's log: through lost connections and through its restarts, telling each
  /// line once.
  func runLogs(
    _ query: LogQuery, _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    guard (try? await sleep(Self.hesitation)) != nil else { return }
    var seam = LogSeam()
    var query = query
    let original = query
    var backoff = Backoff()
    var restartWait = Self.restartWait
    while !Task.isCancelled {
      do throws(KubernetesError) {
        let batches = try await client.logs(query)
        await send(.logs(original, .opened))
        backoff.reset()
        for try await batch in batches {
          let lines = seam.pass(batch)
          guard !lines.isEmpty else { continue }
          restartWait = Self.restartWait
          await send(.logs(original, .lines(lines)))
        }
        guard original.follow else {
          await send(.logs(original, .ended("the log ends here")))
          return
        }
        await send(.logs(original, .ended("the container has ended; waiting for its next run")))
        guard (try? await sleep(restartWait)) != nil else { return }
        restartWait = min(restartWait * 2, Self.longestRestartWait)
      } catch {
        let wait = backoff.next(jitter: Double.random(in: 0..<1))
        if Task.isCancelled { return }
        await send(.logs(original, .interrupted(Interruption(error, retriesAfter: wait))))
        guard (try? await sleep(wait)) != nil else { return }
      }
      if let last = seam.last {
        // From the last line on: what is told again of that moment is passed over.
        query.start = .time(last)
        query.tailLines = nil
        seam.reopen()
      }
    }
  }
}

/// Joins two streams of the same log at the last line told: those with its time that were told
/// before aren't told again.
///
/// Servers take times to the second only, so the second stream begins up to a second before.
struct LogSeam {
  /// The time of the last line told.
  private(set) var last: Timestamp?
  private var toldAtLast: [String: Int] = [:]
  private var isPassingOver = false
  private var passed: [String: Int] = [:]

  /// A new stream begins, from about the last line told.
  mutating func reopen() {
    isPassingOver = true
    passed = toldAtLast
  }

  /// The lines that are new.
  mutating func pass(_ lines: [LogLine]) -> [LogLine] {
    var fresh: [LogLine] = []
    fresh.reserveCapacity(lines.count)
    for line in lines {
      guard let time = line.time else {
        fresh.append(line)
        continue
      }
      if isPassingOver, let last {
        if time < last { continue }
        if time == last, let count = passed[line.text], count > 0 {
          passed[line.text] = count - 1
          continue
        }
        if time > last { isPassingOver = false }
      }
      fresh.append(line)
      // A line that is late doesn't move the seam back: all until the latest would be told again.
      if let last, time < last { continue }
      if time == last {
        toldAtLast[line.text, default: 0] += 1
      } else {
        last = time
        toldAtLast = [line.text: 1]
      }
    }
    return fresh
  }
}
