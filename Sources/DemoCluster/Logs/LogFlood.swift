import HTTP

/// The log of a container that writes faster than lines could be kept one by one: numbered lines, all
/// of one length, that are made up when they are read.
///
/// In real time: the lines come by the machine's clock, not by the cluster's.
struct LogFlood: Sendable {
  /// How many lines a second there are; 0 where all of them were written before, and the container
  /// has ended.
  let linesPerSecond: Int
  /// How many lines there are in all, where they were written before.
  let count: Int
  let pod: String
  /// When the first line was written.
  let start: DemoTime
  let startInstant = ContinuousClock.now

  private static let nanosecondsPerSecond: Int64 = 1_000_000_000

  /// How far apart lines are, in nanoseconds.
  private var step: Int64 {
    linesPerSecond > 0 ? Self.nanosecondsPerSecond / Int64(linesPerSecond) : 50_000
  }

  var hasEnded: Bool { linesPerSecond == 0 }

  /// How many lines have been written by now.
  func written(at now: ContinuousClock.Instant) -> Int {
    guard !hasEnded else { return count }
    let elapsed = now - startInstant
    let (seconds, attoseconds) = elapsed.components
    return Int((seconds * Self.nanosecondsPerSecond + attoseconds / 1_000_000_000) / step)
  }

  /// The number of the first line that a query asks for.
  func first(_ query: LogQuery) -> Int {
    let written = written(at: .now)
    let tail = query.tail.map { max(0, written - $0) } ?? 0
    guard let since = query.since else { return tail }
    let ahead = max(0, since.milliseconds - start.milliseconds) * 1_000_000
    return max(tail, Int((ahead + step - 1) / step))
  }

  /// Lines of consecutive numbers, one after the other.
  func lines(_ numbers: Range<Int>, withTimestamps: Bool) -> [UInt8] {
    let stamp = withTimestamps ? "2026-01-05T09:00:00.000000000Z " : ""
    let usual = Array(
      (stamp + "level=info pod=\(pod) counter=0000000000 status=200 path=/api/items/0000 "
        + "msg=\"request served\" duration=12ms\n").utf8)
    let counter = stamp.utf8.count + "level=info pod=".utf8.count + pod.utf8.count + 9
    let status = counter + "0000000000 status=".utf8.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(usual.count * numbers.count)
    var second = Int64.min
    var stampBytes: [UInt8] = []
    for number in numbers {
      let base = bytes.count
      bytes += usual
      if withTimestamps {
        let time = (start.milliseconds % 1000) * 1_000_000 + Int64(number) * step
        let now = start.milliseconds / 1000 + time / Self.nanosecondsPerSecond
        if now != second {
          second = now
          stampBytes = Array(DemoTime(milliseconds: now * 1000).rfc3339.utf8.prefix(19))
        }
        bytes.replaceSubrange(base..<base + 19, with: stampBytes)
        Self.write(Int(time % Self.nanosecondsPerSecond), 9, at: base + 20, in: &bytes)
      }
      Self.write(number, 10, at: base + counter, in: &bytes)
      Self.write(number % 10_000, 4, at: base + status + 20, in: &bytes)
      // One in a thousand is another, to be searched for.
      if number % 1000 == 999 { Self.write(503, 3, at: base + status, in: &bytes) }
    }
    return bytes
  }

  private static func write(_ number: Int, _ width: Int, at place: Int, in bytes: inout [UInt8]) {
    var rest = number
    for index in (place..<place + width).reversed() {
      bytes[index] = UInt8(48 + rest % 10)
      rest /= 10
    }
  }
}

/// One reader of a flood.
actor LogFloodSource: Body.Source {
  private let flood: LogFlood
  private let query: LogQuery
  private var position: Int

  /// So many lines come at once at most.
  private static let most = 1000
  private static let pause = Duration.milliseconds(10)

  init(_ flood: LogFlood, _ query: LogQuery) {
    self.flood = flood
    self.query = query
    position = flood.first(query)
  }

  func next() async throws(TransportError) -> [UInt8]? {
    while true {
      if Task.isCancelled { throw TransportError(.cancelled) }
      let end = min(flood.written(at: .now), position + Self.most)
      if position < end {
        defer { position = end }
        return flood.lines(position..<end, withTimestamps: query.withTimestamps)
      }
      guard query.follows, !flood.hasEnded else { return nil }
      do { try await Task.sleep(for: Self.pause) } catch { throw TransportError(.cancelled) }
    }
  }
}
