/// What to write to turn one frame into the next.
public struct CanvasDifference: Equatable, Sendable {
  /// Cells that changed and stand side by side in one row.
  public struct Run: Equatable, Sendable {
    /// The column of the first cell.
    public var x: Int
    /// The row.
    public var y: Int
    /// The cells; never begins or ends within a wide character.
    public var cells: ArraySlice<Cell>
  }

  /// From top to bottom, from left to right.
  public private(set) var runs: [Run]

  /// Compares two frames; one of another size counts as changed everywhere.
  public init(from old: Canvas?, to new: Canvas) {
    runs = []
    let width = new.size.width
    guard let old, old.size == new.size else {
      for y in 0..<new.size.height where width > 0 {
        runs.append(Run(x: 0, y: y, cells: new.cells[y * width..<(y + 1) * width]))
      }
      return
    }
    old.cells.withUnsafeBufferPointer { before in
      new.cells.withUnsafeBufferPointer { after in
        for y in 0..<new.size.height {
          let row = y * width..<(y + 1) * width
          appendRuns(y: y, from: before, to: after, row: row, of: new.cells)
        }
      }
    }
  }

  /// Whether both frames are the same.
  public var isEmpty: Bool { runs.isEmpty }

  private mutating func appendRuns(
    y: Int, from old: UnsafeBufferPointer<Cell>, to new: UnsafeBufferPointer<Cell>,
    row: Range<Int>, of cells: [Cell]
  ) {
    var index = row.lowerBound
    while index < row.upperBound {
      guard old[index] != new[index] else {
        index += 1
        continue
      }
      var start = index
      var end = index + 1
      var gap = 0
      var next = end
      // A short gap of equal cells costs less to repeat than to jump over.
      while next < row.upperBound, gap <= Self.worthJumping {
        if old[next] != new[next] {
          end = next + 1
          gap = 0
        } else {
          gap += 1
        }
        next += 1
      }
      while start > row.lowerBound, new[start].isContinuation { start -= 1 }
      while end < row.upperBound, new[end].isContinuation { end += 1 }
      runs.append(Run(x: start - row.lowerBound, y: y, cells: cells[start..<end]))
      index = end
    }
  }

  private static let worthJumping = 4
}
