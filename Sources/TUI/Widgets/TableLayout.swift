/// Which columns of a table are in view, and how wide.
struct TableLayout: Equatable {
  /// Where a column is drawn.
  struct Place: Equatable {
    /// Its number among the table's columns.
    var column: Int
    /// Its first column of the screen, from the table's left edge.
    var x: Int
    var width: Int
  }

  private(set) var places: [Place]

  static let spacing = 2

  init(_ table: Table, rows: [TableRow], width: Int) {
    let gutter = table.hasMarks ? 2 : 0
    let room = max(0, width - gutter)
    var shown = Array(table.columns.indices)
    let pinned = min(table.pinned, shown.count)
    let scrolled = min(max(0, table.state.firstColumn), max(0, shown.count - pinned - 1))
    shown.removeSubrange(pinned..<pinned + scrolled)
    let naturals = table.columns.indices.map { Self.naturalWidth(of: $0, in: table, rows: rows) }
    Self.hide(&shown, of: table.columns, naturals: naturals, room: room)
    let widths = Self.widths(
      of: shown.map { table.columns[$0] }, naturals: shown.map { naturals[$0] }, room: room)
    places = []
    var x = gutter
    for (column, columnWidth) in zip(shown, widths) {
      let fitting = min(columnWidth, width - x)
      guard fitting > 0 else { break }
      places.append(Place(column: column, x: x, width: fitting))
      x += columnWidth + Self.spacing
    }
  }

  /// The columns that show a column's heading and its cells whole, within its limits.
  private static func naturalWidth(of index: Int, in table: Table, rows: [TableRow]) -> Int {
    let column = table.columns[index]
    let content =
      column.ideal
      ?? rows.reduce(0) { max($0, index < $1.cells.count ? $1.cells[index].width : 0) }
    let natural = max(content, DisplayWidth.of(column.heading))
    return max(min(natural, column.maximum), min(column.minimum, column.maximum))
  }

  /// Leaves out columns, the least important first, until those that always show can be read and
  /// the others fit at their narrowest.
  private static func hide(
    _ shown: inout [Int], of columns: [TableColumn], naturals: [Int], room: Int
  ) {
    func needed(_ index: Int) -> Int {
      let column = columns[index]
      return column.priority > 0
        ? column.minimum : min(naturals[index], max(column.minimum, readable))
    }
    while shown.reduce(0, { $0 + needed($1) }) + spacing * max(0, shown.count - 1) > room {
      let least = shown.indices.reversed().max {
        columns[shown[$0]].priority < columns[shown[$1]].priority
      }
      guard let least, columns[shown[least]].priority > 0 else { return }
      shown.remove(at: least)
    }
  }

  /// A column of that many can be told from its neighbours' rows.
  private static let readable = 20

  private static func widths(of columns: [TableColumn], naturals: [Int], room: Int) -> [Int] {
    var widths = naturals
    var spare = room - widths.reduce(0, +) - spacing * max(0, widths.count - 1)
    if spare < 0 { shrink(&widths, columns, by: -spare) }
    let weights = columns.reduce(0) { $0 + $1.weight }
    guard spare > 0, weights > 0 else { return widths }
    let share = spare
    for index in widths.indices {
      let extra = min(
        share * columns[index].weight / weights, columns[index].maximum - widths[index])
      widths[index] += extra
      spare -= extra
    }
    if let last = columns.lastIndex(where: { $0.weight > 0 }), columns[last].maximum == .max {
      widths[last] += spare
    }
    return widths
  }

  /// Takes one column at a time from whichever is widest.
  private static func shrink(_ widths: inout [Int], _ columns: [TableColumn], by excess: Int) {
    for _ in 0..<excess {
      let candidates = widths.indices.filter { widths[$0] > columns[$0].minimum }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }
}
