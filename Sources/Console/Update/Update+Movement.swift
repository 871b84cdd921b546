import GitOps
import Kubernetes
import TUI

/// Moving about in whatever has the focus.
extension ConsoleState {
  mutating func move(by count: Int) {
    if document != nil {
      changeDocument { $0.view.move(by: count) }
      return
    }
    if tree != nil { return changeTree { $0.list.move(by: count) } }
    switch focus {
    case .stacks: stacks.move(by: count)
    case .applications: applications.move(by: count)
    case .resources: if showsPods { pods.move(by: count) } else { table.move(by: count) }
    case .logs: logs.moveCursor(by: count)
    }
    narrow()
  }

  mutating func movePage(by count: Int) {
    if document != nil {
      changeDocument { $0.view.movePages(by: count) }
      return
    }
    if let tree {
      let rows = max(1, rows(of: tree) - 1)
      return changeTree { $0.list.move(by: count * rows) }
    }
    let rows = focus == .logs ? layout.logRows : layout.listRows(focus)
    move(by: count * max(1, rows - 1))
  }

  mutating func moveToEnd(isTop: Bool) {
    if document != nil {
      changeDocument { $0.view.move(to: isTop ? 0 : .max / 2) }
      return
    }
    if tree != nil { return changeTree { $0.list.select(index: isTop ? 0 : .max / 2) } }
    let index = isTop ? 0 : Int.max / 2
    switch focus {
    case .stacks: stacks.select(index: index)
    case .applications: applications.select(index: index)
    case .resources: if showsPods { pods.select(index: index) } else { table.select(index: index) }
    case .logs: if isTop { logs.scrollToTop() } else { logs.scrollToEnd() }
    }
    narrow()
  }

  mutating func scrollColumns(by count: Int) {
    if document != nil {
      changeDocument { $0.view.scrollColumns(by: count * 8) }
      return
    }
    func moved(_ column: Int, _ titles: Int) -> Int { max(0, min(titles - 2, column + count)) }
    switch focus {
    case .stacks: stacks.firstColumn = moved(stacks.firstColumn, stacks.columns.count)
    case .applications:
      applications.firstColumn = moved(applications.firstColumn, applications.columns.count)
    case .resources:
      if showsPods {
        pods.firstColumn = moved(pods.firstColumn, pods.columns.count)
      } else {
        table.firstColumn = moved(table.firstColumn, table.columns.count)
      }
    case .logs: logs.display.firstColumn = max(0, logs.display.firstColumn + count * 8)
    }
  }

  /// Narrows the pods to what is now selected among the stacks or applications.
  mutating func narrow() {
    switch focus {
    case .stacks: if let row = stacks.selected { narrowing = .stack(row.stack.id) }
    case .applications: if let row = applications.selected { narrowing = .application(row.name) }
    case .resources, .logs: break
    }
  }

  // MARK: - Order, marks, columns

  mutating func moveSort(by count: Int) {
    switch focus {
    case .stacks: stacks.moveSort(by: count)
    case .applications: applications.moveSort(by: count)
    case .resources: if showsPods { pods.moveSort(by: count) } else { table.moveSort(by: count) }
    case .logs: break
    }
  }

  /// Sorts by a column; the same again turns the order round.
  ///
  /// Says so where there is none.
  mutating func sort(by title: String) {
    guard let title = columnTitles.first(where: { $0.lowercased() == title.lowercased() }) else {
      say("there is no column \(title) here", .warning)
      return
    }
    switch focus {
    case .stacks: stacks.setSort(title)
    case .applications: applications.setSort(title)
    case .resources: if showsPods { pods.setSort(title) } else { table.setSort(title) }
    case .logs: break
    }
  }

  mutating func reverseSort() {
    switch focus {
    case .stacks: stacks.setSort(stacks.sort.column)
    case .applications: applications.setSort(applications.sort.column)
    case .resources:
      if showsPods { pods.setSort(pods.sort.column) } else { table.setSort(table.sort.column) }
    case .logs: break
    }
  }

  mutating func toggleMark() {
    switch focus {
    case .stacks: stacks.toggleMark()
    case .applications: applications.toggleMark()
    case .resources: if showsPods { pods.toggleMark() } else { table.toggleMark() }
    case .logs: break
    }
    narrow()
  }

  mutating func clearMarks() {
    switch focus {
    case .stacks: stacks.clearMarks()
    case .applications: applications.clearMarks()
    case .resources: if showsPods { pods.clearMarks() } else { table.clearMarks() }
    case .logs: break
    }
  }

  /// A generic table's columns of a wide view, and the shares of what pods use; the other lists show
  /// all that there is room for.
  mutating func toggleWide() {
    if focus == .resources, showsPods, pods.layout.usage != nil {
      var layout = pods.layout
      layout.isWide.toggle()
      return pods.setLayout(layout, changing: [])
    }
    guard focus == .resources, !showsPods else {
      say("every column is shown that there is room for; z gives the pane the whole screen")
      return
    }
    var layout = table.layout
    layout.isWide.toggle()
    table.setLayout(layout)
  }

  // MARK: - Filters

  /// The filter of the focused pane.
  var focusedFilter: Filter { filter(of: focus) }

  /// The filter of a pane.
  func filter(of pane: PaneID) -> Filter {
    switch pane {
    case .stacks: stacks.filter
    case .applications: applications.filter
    case .resources: showsPods ? pods.filter : table.filter
    case .logs: logs.filter
    }
  }

  mutating func setFilter(_ filter: Filter, in pane: PaneID) {
    switch pane {
    case .stacks: stacks.setFilter(filter)
    case .applications: applications.setFilter(filter)
    case .resources: if showsPods { pods.setFilter(filter) } else { table.setFilter(filter) }
    case .logs: logs.setFilter(filter)
    }
  }
}
