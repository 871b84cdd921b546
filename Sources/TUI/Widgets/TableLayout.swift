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
    Self.hide(&shown, of: table.columns, room: room)
    let widths = Self.widths(of: shown, in: table, rows: rows, room: room)
    places = []
    var x = gutter
    for (column, columnWidth) in zip(shown, widths) {
      let fitting = min(columnWidth, width - x)
      guard fitting > 0 else { break }
      places.append(Place(column: column, x: x, width: fitting))
      x += columnWidth + Self.spacing
    }
  }

  /// Leaves out columns, the least important first, until the rest fits at its narrowest.
  private static func hide(_ shown: inout [Int], of columns: [TableColumn], room: Int) {
    func needed() -> Int {
      shown.reduce(0) { $0 + columns[$1].minimum } + spacing * max(0, shown.count - 1)
    }
    while needed() > room {
      let least = shown.indices.reversed().max {
        columns[shown[$0]].priority < columns[shown[$1]].priority
      }
      guard let least, columns[shown[least]].priority > 0 else { return }
      shown.remove(at: least)
    }
  }

  private static func widths(
    of shown: [Int], in table: Table, rows: [TableRow], room: Int
  ) -> [Int] {
    let columns = shown.map { table.columns[$0] }
    var widths = zip(shown, columns).map { index, column -> Int in
      let content =
        column.ideal
        ?? rows.reduce(0) { max($0, index < $1.cells.count ? $1.cells[index].width : 0) }
      let natural = max(content, DisplayWidth.of(column.heading))
      return max(min(natural, column.maximum), min(column.minimum, column.maximum))
    }
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

  /// Takes one column at a time from whichever is widest, those that grow before those that don't.
  private static func shrink(_ widths: inout [Int], _ columns: [TableColumn], by excess: Int) {
    for _ in 0..<excess {
      let candidates = widths.indices.filter { widths[$0] > columns[$0].minimum }
      let flexible = candidates.filter { columns[$0].weight > 0 }
      guard
        let widest = (flexible.isEmpty ? candidates : flexible).max(by: { widths[$0] < widths[$1] })
      else { return }
      widths[widest] -= 1
    }
  }
}
