/// Rows of a list that stand together under a heading.
public struct RowGroup: Hashable, Sendable {
  /// What rows have in common that stand together: texts, compared one after the other.
  public struct Key: Hashable, Sendable {
    /// What decides first where the group stands.
    public var first: String
    /// What decides next.
    public var second: String
    /// What decides last.
    public var third: String

    /// Makes a key.
    public init(_ first: String, _ second: String = "", _ third: String = "") {
      self.first = first
      self.second = second
      self.third = third
    }
  }

  /// What a heading counts.
  public struct Tally: Hashable, Sendable {
    /// The rows.
    public var count = 1
    /// Those of them that are as they should be.
    public var ready = 0
    /// Those of them that have come to their proper end.
    public var done = 0
    /// How often something of theirs was started again.
    public var restarts = 0
    /// Those of them that something is wrong with.
    public var faults = 0

    /// Makes the tally of one row.
    public init(ready: Int = 0, done: Int = 0, restarts: Int = 0, faults: Int = 0) {
      self.ready = ready
      self.done = done
      self.restarts = restarts
      self.faults = faults
    }
  }

  /// What its rows have in common.
  public let key: Key
  /// The position of its first row among those shown.
  public internal(set) var start: Int
  /// What its heading counts.
  public internal(set) var tally: Tally
}

/// The groups that the shown rows of a list stand in, kept up row by row.
///
/// A row that comes or goes costs a step for each group, and no look at other rows. Every group has
/// a heading, so that rows stand on other lines than without groups.
struct RowGroups: Equatable, Sendable {
  /// What stands on a line.
  enum Line: Hashable {
    /// The heading of a group, by its position.
    case heading(Int)
    /// A row, by its position among those shown.
    case row(Int)
  }

  /// The groups, in the order of their keys.
  private(set) var groups: [RowGroup] = []

  /// Makes the groups of rows that are in order.
  init<Row>(_ rows: [Row], key: (Row) -> RowGroup.Key, tally: (Row) -> RowGroup.Tally) {
    for (index, row) in rows.enumerated() {
      let rowKey = key(row)
      if groups.last?.key == rowKey {
        groups[groups.count - 1].tally += tally(row)
      } else {
        groups.append(RowGroup(key: rowKey, start: index, tally: tally(row)))
      }
    }
  }

  /// The line of a row.
  func line(ofRow index: Int) -> Int { index + group(ofRow: index) + 1 }

  /// What stands on a line.
  func content(ofLine line: Int) -> Line {
    // The heading of a group stands below those of the groups before it, and below their rows.
    let next = groups.partitioningIndex { groups[$0].start + $0 > line }
    let group = max(0, next - 1)
    guard groups.indices.contains(group) else { return .row(line) }
    return groups[group].start + group == line ? .heading(group) : .row(line - group - 1)
  }

  /// Takes in a row that was put at a position.
  mutating func insert(_ key: RowGroup.Key, _ tally: RowGroup.Tally, at index: Int) {
    let group = groups.partitioningIndex { groups[$0].key >= key }
    if groups.indices.contains(group), groups[group].key == key {
      groups[group].tally += tally
    } else {
      groups.insert(RowGroup(key: key, start: index, tally: tally), at: group)
    }
    for later in groups.indices.dropFirst(group + 1) { groups[later].start += 1 }
  }

  /// Leaves out a row that stood at a position.
  mutating func remove(_ tally: RowGroup.Tally, at index: Int) {
    let group = group(ofRow: index)
    guard groups.indices.contains(group) else { return }
    groups[group].tally -= tally
    for later in groups.indices.dropFirst(group + 1) { groups[later].start -= 1 }
    if groups[group].tally.count == 0 { groups.remove(at: group) }
  }

  private func group(ofRow index: Int) -> Int {
    max(0, groups.partitioningIndex { groups[$0].start > index } - 1)
  }
}

extension RowGroup.Key: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.first, a.second, a.third) < (b.first, b.second, b.third)
  }
}

extension RowGroup.Tally {
  static func += (a: inout Self, b: Self) {
    a.count += b.count
    a.ready += b.ready
    a.done += b.done
    a.restarts += b.restarts
    a.faults += b.faults
  }

  static func -= (a: inout Self, b: Self) {
    a.count -= b.count
    a.ready -= b.ready
    a.done -= b.done
    a.restarts -= b.restarts
    a.faults -= b.faults
  }
}

extension Array {
  /// The first position from which on the test holds, where it holds for all after one that it holds
  /// for.
  fileprivate func partitioningIndex(where isBehind: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
