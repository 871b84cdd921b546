/// Where a ``TextView`` is scrolled to: what survives a frame.
public struct TextViewState: Hashable, Sendable {
  /// The line at the top.
  public var offset: Int
  /// The columns scrolled out at the left.
  public var column: Int

  /// Makes a state.
  public init(offset: Int = 0, column: Int = 0) {
    self.offset = offset
    self.column = column
  }

  /// Moves the view and keeps it within the text.
  public mutating func scroll(by lines: Int, count: Int, height: Int) {
    offset = max(0, min(offset + lines, count - height))
  }

  /// Moves the view sideways.
  public mutating func scroll(columns: Int) { column = max(0, column + columns) }

  /// Brings a line into view, in the middle where it wasn't.
  public mutating func show(_ line: Int, count: Int, height: Int) {
    if line < offset || line >= offset + height { offset = line - height / 2 }
    offset = max(0, min(offset, count - height))
  }
}

/// Lines of styled text to scroll in, asking only for those in view.
public struct TextView: Widget {
  /// How many lines there are.
  public var count: Int
  /// Where it is scrolled to.
  public var state: TextViewState
  /// Whether lines are numbered.
  public var hasLineNumbers: Bool
  /// The number shown for a line, where lines are folded away; by default its place plus one.
  public var number: (Int) -> Int
  /// What a search found in a line: ranges of characters, ascending.
  public var matches: (Int) -> [Range<Int>]
  /// The line to stand out, such as the one with the current match.
  public var currentLine: Int?
  /// Makes one line; called for those in view alone.
  public var line: (Int) -> StyledText

  /// Makes a view.
  public init(
    count: Int, state: TextViewState, hasLineNumbers: Bool = false, currentLine: Int? = nil,
    number: @escaping (Int) -> Int = { $0 + 1 },
    matches: @escaping (Int) -> [Range<Int>] = { _ in [] }, line: @escaping (Int) -> StyledText
  ) {
    self.count = count
    self.state = state
    self.hasLineNumbers = hasLineNumbers
    self.currentLine = currentLine
    self.number = number
    self.matches = matches
    self.line = line
  }

  /// Draws the lines in view, and a bar at the right where there are more.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let start = max(0, min(state.offset, count - area.height))
    let visible = start..<max(start, min(count, start + area.height))
    let hasBar = visible.count < count && area.width > 2
    let inside = area.inset(right: hasBar ? 1 : 0)
    let gutter = hasLineNumbers ? String(number(max(0, count - 1))).utf8.count + 1 : 0
    for (row, index) in visible.enumerated() {
      let line = inside.row(row)
      if hasLineNumbers {
        let number = String(number(index))
        canvas.write(
          number, x: line.x + gutter - 1 - number.utf8.count, y: line.y, style: Style(.muted),
          maxWidth: line.width)
      }
      render(index, in: line.inset(left: gutter), on: &canvas)
      if index == currentLine {
        canvas.restyle(line) { $0.background = .role(.inactiveSelection) }
      }
      restyleMatches(index, in: line.inset(left: gutter), on: &canvas)
    }
    guard hasBar else { return }
    Scrollbar(visible: visible, count: count)
      .render(in: Rect(x: area.maxX - 1, y: area.y, width: 1, height: area.height), on: &canvas)
  }

  private func render(_ index: Int, in row: Rect, on canvas: inout Canvas) {
    let text = line(index)
    let shown = text.dropping(columns: state.column)
    canvas.write(shown.truncated(to: row.width), x: row.x, y: row.y, maxWidth: row.width)
  }

  private func restyleMatches(_ index: Int, in row: Rect, on canvas: inout Canvas) {
    let ranges = matches(index)
    guard !ranges.isEmpty else { return }
    let characters = Array(line(index).plain)
    for range in ranges {
      let range = range.clamped(to: 0..<characters.count)
      let start = DisplayWidth.of(String(characters[..<range.lowerBound]))
      let width = DisplayWidth.of(String(characters[range]))
      let place = Rect(x: row.x + start - state.column, y: row.y, width: width, height: 1)
      canvas.restyle(place.intersection(row)) {
        $0.foreground = .role(.match)
        $0.background = .role(.match)
      }
    }
  }
}
