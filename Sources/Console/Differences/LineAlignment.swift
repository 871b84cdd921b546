/// Two texts line by line, those that are the same beside each other, and long runs of them left out.
struct LineAlignment {
  /// One row of the two texts side by side.
  enum Row: Equatable {
    case same(String)
    /// A line that only the old text has, only the new one, or one in the place of the other.
    case changed(old: String?, new: String?)
    /// So many lines are the same.
    case skipped(Int)
  }

  /// So many lines around a change are shown.
  private static let context = 2
  /// To compare longer texts line by line takes longer than a person waits.
  private static let longest = 4000

  let rows: [Row]

  init(_ old: [String], _ new: [String]) {
    guard old.count <= Self.longest, new.count <= Self.longest else {
      rows = Self.pair(old[...], new[...])
      return
    }
    rows = Self.shorten(Self.align(old, new))
  }

  private static func align(_ old: [String], _ new: [String]) -> [Row] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [Row] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      let (startOld, startNew) = (i, j)
      while i < old.count, removed.contains(i) { i += 1 }
      while j < new.count, inserted.contains(j) { j += 1 }
      rows += pair(old[startOld..<i], new[startNew..<j])
      guard i < old.count, j < new.count else { continue }
      rows.append(.same(new[j]))
      i += 1
      j += 1
    }
    return rows
  }

  /// What was removed beside what came in its place.
  private static func pair(_ old: ArraySlice<String>, _ new: ArraySlice<String>) -> [Row] {
    (0..<max(old.count, new.count)).map { index in
      .changed(
        old: index < old.count ? old[old.startIndex + index] : nil,
        new: index < new.count ? new[new.startIndex + index] : nil)
    }
  }

  /// Leaves out what is the same and far from any change.
  private static func shorten(_ rows: [Row]) -> [Row] {
    var isNear = [Bool](repeating: false, count: rows.count)
    for (index, row) in rows.enumerated() {
      guard case .changed = row else { continue }
      for near in max(0, index - context)...min(rows.count - 1, index + context) {
        isNear[near] = true
      }
    }
    var short: [Row] = []
    var skipped = 0
    for (index, row) in rows.enumerated() {
      if isNear[index] {
        if skipped > 0 { short.append(.skipped(skipped)) }
        skipped = 0
        short.append(row)
      } else {
        skipped += 1
      }
    }
    if skipped > 0 { short.append(.skipped(skipped)) }
    return short
  }
}
