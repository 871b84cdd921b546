/// One column of a ``Table``.
public struct TableColumn: Hashable, Sendable {
  /// Where the text of a cell stands.
  public enum Alignment: Hashable, Sendable { case left, right }
  /// Which way the rows are sorted by a column.
  public enum Order: Hashable, Sendable { case ascending, descending }

  /// What stands above it.
  public var title: String
  /// Where the text of a cell stands.
  public var alignment: Alignment
  /// The least columns it is drawn with.
  public var minimum: Int
  /// The most columns it is drawn with.
  public var maximum: Int
  /// Its share of room to spare; 0 takes none.
  public var weight: Int
  /// 0 always shows; where room is short, the column with the highest number goes first.
  public var priority: Int
  /// The columns its widest cell needs, where the caller knows; else the rows in view decide.
  public var ideal: Int?
  /// The order where the rows are sorted by this column.
  public var order: Order?

  /// Makes a column.
  public init(
    _ title: String, alignment: Alignment = .left, minimum: Int = 3, maximum: Int = .max,
    weight: Int = 0, priority: Int = 0, ideal: Int? = nil, order: Order? = nil
  ) {
    self.title = title
    self.alignment = alignment
    self.minimum = minimum
    self.maximum = maximum
    self.weight = weight
    self.priority = priority
    self.ideal = ideal
    self.order = order
  }

  /// The title with an arrow where the rows are sorted by it.
  var heading: String {
    switch order {
    case .ascending: title + "↑"
    case .descending: title + "↓"
    case nil: title
    }
  }
}

/// One row of a ``Table``.
public struct TableRow: Equatable, Sendable {
  /// One cell for each column.
  public var cells: [StyledText]
  /// Whether the user marked it.
  public var isMarked: Bool
  /// What stands on the whole of the line in the place of cells, such as a heading; nil for cells.
  public var span: StyledText?

  /// Makes a row.
  public init(_ cells: [StyledText], isMarked: Bool = false) {
    self.cells = cells
    self.isMarked = isMarked
  }

  /// Makes a line without cells.
  public init(spanning text: StyledText) {
    self.init([])
    span = text
  }
}

/// What of a ``Table`` survives a frame.
public struct TableState: Hashable, Sendable {
  /// Selection and vertical position.
  public var list: ListState
  /// How many columns after the pinned ones are scrolled out to the left.
  public var firstColumn: Int

  /// Makes a state.
  public init(list: ListState = ListState(), firstColumn: Int = 0) {
    self.list = list
    self.firstColumn = firstColumn
  }
}

/// Rows and columns with a header, asking only for the rows in view.
public struct Table: Widget {
  /// The columns.
  public var columns: [TableColumn]
  /// How many rows there are.
  public var count: Int
  /// Makes one row; called for the rows in view alone.
  public var row: (Int) -> TableRow
  /// Selection and position.
  public var state: TableState
  /// Whether keys go here; an unfocused table's selection is drawn fainter.
  public var isFocused: Bool
  /// How many columns from the left stay when the others scroll.
  public var pinned: Int
  /// Whether the header row is drawn.
  public var hasHeader: Bool
  /// Whether a column at the left is kept for marks.
  public var hasMarks: Bool

  /// Makes a table.
  public init(
    columns: [TableColumn], count: Int, state: TableState, isFocused: Bool = true, pinned: Int = 1,
    hasHeader: Bool = true, hasMarks: Bool = false, row: @escaping (Int) -> TableRow
  ) {
    self.columns = columns
    self.count = count
    self.state = state
    self.isFocused = isFocused
    self.pinned = pinned
    self.hasHeader = hasHeader
    self.hasMarks = hasMarks
    self.row = row
  }

  /// The height left for rows in an area: what ``ListState/settle(count:height:)`` wants.
  public func bodyHeight(in area: Rect) -> Int { max(0, area.height - (hasHeader ? 1 : 0)) }

  /// The row at a place of the screen; -1 is the header, nil nothing.
  public func row(atY y: Int, in area: Rect) -> Int? {
    guard y >= area.y, y < area.maxY else { return nil }
    let line = y - area.y - (hasHeader ? 1 : 0)
    if line < 0 { return -1 }
    let index = state.list.visible(count: count, height: bodyHeight(in: area)).lowerBound + line
    return index < count ? index : nil
  }

  /// The column at a place of the screen, for sorting by a click on the header.
  public func column(atX x: Int, in area: Rect) -> Int? {
    let rows = visibleRows(in: area)
    return TableLayout(self, rows: rows, width: area.width).places
      .first { x >= area.x + $0.x && x < area.x + $0.x + $0.width }?.column
  }

  /// Draws header and the rows in view.
  public func render(in area: Rect, on canvas: inout Canvas) {
    let rows = visibleRows(in: area)
    let layout = TableLayout(self, rows: rows, width: area.width)
    var y = area.y
    if hasHeader, area.height > 0 {
      canvas.fill(area.row(0), style: Style(.columnHeader, on: .columnHeader))
      for place in layout.places { renderHeading(place, in: area, on: &canvas) }
      y += 1
    }
    let first = state.list.visible(count: count, height: bodyHeight(in: area)).lowerBound
    for (line, row) in rows.enumerated() {
      render(row, layout: layout, in: area, y: y + line, on: &canvas)
      if first + line == state.list.selected {
        let role = isFocused ? Role.selection : .inactiveSelection
        canvas.restyle(Rect(x: area.x, y: y + line, width: area.width, height: 1)) {
          $0.background = .role(role)
        }
      }
    }
  }

  private func visibleRows(in area: Rect) -> [TableRow] {
    state.list.visible(count: count, height: bodyHeight(in: area)).map(row)
  }

  private func renderHeading(
    _ place: TableLayout.Place, in area: Rect, on canvas: inout Canvas
  ) {
    let column = columns[place.column]
    let role: Role = column.order == nil ? .columnHeader : .sortedColumn
    var heading = column.heading
    if DisplayWidth.of(heading) > place.width, column.order != nil {
      // The arrow matters more than the end of the title.
      let arrow = String(heading.removeLast())
      heading = DisplayWidth.truncated(heading, to: place.width - 1) + arrow
    }
    let text = StyledText(heading, Style(role, on: .columnHeader))
    write(text, in: place, of: column, area: area, y: area.y, on: &canvas)
  }

  private func render(
    _ row: TableRow, layout: TableLayout, in area: Rect, y: Int, on canvas: inout Canvas
  ) {
    if let span = row.span {
      canvas.write(span.truncated(to: area.width), x: area.x, y: y, maxWidth: area.width)
    }
    if hasMarks, row.isMarked {
      canvas.write("●", x: area.x, y: y, style: Style(.mark), maxWidth: area.width)
    }
    for place in layout.places where place.column < row.cells.count {
      write(
        row.cells[place.column], in: place, of: columns[place.column], area: area, y: y, on: &canvas
      )
      if hasMarks, row.isMarked {
        canvas.restyle(Rect(x: area.x + place.x, y: y, width: place.width, height: 1)) {
          $0.foreground = .role(.mark)
        }
      }
    }
  }

  private func write(
    _ text: StyledText, in place: TableLayout.Place, of column: TableColumn, area: Rect, y: Int,
    on canvas: inout Canvas
  ) {
    let text = text.truncated(to: place.width)
    let indent = column.alignment == .right ? place.width - text.width : 0
    canvas.write(text, x: area.x + place.x + indent, y: y, maxWidth: place.width - indent)
  }
}
