import Kubernetes
import Logs

/// Lines of several logs on their way into the order of their times.
///
/// A line is handed out as soon as no other log can have an older one. A log that has ended can't; one
/// that is still being read might, and is waited for: for ever where every log has an end, and for as
/// long as patience lasts where logs are followed, so that one that is silent doesn't hold up the
/// others. Patience begins with the line or with the silence, whichever is later: of a log that is only
/// slow the next lines are on their way. One that isn't open yet is waited for longer. Lines of one log
/// stay in their order, whatever their times are.
struct LogMerge {
  /// Lines of one log that follow each other in the result.
  struct Run: Equatable {
    /// Whose they are.
    var log: Int
    /// Where they are.
    var lines: PackedLines
    /// Which of them.
    var range: Range<Int>
  }

  private struct Piece {
    var lines: PackedLines
    var next = 0
    let arrived: ContinuousClock.Instant

    var head: Int64 { lines.entries[next].time }
    var last: Int64 { lines.entries[lines.count - 1].time }
  }

  private struct Lane {
    let log: Int
    var isOpen = true
    /// Until when it is waited for in any case: it is only being opened, or has just had lines.
    var grace: ContinuousClock.Instant
    /// The time of the first line; the end of time for none.
    var head = Int64.max
    var pieces: [Piece] = []

    /// Whether it might have an older line than any other, for all that is known.
    var isSilent: Bool { isOpen && pieces.isEmpty }
  }

  /// A log that isn't open after that is as good as silent.
  private static let grace = Duration.seconds(3)
  /// One that is open and has sent nothing after that has no history to tell.
  private static let firstGrace = Duration.seconds(1)

  /// How long a line waits for older ones of logs that have said nothing; nil for ever.
  let patience: Duration?
  private var lanes: [Lane] = []

  /// Merges nothing yet.
  init(patience: Duration? = nil) { self.patience = patience }

  /// Takes note of a log that has to be waited for.
  mutating func open(_ log: Int, at now: ContinuousClock.Instant) {
    lanes.append(Lane(log: log, grace: now + Self.grace))
  }

  /// Takes note that a log is open: its lines are on their way, if there are any.
  mutating func settle(_ log: Int, at now: ContinuousClock.Instant) {
    guard let index = index(of: log), patience != nil else { return }
    lanes[index].grace = min(lanes[index].grace, now + Self.firstGrace)
  }

  /// Takes note that no more lines come from a log.
  mutating func close(_ log: Int) {
    guard let index = index(of: log) else { return }
    lanes[index].isOpen = false
    if lanes[index].pieces.isEmpty { lanes.remove(at: index) }
  }

  /// Takes in the next lines of a log.
  mutating func add(_ lines: PackedLines, of log: Int, at now: ContinuousClock.Instant) {
    guard !lines.isEmpty, let index = index(of: log) else { return }
    let piece = Piece(lines: lines, arrived: now)
    if lanes[index].pieces.isEmpty { lanes[index].head = piece.head }
    lanes[index].pieces.append(piece)
  }

  /// Whether there are neither lines nor logs that could bring any.
  var isEmpty: Bool { lanes.isEmpty }

  /// Whether nothing of a log is left.
  func isClosed(_ log: Int) -> Bool { index(of: log) == nil }

  /// How many pieces of a log wait to be handed out.
  func waitingCount(of log: Int) -> Int { index(of: log).map { lanes[$0].pieces.count } ?? 0 }

  /// When the next line is to be handed out, whatever else comes; nil where only other lines can bring
  /// that about.
  var deadline: ContinuousClock.Instant? {
    guard let patience, let first = lanes.compactMap(\.pieces.first?.arrived).min() else {
      return nil
    }
    return lanes.filter(\.isSilent).reduce(first + patience) { max($0, $1.grace) }
  }

  /// The lines whose turn it is.
  mutating func take(at now: ContinuousClock.Instant) -> [Run] {
    var runs: [Run] = []
    while let (first, second) = nextTwo {
      // Lines of one time come in the order of the logs.
      var bound = second.map { $0 > first ? lanes[$0].head : lanes[$0].head &- 1 } ?? .max
      if lanes.contains(where: \.isSilent) {
        guard let overdue = lastOverdue(at: now), lanes[first].head <= overdue else { break }
        bound = min(bound, overdue)
      }
      runs.append(advance(first, through: bound, at: now))
    }
    return runs
  }

  /// The time of the latest line that has waited long enough: what is older goes before it.
  private func lastOverdue(at now: ContinuousClock.Instant) -> Int64? {
    guard let patience, deadline.map({ $0 <= now }) ?? false else { return nil }
    return lanes.flatMap(\.pieces).filter { $0.arrived + patience <= now }.map(\.last).max()
  }

  /// The lanes with the two oldest lines.
  private var nextTwo: (Int, Int?)? {
    var first: Int?
    var second: Int?
    for index in lanes.indices where !lanes[index].pieces.isEmpty {
      guard let known = first else {
        first = index
        continue
      }
      if lanes[index].head < lanes[known].head {
        (first, second) = (index, known)
      } else if second.map({ lanes[index].head < lanes[$0].head }) ?? true {
        second = index
      }
    }
    return first.map { ($0, second) }
  }

  /// Takes the lines up to a time off the beginning of a lane: one at least.
  private mutating func advance(
    _ index: Int, through bound: Int64, at now: ContinuousClock.Instant
  ) -> Run {
    let piece = lanes[index].pieces[0]
    let entries = piece.lines.entries
    var end = piece.next + 1
    while end < entries.count, entries[end].time <= bound { end += 1 }
    let run = Run(log: lanes[index].log, lines: piece.lines, range: piece.next..<end)
    if end < entries.count {
      lanes[index].pieces[0].next = end
      lanes[index].head = entries[end].time
      return run
    }
    lanes[index].pieces.removeFirst()
    lanes[index].head = lanes[index].pieces.first?.head ?? .max
    if let patience { lanes[index].grace = now + patience }
    if lanes[index].pieces.isEmpty, !lanes[index].isOpen { lanes.remove(at: index) }
    return run
  }

  private func index(of log: Int) -> Int? { lanes.firstIndex { $0.log == log } }
}
