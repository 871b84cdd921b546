/// What differs between two texts, line by line, with a little of what doesn't.
enum TextDifference {
  /// One line of a difference.
  enum Line: Hashable {
    case removed(String)
    case added(String)
    case same(String)
    /// That many lines that are the same and don't matter.
    case skipped(Int)
  }

  /// How many lines around a change help to find it.
  private static let context = 2
  /// Beyond that many lines, to find the smallest difference takes longer than it is worth.
  private static let most = 2_000

  /// Finds what differs.
  static func lines(from old: [String], to new: [String]) -> [Line] {
    guard !old.isEmpty, !new.isEmpty, old.count <= most, new.count <= most else {
      return old.map { .removed($0) } + new.map { .added($0) }
    }
    var all: [Line] = []
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      if removed.contains(before), before < old.count {
        all.append(.removed(old[before]))
        before += 1
      } else if added.contains(after), after < new.count {
        all.append(.added(new[after]))
        after += 1
      } else {
        all.append(.same(new[after]))
        before += 1
        after += 1
      }
    }
    return shortened(all)
  }

  private static func shortened(_ all: [Line]) -> [Line] {
    func isSame(_ line: Line) -> Bool {
      if case .same = line { true } else { false }
    }
    var isNear = [Bool](repeating: false, count: all.count)
    for (index, line) in all.enumerated() where !isSame(line) {
      for near in max(0, index - context)...min(all.count - 1, index + context) {
        isNear[near] = true
      }
    }
    var result: [Line] = []
    var skipped = 0
    for (index, line) in all.enumerated() {
      if isNear[index] {
        if skipped > 0 { result.append(.skipped(skipped)) }
        skipped = 0
        result.append(line)
      } else {
        skipped += 1
      }
    }
    if skipped > 0 { result.append(.skipped(skipped)) }
    return result
  }
}
