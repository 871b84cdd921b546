/// A grid of cells to draw on: a whole frame, as a value.
///
/// Whatever is drawn outside is cut off, half a wide character is never left behind, and no
/// control character ever gets into a cell.
public struct Canvas: Equatable, Sendable {
  /// Columns and rows.
  public let size: Size
  var cells: [Cell]

  /// Makes a blank canvas.
  public init(size: Size, style: Style = Style()) {
    self.size = size
    self.cells = Array(
      repeating: Cell(safe: " ", style: style), count: size.width * size.height)
  }

  /// All of it.
  public var bounds: Rect { Rect(width: size.width, height: size.height) }

  /// A cell; outside of the canvas a blank one.
  public subscript(x: Int, y: Int) -> Cell {
    guard bounds.contains(x: x, y: y) else { return Cell() }
    return cells[y * size.width + x]
  }

  /// Writes text from `x` to the right, and returns the columns it took.
  ///
  /// What doesn't fit in `maxWidth` is left out, a wide character whose second half doesn't fit
  /// too. Control characters become visible, tabs go to the next multiple of eight columns; what
  /// else is made safe is told at ``DisplayWidth``.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, style: Style = Style(), maxWidth: Int = .max
  ) -> Int {
    let limit = max(0, min(maxWidth, size.width - x))
    guard limit > 0 else { return 0 }
    guard y >= 0, y < size.height else { return min(limit, DisplayWidth.of(text)) }
    var text = text
    return text.withUTF8 { write($0, x: x, y: y, style: style, limit: limit) }
  }

  /// Fills a rectangle with one character of one column.
  public mutating func fill(_ rect: Rect, _ character: Character = " ", style: Style = Style()) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    let cell = Cell(character, style: style)
    for y in area.y..<area.maxY {
      let row = y * size.width
      separate(atEdge: area.x, y: y)
      separate(atEdge: area.maxX, y: y)
      for x in area.x..<area.maxX { cells[row + x] = cell }
    }
  }

  /// Changes the style of what is already there, such as the background of a selected row.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      let row = y * size.width
      for x in area.x..<area.maxX { change(&cells[row + x].style) }
    }
  }

  /// Copies another canvas onto this one with its top left corner at a cell.
  public mutating func draw(_ other: Canvas, x: Int, y: Int) {
    let area = Rect(x: x, y: y, width: other.size.width, height: other.size.height)
      .intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.y..<area.maxY {
      separate(atEdge: area.x, y: row)
      separate(atEdge: area.maxX, y: row)
      for column in area.x..<area.maxX {
        cells[row * size.width + column] = other[column - x, row - y]
      }
      repairEnds(from: area.x, to: area.maxX, y: row)
    }
  }

  /// Puts one safe character in place; a wide one only where both halves fit before `end`.
  @discardableResult
  mutating func put(
    _ character: Character, width: Int, x: Int, y: Int, style: Style, end: Int
  ) -> Bool {
    guard x + width <= end else { return false }
    guard x >= 0 else {
      // The right half of a character that begins off the canvas.
      if x + width > 0 { cells[y * size.width].style = style }
      return true
    }
    separate(atEdge: x, y: y)
    separate(atEdge: x + width, y: y)
    let index = y * size.width + x
    cells[index] = Cell(safe: character, style: style)
    if width == 2 { cells[index + 1] = Cell(safe: Cell.continuation, style: style) }
    return true
  }

  /// Blanks a wide character that lies across the left edge of column `x`.
  mutating func separate(atEdge x: Int, y: Int) {
    guard x > 0, x < size.width else { return }
    let index = y * size.width + x
    guard cells[index].isContinuation else { return }
    cells[index].character = " "
    cells[index - 1].character = " "
  }

  /// After a copy: blanks halves that lost their other half at the ends of a run.
  private mutating func repairEnds(from start: Int, to end: Int, y: Int) {
    let row = y * size.width
    if cells[row + start].isContinuation { cells[row + start].character = " " }
    let last = cells[row + end - 1]
    let isSplit =
      !last.isContinuation && DisplayWidth.of(last.character) == 2
    if isSplit { cells[row + end - 1].character = " " }
  }
}
