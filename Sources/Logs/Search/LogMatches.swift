/// The lines of a store that a filter lets through, by their numbers, as far as they are known.
///
/// Whoever holds it has it look at lines that came since, and hands in what was found in segments
/// that are elsewhere.
public struct LogMatches: Equatable, Sendable {
  /// The filter.
  public let filter: LogFilter
  /// The numbers of the lines, in order.
  public private(set) var lines: [Int] = []

  private struct Found: Equatable, Sendable {
    var examined: Int
    var indices: [UInt32]
  }

  private var found: [Int: Found] = [:]
  // The segments that `lines` was made of, with how many of their lines had been looked at.
  private var basis: [Basis] = []

  private struct Basis: Equatable, Sendable {
    var id: Int
    var start: Int
    var examined: Int
  }

  /// Knows of nothing yet.
  public init(_ filter: LogFilter) { self.filter = filter }

  /// Looks at new lines of segments that are in memory, the newest first, until about so many bytes
  /// were looked at.
  public mutating func examine(_ store: LogStore, budget: Int = .max) {
    var rest = budget
    for segment in store.segments.reversed() where rest > 0 {
      let done = found[segment.id]?.examined ?? 0
      guard done < segment.count, let lines = segment.lines else { continue }
      note(filter.matches(in: lines, from: done), of: segment.id, from: done, to: lines.count)
      rest -= segment.size * (segment.count - done) / max(1, segment.count)
    }
    arrange(store)
  }

  /// The segments that have lines which nobody looked at, the newest first.
  public func unexamined(in store: LogStore) -> [LogStore.Segment] {
    store.segments.reversed().filter { (found[$0.id]?.examined ?? 0) < $0.count }
  }

  /// Takes in what was found in the first lines of segments.
  public mutating func take(
    _ results: [(segment: Int, examined: Int, indices: [UInt32])], of store: LogStore
  ) {
    for (segment, examined, indices) in results where (found[segment]?.examined ?? 0) < examined {
      found[segment] = Found(examined: examined, indices: indices)
    }
    arrange(store)
  }

  /// The position among the matches of the first one at or after a line; their count if there is none.
  public func position(atOrAfter line: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle] < line { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func note(_ indices: [UInt32], of id: Int, from start: Int, to end: Int) {
    if start == 0 {
      found[id] = Found(examined: end, indices: indices)
    } else {
      found[id]?.examined = end
      found[id]?.indices += indices
    }
  }

  /// Puts the numbers in order: only what follows the first change is made anew.
  private mutating func arrange(_ store: LogStore) {
    let new = store.segments.indices.map { index in
      let segment = store.segments[index]
      return Basis(
        id: segment.id, start: store.start(ofSegment: index),
        examined: min(found[segment.id]?.examined ?? 0, segment.count))
    }
    guard new != basis else { return }
    let same = zip(new, basis).prefix { $0 == $1 }.count
    let first = same < new.count ? new[same].start : store.count
    lines.removeSubrange(position(atOrAfter: first)...)
    for basis in new[same...] {
      guard let indices = found[basis.id]?.indices else { continue }
      lines += indices.map { basis.start + Int($0) }
    }
    basis = new
    // Segments that are gone are forgotten, now and then.
    if found.count > 2 * new.count + 16 {
      let ids = Set(new.map(\.id))
      found = found.filter { ids.contains($0.key) }
    }
  }
}
