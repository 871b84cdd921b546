import TUI
import Testing

@Suite struct TableTests {
  private func table(
    columns: [TableColumn], rows: [[String]], state: TableState = TableState(), pinned: Int = 1,
    marked: Set<Int> = [], hasMarks: Bool = false
  ) -> Table {
    Table(
      columns: columns, count: rows.count, state: state, pinned: pinned, hasMarks: hasMarks
    ) { index in
      TableRow(rows[index].map { StyledText($0) }, isMarked: marked.contains(index))
    }
  }

  private func picture(_ table: Table, _ width: Int, _ height: Int) -> [String] {
    var canvas = Canvas(size: Size(width, height))
    table.render(in: canvas.bounds, on: &canvas)
    return canvas.golden.split(separator: "\n").map(String.init).filter { $0.hasPrefix("|") }
  }

  private let pods = [["web-1", "1/1", "Running"], ["database-0", "0/2", "CrashLoopBackOff"]]

  @Test func columnsAreAsWideAsTheirContent() {
    let columns = [
      TableColumn("NAME"), TableColumn("READY", alignment: .right), TableColumn("STATUS"),
    ]
    #expect(
      picture(table(columns: columns, rows: pods), 36, 3) == [
        "|NAME        READY  STATUS           |",
        "|web-1         1/1  Running          |",
        "|database-0    0/2  CrashLoopBackOff |",
      ])
  }

  @Test func roomToSpareGoesByWeight() {
    let columns = [TableColumn("NAME", weight: 1), TableColumn("READY"), TableColumn("STATUS")]
    #expect(
      picture(table(columns: columns, rows: pods), 40, 3) == [
        "|NAME             READY  STATUS          |",
        "|web-1            1/1    Running         |",
        "|database-0       0/2    CrashLoopBackOff|",
      ])
  }

  @Test func theWidestColumnGivesWayFirst() {
    let columns = [TableColumn("NAME"), TableColumn("READY"), TableColumn("STATUS")]
    #expect(
      picture(table(columns: columns, rows: pods), 28, 3) == [
        "|NAME       READY  STATUS    |",
        "|web-1      1/1    Running   |",
        "|database…  0/2    CrashLoop…|",
      ])
  }

  @Test func theLeastImportantColumnIsHiddenFirst() {
    let columns = [
      TableColumn("NAME"), TableColumn("READY", minimum: 5, priority: 2),
      TableColumn("STATUS", minimum: 6, priority: 1),
    ]
    #expect(picture(table(columns: columns, rows: pods), 20, 3)[0] == "|NAME       STATUS   |")
    #expect(picture(table(columns: columns, rows: pods), 12, 3)[0] == "|NAME        |")
  }

  @Test func scrollingSidewaysKeepsPinnedColumns() {
    let columns = [TableColumn("NAME"), TableColumn("READY"), TableColumn("STATUS")]
    let scrolled = table(columns: columns, rows: pods, state: TableState(firstColumn: 1))
    #expect(picture(scrolled, 30, 3)[0] == "|NAME        STATUS            |")
    let tooFar = table(columns: columns, rows: pods, state: TableState(firstColumn: 99))
    #expect(picture(tooFar, 30, 3)[0] == "|NAME        STATUS            |")
  }

  @Test func theSortedColumnHasAnArrow() {
    let columns = [TableColumn("NAME", order: .descending), TableColumn("AGE", order: .ascending)]
    #expect(picture(table(columns: columns, rows: []), 14, 1) == ["|NAME↓  AGE↑   |"])
  }

  @Test func selectionAndMarksAreDrawn() {
    var canvas = Canvas(size: Size(8, 3))
    table(
      columns: [TableColumn("N")], rows: [["a"], ["b"]],
      state: TableState(list: ListState(selected: 1)), marked: [1], hasMarks: true
    ).render(in: canvas.bounds, on: &canvas)
    #expect(
      canvas.golden == """
        |  N     |
        |  a     |
        |● b     |
        --
        0  0..8  columnHeader on columnHeader
        2  0..1  mark on selection
        2  1..2  text on selection
        2  2..5  mark on selection
        2  5..8  text on selection

        """)
  }

  @Test func onlyRowsInViewAreMade() {
    var made: [Int] = []
    let table = Table(
      columns: [TableColumn("N")], count: 50_000,
      state: TableState(list: ListState(selected: 30_000, offset: 29_999))
    ) { index in
      made.append(index)
      return TableRow([StyledText(String(index))])
    }
    var canvas = Canvas(size: Size(20, 5))
    table.render(in: canvas.bounds, on: &canvas)
    #expect(made == [29_999, 30_000, 30_001, 30_002])
  }

  @Test func aPlaceOfTheScreenIsARowAndAColumn() {
    let table = table(
      columns: [TableColumn("NAME"), TableColumn("READY")], rows: pods,
      state: TableState(list: ListState(selected: 1, offset: 1)))
    let area = Rect(x: 3, y: 2, width: 30, height: 4)
    #expect(table.row(atY: 2, in: area) == -1)
    #expect(table.row(atY: 3, in: area) == 1)
    #expect(table.row(atY: 4, in: area) == nil)
    #expect(table.row(atY: 1, in: area) == nil)
    #expect(table.column(atX: 4, in: area) == 0)
    #expect(table.column(atX: 16, in: area) == 1)
  }

  @Test func nothingIsDrawnOutsideOfAnyArea() {
    for width in 0..<24 {
      for height in 0..<4 {
        var canvas = Canvas(size: Size(30, 8))
        let area = Rect(x: 2, y: 2, width: width, height: height)
        table(
          columns: [
            TableColumn("NAME"), TableColumn("日本語"), TableColumn("STATUS", alignment: .right),
          ],
          rows: [["日本語の名前", "日本", "x"], ["a", "b", "c"]], hasMarks: true
        ).render(in: area, on: &canvas)
        for y in 0..<8 {
          for x in 0..<30 where !area.contains(x: x, y: y) { #expect(canvas[x, y] == Cell()) }
        }
      }
    }
  }
}

