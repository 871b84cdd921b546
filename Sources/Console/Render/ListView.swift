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
    table.column(atX: x, in: area.inset(left: 1, top: 1, right: 1, bottom: 1))
      .map { columns[$0].title }
  }

  func render(in area: Rect, on canvas: inout Canvas) {
    table.render(in: area, on: &canvas)
    let inside = area.inset(top: 1)
    Scrollbar(
      visible: list.view.visible(count: list.visible.count, height: inside.height),
      count: list.visible.count, style: Style(isFocused ? .focusedBorder : .border)
    ).render(in: Rect(x: area.maxX, y: inside.y, width: 1, height: inside.height), on: &canvas)
  }

  private var table: Table {
    let nameColumn = columns.firstIndex { $0.title == "NAME" } ?? 0
    return Table(
      columns: columns.map { column in
        TableColumn(
          column.title, alignment: column.alignment == .left ? .left : .right,
          minimum: column.minimumWidth, maximum: column.title == "NAME" ? 60 : 48,
          priority: column.expendability,
          order: list.sort.column == column.title
            ? (list.sort.isDescending ? .descending : .ascending) : nil)
      },
      count: list.visible.count,
      state: TableState(list: list.view, firstColumn: list.firstColumn), isFocused: isFocused,
      pinned: nameColumn + 1, hasMarks: !list.marks.isEmpty
    ) { row(list.visible[$0]) }
  }

  private func row(_ item: Item) -> TUI.TableRow {
    let role = item.role
    return TUI.TableRow(
      columns.map { StyledText($0.text(item, now), $0.role(item) ?? role) },
      isMarked: list.marks.contains(item.name))
  }
}
