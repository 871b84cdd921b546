/// How much room a part of a row or column wants.
public enum Constraint: Hashable, Sendable {
  /// Exactly that many cells.
  case fixed(Int)
  /// That share of the whole, in hundredths.
  case percent(Int)
  /// A share of what is left, by weight, and at least that many cells.
  case flexible(weight: Int = 1, min: Int = 0, max: Int = .max)
}

/// Divides a rectangle into parts side by side.
public struct Split: Hashable, Sendable {
  /// In which direction the parts follow one another.
  public enum Axis: Hashable, Sendable {
    /// From left to right.
    case horizontal
    /// From top to bottom.
    case vertical
  }

  /// The direction.
  public var axis: Axis
  /// What each part wants.
  public var constraints: [Constraint]
  /// Empty cells between two parts.
  public var spacing: Int

  /// Makes a division.
  public init(_ axis: Axis, _ constraints: [Constraint], spacing: Int = 0) {
    self.axis = axis
    self.constraints = constraints
    self.spacing = spacing
  }

  /// The parts, in order.
  ///
  /// Where there is too little room, the last ones go without.
  public func areas(in rect: Rect) -> [Rect] {
    let total = axis == .horizontal ? rect.width : rect.height
    var position = axis == .horizontal ? rect.x : rect.y
    let end = position + total
    return Split.extents(constraints, total: total, spacing: spacing).map { extent in
      let start = min(position, end)
      position += extent + spacing
      return axis == .horizontal
        ? Rect(x: start, y: rect.y, width: extent, height: rect.height)
        : Rect(x: rect.x, y: start, width: rect.width, height: extent)
    }
  }

  /// How many cells each part gets.
  static func extents(_ constraints: [Constraint], total: Int, spacing: Int) -> [Int] {
    var left = max(0, total - spacing * max(0, constraints.count - 1))
    let room = left
    var extents = constraints.map { constraint -> Int in
      let wanted =
        switch constraint {
        case .fixed(let extent): extent
        case .percent(let share): room * share / 100
        case .flexible(_, let least, _): least
        }
      let given = max(0, min(wanted, left))
      left -= given
      return given
    }
    share(&left, among: constraints, adding: &extents)
    return extents
  }

  /// Hands out what is left by weight, round after round while some reach their maximum.
  private static func share(
    _ left: inout Int, among constraints: [Constraint], adding extents: inout [Int]
  ) {
    while left > 0 {
      var open: [(index: Int, weight: Int, most: Int)] = []
      for (index, constraint) in constraints.enumerated() {
        guard case .flexible(let weight, _, let most) = constraint else { continue }
        if weight > 0, extents[index] < most { open.append((index, weight, most)) }
      }
      let weights = open.reduce(0) { $0 + $1.weight }
      guard weights > 0 else { return }
      let round = left
      for part in open {
        let due = max(1, round * part.weight / weights)
        let given = min(due, part.most - extents[part.index], left)
        extents[part.index] += given
        left -= given
      }
    }
  }
}