@Suite struct ListStateTests {
  @Test func theViewFollowsTheSelectionAsLittleAsItCan() {
    var list = ListState()
    list.move(by: 5, count: 100)
    list.settle(count: 100, height: 10)
    #expect(list == ListState(selected: 5, offset: 0))
    list.move(by: 7, count: 100)
    list.settle(count: 100, height: 10)
    #expect(list == ListState(selected: 12, offset: 3))
    list.move(by: -1, count: 100)
    list.settle(count: 100, height: 10)
    #expect(list == ListState(selected: 11, offset: 3))
  }

  @Test func aShorterListBringsBothBack() {
    var list = ListState(selected: 90, offset: 85)
    list.settle(count: 20, height: 10)
    #expect(list == ListState(selected: 19, offset: 10))
    list.settle(count: 0, height: 10)
    #expect(list == ListState(selected: 0, offset: 0))
    list.move(by: 3, count: 0)
    #expect(list.selected == 0)
  }

  @Test func scrollingTakesTheSelectionAlongOnlyAtTheEdge() {
    var list = ListState(selected: 5, offset: 0)
    list.scroll(by: 3, count: 100, height: 10)
    #expect(list == ListState(selected: 5, offset: 3))
    list.scroll(by: 4, count: 100, height: 10)
    #expect(list == ListState(selected: 7, offset: 7))
    list.scroll(by: -99, count: 100, height: 10)
    #expect(list == ListState(selected: 7, offset: 0))
  }

  @Test(arguments: [
    (0..<10, "┃   "), (10..<20, "  ┃ "), (1..<11, " ┃  "), (14..<24, "   ┃"), (0..<24, "    "),
  ])
  func theBarShowsWhereTheViewIs(visible: Range<Int>, expected: String) {
    var canvas = Canvas(size: Size(1, 4))
    Scrollbar(visible: visible, count: 24).render(in: canvas.bounds, on: &canvas)
    #expect((0..<4).map { String(canvas[0, $0].character) }.joined() == expected)
  }
}
