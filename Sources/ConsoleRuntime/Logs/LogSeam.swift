import Kubernetes
import Logs

/// Joins streams of the same log, so that each line is told once.
///
/// A stream that is opened anew begins a little before the last line told: servers take times to the
/// second, and lines of a container's two outputs may stand in its log a little out of the order of
/// their times. What was told of that while is remembered, by time and bytes, and counted: a line
/// that was written twice is told twice.
struct LogSeam {
  /// What is remembered of a line.
  private struct Told: Hashable {
    var time: Int64
    var hash: Int
  }

  /// Lines may be so much later than one that comes after them.
  private static let disorder: Int64 = 100_000_000

  /// The latest time of a line that was told; nil before the first.
  private(set) var last: Int64?
  /// A line that may not be whole, since the stream ended within it.
  private(set) var unfinished: LogLine?

  private var lastWithoutTime: ArraySlice<UInt8>?

  // What was told of the second of the last line, and of the one before it.
  private var current: [Told] = []
  private var previous: [Told] = []
  private var currentSecond: Int64 = 0

  // Of the stream that is open, if another was before it: what it will repeat.
  private var repetitions: [Told: Int] = [:]
  private var lastOfOther: Int64?
  private var firstOfThis = Int64.min
  /// Whether the open stream has told again what the one before it told, so that nothing is missing.
  private(set) var hasJoined = true

  /// Where the next stream has to begin; nil for where the first one did.
  var start: Timestamp? {
    last.map { Timestamp(seconds: Timestamp(sinceEpoch: $0 - Self.disorder).seconds) }
  }

  /// A new stream begins, from `start` on.
  mutating func reopen() {
    guard let last, let start else { return }
    lastOfOther = last
    hasJoined = false
    repetitions = [:]
    firstOfThis = start.sinceEpoch
    for told in previous + current where told.time >= firstOfThis {
      repetitions[told, default: 0] += 1
    }
  }

  /// What of a batch is new.
  struct News {
    /// The lines to tell, in the order in which they came.
    var lines: [LogLine] = []
    /// Whether the stream began later than the one before it had come to: there is another log now,
    /// or lines between the two are gone.
    var isApart = false
  }

  /// The lines that are new; a followed log's last line is held back while it may not be whole.
  mutating func pass(_ batch: [LogLine], isFollowed: Bool = true) -> News {
    var news = News()
    news.lines.reserveCapacity(batch.count)
    for line in batch {
      guard let time = line.time?.sinceEpoch else {
        if !isNoise(line) { news.lines.append(line) }
        continue
      }
      let told = Told(time: time, hash: Self.hash(line))
      if isRepeated(told) { continue }
      if line.ending == .log, isFollowed {
        hold(line, &news)
        continue
      }
      release(before: line, &news)
      tell(line, told, &news)
    }
    return news
  }

  /// Whether a line without a time says nothing: a transfer may end within the time of a line, and a
  /// server that has no log puts the same words in its place again and again.
  private mutating func isNoise(_ line: LogLine) -> Bool {
    guard line.ending == .log else { return false }
    if line.bytes.count < 36, line.bytes.allSatisfy({ "0123456789-:.TZ+".utf8.contains($0) }) {
      return true
    }
    defer { lastWithoutTime = line.bytes }
    return line.bytes == lastWithoutTime
  }

  /// The line that was held back, for when no more of it will come.
  mutating func finish() -> [LogLine] {
    guard let unfinished else { return [] }
    self.unfinished = nil
    var news = News()
    tell(unfinished, nil, &news)
    return news.lines
  }

  private mutating func tell(_ line: LogLine, _ told: Told?, _ news: inout News) {
    if !hasJoined {
      hasJoined = true
      news.isApart = true
    }
    news.lines.append(line)
    guard let time = line.time?.sinceEpoch else { return }
    remember(told ?? Told(time: time, hash: Self.hash(line)))
    last = max(last ?? time, time)
  }

  /// Whether the stream before this one told a line already.
  private mutating func isRepeated(_ told: Told) -> Bool {
    guard let lastOfOther else { return false }
    if told.time <= lastOfOther {
      if let count = repetitions[told] {
        hasJoined = true
        repetitions[told] = count > 1 ? count - 1 : nil
        return true
      }
      // A server may begin earlier than it was asked to.
      return told.time < firstOfThis
    }
    if told.time > lastOfOther + Self.disorder {
      self.lastOfOther = nil
      repetitions = [:]
    }
    return false
  }

  /// Keeps a line that the stream ended with until it is known whether that was all of it.
  private mutating func hold(_ line: LogLine, _ news: inout News) {
    if line.time == unfinished?.time, line.bytes == unfinished?.bytes {
      // The same again: so that is all of it.
      news.lines += finish()
    } else if hasJoined {
      release(before: line, &news)
      unfinished = line
    }
    // The beginning of another log comes again with the next stream.
  }

  /// Lets go of the line that was held back: a stream that has joined tells the whole of it.
  private mutating func release(before line: LogLine, _ news: inout News) {
    guard let held = unfinished else { return }
    unfinished = nil
    // Where nothing else was told there is nothing to join.
    guard last == nil else { return }
    let isItself =
      line.bytes.starts(with: held.bytes)
      || line.ending == .log && held.bytes.starts(with: line.bytes)
    if held.time != line.time || !isItself { tell(held, nil, &news) }
  }

  private mutating func remember(_ told: Told) {
    let second = Timestamp(sinceEpoch: told.time).seconds
    if second > currentSecond {
      swap(&previous, &current)
      if second > currentSecond + 1 { previous.removeAll(keepingCapacity: true) }
      current.removeAll(keepingCapacity: true)
      currentSecond = second
    }
    if second == currentSecond { current.append(told) }
    if second == currentSecond - 1 { previous.append(told) }
  }

  private static func hash(_ line: LogLine) -> Int {
    var hasher = Hasher()
    line.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
