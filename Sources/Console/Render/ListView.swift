import Kubernetes
import TUI

/// A list pane's rows, as a table.
struct ListView<Item: ListItem> {
  private let list: RowList<Item>
  private let columns: [Column<Item>]
  private let now: Int64
  private let isFocused: Bool

  init(_ list: RowList<Item>, now: Int64, isFocused: Bool) {
    self.list = list
    self.now = now
    self.isFocused = isFocused
    columns = list.columns
  }

  /// The title of the column at a place of the screen, for a click on the headings of a framed pane.
  func column(atX x: Int, in area: Rect) -> String? {
    let inside = area.inset(left: 1, top: 1, right: 1, bottom: 1)
    let size = inside.inset(top: 1).size
    return table(size).column(atX: x, in: inside).map { columns(in: lines(size))[$0].title }
  }

  func render(in area: Rect, on canvas: inout Canvas) {
    let body = area.inset(top: 1)
    table(body.size).render(in: area, on: &canvas)
    Scrollbar(
      visible: list.view.visible(count: list.lineCount, height: body.height),
      count: list.lineCount, style: Style(isFocused ? .focusedBorder : .border)
    ).render(in: Rect(x: area.maxX, y: body.y, width: 1, height: body.height), on: &canvas)
  }

  /// What stands on the lines in view.
  private func lines(_ size: Size) -> [RowGroups.Line] {
    list.view.visible(count: list.lineCount, height: size.height).map { list.content(ofLine: $0) }
  }

  /// The columns, without those that have nothing to say and aren't there then.
  private func columns(in lines: [RowGroups.Line]) -> [Column<Item>] {
    columns.filter { column in
      !column.hidesWhenEmpty
        || lines.contains {
          if case .row(let index) = $0 {
            !column.text(list.visible[index], now).isEmpty
          } else {
            false
          }
        }
    }
  }

  private func table(_ size: Size) -> Table {
    let shown = list.view.visible(count: list.lineCount, height: size.height)
    let lines = lines(size)
    let columns = columns(in: lines)
    let rows = lines.map { line in
      switch line {
      case .row(let index): row(list.visible[index], columns)
      case .heading(let group): heading(list.rowGroups[group])
      }
    }
    let nameColumn = columns.firstIndex { $0.title == "NAME" } ?? 0
    return Table(
      columns: columns.indices.map {
        column(columns[$0], at: $0, rows, widest: max(12, size.width / 3))
      },
      count: list.lineCount,
      state: TableState(list: list.view, firstColumn: list.firstColumn), isFocused: isFocused,
      pinned: nameColumn + 1, hasMarks: !list.marks.isEmpty
    ) { rows[$0 - shown.lowerBound] }
  }

  /// A column as wide as what is in view of it.
  ///
  /// Where there is no room, whole columns go before the texts of others are cut, unless one alone
  /// would take more than its share; flexible ones are cut first.
  private func column(
    _ column: Column<Item>, at index: Int, _ rows: [TUI.TableRow], widest: Int
  ) -> TableColumn {
    let content = rows.reduce(0) { max($0, $1.span == nil ? $1.cells[index].width : 0) }
    let order: TableColumn.Order? =
      list.sort.column == column.title ? (list.sort.isDescending ? .descending : .ascending) : nil
    let heading = column.title.count + (order == nil ? 0 : 1)
    let natural = min(widest, max(content, heading))
    return TableColumn(
      column.title, alignment: column.alignment == .left ? .left : .right,
      minimum: column.isFlexible ? column.minimumWidth : max(column.minimumWidth, natural),
      maximum: column.isFlexible ? .max : max(content, heading), weight: column.isFlexible ? 1 : 0,
      priority: column.expendability, ideal: max(content, column.minimumWidth), order: order)
  }

  private func heading(_ group: RowGroup) -> TUI.TableRow {
    guard let grouping = list.grouping else { return TUI.TableRow([]) }
    let tally = group.tally
    var text = StyledText("▾ \(Item.heading(of: group.key, by: grouping))  ", Role.title)
    let lasting = tally.count - tally.done
    text.append(lasting > 0 ? "\(tally.ready) of \(lasting) ready" : "", .counter)
    if tally.done > 0 { text.append("\(lasting > 0 ? "  " : "")\(tally.done) done", .completed) }
    if tally.restarts > 0 { text.append("  ↻\(tally.restarts)", .muted) }
    if tally.faults > 0 { text.append("  ✖ \(tally.faults) faulty", .degraded) }
    return TUI.TableRow(spanning: text)
  }

  private func row(_ item: Item, _ columns: [Column<Item>]) -> TUI.TableRow {
    let role = item.role
    return TUI.TableRow(
      columns.map { StyledText($0.text(item, now), $0.role(item) ?? role) },
      isMarked: list.marks.contains(item.name))
  }
}
