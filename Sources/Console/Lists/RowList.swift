public import Kubernetes
import Patterns
public import TUI

/// The rows of a pane as they stand on the screen: kept up by live lists, sorted, filtered,
/// narrowed; with a selection that stays on its object while rows come and go.
///
/// A change costs a binary search and a move of pointers, not a sort: a list of 50,000 rows takes
/// hundreds of changes a second.
public struct RowList<Item: ListItem>: Sendable {
  /// What the live lists behind it have said.
  ///
  /// Several where several namespaces are shown.
  public private(set) var reflections: [ResourceQuery: Reflection<Item>] = [:]
  /// All rows, in order.
  private var sorted: [Item] = []
  /// Those of them that filter and scope let through; nil while nothing is left out.
  private var admitted: [Item]?
  /// What decides the columns.
  public private(set) var layout: Item.Layout
  /// The order of the rows.
  public private(set) var sort: Sort
  /// Which rows to show, as typed.
  public private(set) var filter: Filter = .none
  /// What a selection elsewhere narrows the rows to.
  public private(set) var scope: Item.Scope?
  /// What the rows stand together by; nil while they stand by themselves.
  public private(set) var grouping: Item.Grouping?
  /// Whether only rows are shown that something is wrong with.
  public private(set) var showsFaultsOnly = false
  /// How many rows, shown or not, something is wrong with.
  public private(set) var faultCount = 0
  /// Marked rows.
  public private(set) var marks: Set<ObjectName> = []
  /// The line of the selected row, and the first one on the screen.
  public private(set) var view = TUI.ListState()
  /// How many columns after the first are scrolled out to the left.
  public var firstColumn = 0

  private var selectedName: ObjectName?
  /// The groups of the shown rows, where they stand together.
  private var groups: RowGroups?

  /// Makes an empty list.
  public init(layout: Item.Layout, sort: Sort) {
    self.layout = layout
    self.sort = sort
  }
}

extension RowList where Item.Layout == FixedLayout {
  /// Makes an empty list.
  public init(sort: Sort) {
    self.init(layout: FixedLayout(), sort: sort)
  }
}

// MARK: - What it knows

extension RowList {
  /// The rows to show, in order.
  public var visible: [Item] { admitted ?? sorted }

  /// The columns, from left to right.
  public var columns: [Column<Item>] { Item.columns(layout) }

  /// The selected row, if there is any row.
  public var selected: Item? {
    guard case .row(let index) = content(ofLine: view.selected), visible.indices.contains(index)
    else { return nil }
    return visible[index]
  }

  /// How many lines the rows take with the headings of their groups.
  public var lineCount: Int { visible.count + (groups?.groups.count ?? 0) }

  /// The groups that the shown rows stand in; none while they stand by themselves.
  public var rowGroups: [RowGroup] { groups?.groups ?? [] }

  /// What stands on a line.
  func content(ofLine line: Int) -> RowGroups.Line { groups?.content(ofLine: line) ?? .row(line) }

  private func line(ofRow index: Int) -> Int { groups?.line(ofRow: index) ?? index }

  /// The marked rows that are there, in order; the selected one where none is marked.
  public var chosen: [Item] {
    let marked = visible.filter { marks.contains($0.name) }
    return marked.isEmpty ? selected.map { [$0] } ?? [] : marked
  }

  /// How many rows there are, shown or not.
  public var total: Int { reflections.values.reduce(0) { $0 + $1.rows.count } }

  /// The row of that object, shown or not.
  public subscript(name: ObjectName) -> Item? {
    for reflection in reflections.values {
      if let row = reflection[name] { return row }
    }
    return nil
  }

  /// All rows, in no particular order.
  public var all: some Sequence<Item> { reflections.values.lazy.flatMap(\.rows.values) }

  /// Whether every list behind it has been complete once.
  public var isComplete: Bool {
    !reflections.isEmpty && reflections.values.allSatisfy(\.isComplete)
  }

  /// Why it isn't kept up to date, if it isn't.
  public var interruption: Interruption? {
    for reflection in reflections.values {
      if case .stale(let interruption) = reflection.state { return interruption }
    }
    return nil
  }

  /// How many objects the server has still to send of a first list, where it says; nil otherwise.
  public var remaining: Int? {
    for reflection in reflections.values {
      if case .listing(let remaining?) = reflection.state { return remaining }
    }
    return nil
  }

  /// Objects that couldn't be read.
  public var unreadableCount: Int { reflections.values.reduce(0) { $0 + $1.unreadable.count } }
}

// MARK: - Changes from the cluster

extension RowList {
  /// Takes in what a live list says.
  public mutating func apply(_ change: Change<Item>, from query: ResourceQuery) {
    switch change {
    case .applied(let rows):
      let (precedes, admits) = (precedes, admission())
      for row in Dictionary(rows.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        .values
      {
        if let old = reflections[query]?[row.name] {
          remove(old, precedes)
          faultCount -= old.isFaulty ? 1 : 0
        }
        insert(row, precedes, admits)
        faultCount += row.isFaulty ? 1 : 0
      }
      reflections[query, default: Reflection()].apply(change)
    case .deleted(let names):
      let precedes = precedes
      for name in names {
        if let old = reflections[query]?[name] {
          remove(old, precedes)
          faultCount -= old.isFaulty ? 1 : 0
        }
        marks.remove(name)
      }
      reflections[query, default: Reflection()].apply(change)
    case .page(let rows, _):
      let old = reflections[query]
      reflections[query, default: Reflection()].apply(change)
      // The pages of a relist are put together aside: nothing to show until it is complete.
      guard let new = reflections[query], new.revision != old?.revision else { break }
      let names = Set(rows.map(\.name))
      let precedes = precedes
      for row in names.compactMap({ old?[$0] }) {
        remove(row, precedes)
        faultCount -= row.isFaulty ? 1 : 0
      }
      let added = names.count == rows.count ? rows : names.compactMap { new[$0] }
      merge(added)
      faultCount += added.count(where: \.isFaulty)
    case .began, .listed, .alive, .interrupted, .unreadable:
      let before = reflections[query]?.revision
      reflections[query, default: Reflection()].apply(change)
      if let before, before != reflections[query]?.revision { rebuild() }
    }
    settle()
  }

  /// Shows these rows and no others, where no live list is behind them.
  public mutating func show(_ rows: [Item], as query: ResourceQuery) {
    var reflection = reflections[query] ?? Reflection()
    reflection.apply(.began)
    reflection.apply(.page(rows, remaining: nil))
    reflection.apply(.listed)
    reflections = [query: reflection]
    rebuild()
    settle()
  }

  /// Forgets the lists that aren't among these: other namespaces, another kind.
  public mutating func keep(only queries: Set<ResourceQuery>) {
    guard reflections.keys.contains(where: { !queries.contains($0) }) else { return }
    reflections = reflections.filter { queries.contains($0.key) }
    marks = []
    rebuild()
    settle()
  }

  /// Marks every list as not kept up to date, such as when the cluster can't be reached.
  public mutating func interrupt(_ interruption: Interruption) {
    for query in reflections.keys { reflections[query]?.apply(.interrupted(interruption)) }
  }
}

// MARK: - Choices of the user

extension RowList {
  /// Moves the selection by that many lines, stopping at the ends.
  public mutating func move(by count: Int) {
    land(on: view.selected + count, goingUp: count < 0)
    selectedName = selected?.name
  }

  /// Selects the row on a line, or the nearest there is; for a heading, the first below it.
  public mutating func select(index: Int) {
    land(on: index)
    selectedName = selected?.name
  }

  /// Headings are passed over: each has rows below it, and all but the first some above it.
  private mutating func land(on line: Int, goingUp: Bool = false) {
    view.selected = max(0, min(line, lineCount - 1))
    guard case .heading = content(ofLine: view.selected), lineCount > 0 else { return }
    view.selected += goingUp && view.selected > 0 ? -1 : 1
  }

  /// Selects an object, if it is shown.
  ///
  /// Returns whether it is.
  @discardableResult
  public mutating func select(_ name: ObjectName) -> Bool {
    guard let index = visible.firstIndex(where: { $0.name == name }) else { return false }
    select(index: line(ofRow: index))
    return true
  }

  /// Scrolls so that the selection is within so many rows of the screen.
  public mutating func settle(height: Int) {
    view.settle(count: lineCount, height: height)
    // The first row of a group is seen with its heading.
    if height > 1, view.offset == view.selected, view.offset > 0,
      case .heading = content(ofLine: view.offset - 1)
    {
      view.offset -= 1
    }
  }

  /// Scrolls by so many rows, as the mouse wheel does, taking the selection along.
  public mutating func scroll(by count: Int, height: Int) {
    view.scroll(by: count, count: lineCount, height: height)
    land(on: view.selected, goingUp: view.selected == view.offset + height - 1)
    selectedName = selected?.name
  }

  /// Marks the selected row, or takes its mark away, and moves on to the next.
  public mutating func toggleMark() {
    guard let name = selected?.name else { return }
    if marks.remove(name) == nil { marks.insert(name) }
    move(by: 1)
  }

  /// Takes all marks away.
  public mutating func clearMarks() { marks = [] }

  /// Shows only rows that the filter lets through.
  public mutating func setFilter(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    readmit()
    settle()
  }

  /// Narrows the rows to a scope; nil for all.
  public mutating func setScope(_ scope: Item.Scope?) {
    guard scope != self.scope else { return }
    self.scope = scope
    readmit()
    settle()
  }

  /// Shows only rows that something is wrong with, or all again.
  public mutating func setFaultsOnly(_ showsFaultsOnly: Bool) {
    guard showsFaultsOnly != self.showsFaultsOnly else { return }
    self.showsFaultsOnly = showsFaultsOnly
    readmit()
    settle()
  }

  /// Lets rows stand together by what they have in common; nil for each by itself.
  public mutating func setGrouping(_ grouping: Item.Grouping?) {
    guard grouping != self.grouping else { return }
    self.grouping = grouping
    rebuild()
    settle()
  }

  /// Sorts by a column.
  ///
  /// The same column again turns the order round.
  public mutating func setSort(_ title: String) {
    let column = columns.first { $0.title.lowercased() == title.lowercased() }
    let title = column?.title ?? title
    let isDescending = sort.column == title ? !sort.isDescending : column?.startsDescending
    sort = Sort(title, descending: isDescending ?? false)
    rebuild()
    settle()
  }

  /// Sorts by the column that many places further right than the present one.
  public mutating func moveSort(by count: Int) {
    let titles = columns.map(\.title)
    guard !titles.isEmpty else { return }
    let at = titles.firstIndex(of: sort.column) ?? 0
    let next = ((at + count) % titles.count + titles.count) % titles.count
    sort = Sort(titles[next], descending: columns[next].startsDescending)
    rebuild()
    settle()
  }

  /// Uses other columns.
  public mutating func setLayout(_ layout: Item.Layout) {
    guard layout != self.layout else { return }
    self.layout = layout
    rebuild()
    settle()
  }

  /// Uses a layout in which nothing but these columns differs from the one in use, none of which
  /// filters look into.
  public mutating func setLayout(_ layout: Item.Layout, changing titles: Set<String>) {
    self.layout = layout
    guard titles.contains(sort.column) else { return }
    rebuild()
    settle()
  }
}

// MARK: - Keeping the order

extension RowList {
  /// Which of two rows stands first: those of a group together, within it as the column says.
  private var precedes: (Item, Item) -> Bool {
    let precedes = precedesWithinGroup
    guard let grouping else { return precedes }
    return { a, b in
      let (x, y) = (a.group(by: grouping), b.group(by: grouping))
      return x == y ? precedes(a, b) : x < y
    }
  }

  private func arranged(_ rows: [Item]) -> [Item] {
    guard let column = columns.first(where: { $0.title == sort.column }) else {
      return rows.sorted(by: precedesWithinGroup)
    }
    return column.arrange(rows, sort.isDescending) { $0.name < $1.name }
  }

  private var precedesWithinGroup: (Item, Item) -> Bool {
    let isDescending = sort.isDescending
    guard let column = columns.first(where: { $0.title == sort.column }) else {
      return { isDescending ? $1.name < $0.name : $0.name < $1.name }
    }
    let precedes = column.precedes
    return { a, b in
      if precedes(a, b) { return !isDescending }
      if precedes(b, a) { return isDescending }
      return a.name < b.name
    }
  }

  /// What filter, scope and the wish for faults let through; nil for everything.
  private func admission() -> ((Item) -> Bool)? {
    guard showsFaultsOnly else { return admissionOfFilter() }
    let admits = admissionOfFilter()
    return { $0.isFaulty && admits?($0) != false }
  }

  private func admissionOfFilter() -> ((Item) -> Bool)? {
    let scope = scope
    let inScope: ((Item) -> Bool)? = scope.map { scope in { $0.isIn(scope) } }
    let passes: (Item) -> Bool
    switch filter {
    case .none, .invalid: return inScope
    case .labels(let selector, _): passes = { selector.matches($0.labels) }
    case .text(let pattern, let isInverse):
      let matches = pattern.matcher()
      let searched = columns.compactMap(\.searched)
      passes = { item in searched.contains { matches($0(item)) } != isInverse }
    }
    guard let inScope else { return passes }
    return { inScope($0) && passes($0) }
  }

  /// Sorts all rows anew.
  private mutating func rebuild() {
    faultCount = all.count(where: \.isFaulty)
    sorted = reflections.values.flatMap(\.rows.values)
    if let grouping {
      // Each group by itself: what rows have in common is asked once of each, not at each comparison.
      sorted = Dictionary(grouping: sorted) { $0.group(by: grouping) }
        .sorted { $0.key < $1.key }
        .flatMap { arranged($0.value) }
    } else {
      sorted = arranged(sorted)
    }
    readmit()
  }

  /// Goes through the rows for those that filter and scope let through.
  private mutating func readmit() {
    admitted = admission().map { admits in sorted.filter(admits) }
    regroup()
  }

  private mutating func regroup() {
    groups = grouping.map { grouping in
      RowGroups(visible, key: { $0.group(by: grouping) }, tally: \.tally)
    }
  }

  private mutating func merge(_ rows: [Item]) {
    let precedes = precedes
    let page = rows.sorted(by: precedes)
    defer { regroup() }
    Self.merge(page, into: &sorted, precedes)
    guard var rows = admitted, let admits = admission() else { return }
    // Given up first, so that the merge doesn't copy.
    admitted = nil
    Self.merge(page.filter(admits), into: &rows, precedes)
    admitted = rows
  }

  private static func merge(
    _ page: [Item], into rows: inout [Item], _ precedes: (Item, Item) -> Bool
  ) {
    guard let first = page.first else { return }
    // Pages come in the server's order, which is the usual order here too: nearly always, the page
    // belongs at the end.
    guard let last = rows.last, !precedes(last, first) else {
      rows.append(contentsOf: page)
      return
    }
    var merged: [Item] = []
    merged.reserveCapacity(rows.count + page.count)
    var rest = page[...]
    for row in rows {
      while let next = rest.first, precedes(next, row) {
        merged.append(next)
        rest = rest.dropFirst()
      }
      merged.append(row)
    }
    merged.append(contentsOf: rest)
    rows = merged
  }

  private mutating func insert(
    _ row: Item, _ precedes: (Item, Item) -> Bool, _ admits: ((Item) -> Bool)?
  ) {
    var index = Self.position(of: row, in: sorted, precedes)
    sorted.insert(row, at: index)
    if let admits {
      guard admits(row) else { return }
      index = admitted.map { Self.position(of: row, in: $0, precedes) } ?? 0
      admitted?.insert(row, at: index)
    }
    if let grouping { groups?.insert(row.group(by: grouping), row.tally, at: index) }
  }

  private mutating func remove(_ row: Item, _ precedes: (Item, Item) -> Bool) {
    var shown = Self.index(of: row, in: sorted, precedes)
    if let shown { sorted.remove(at: shown) }
    if admitted != nil {
      shown = admitted.flatMap { Self.index(of: row, in: $0, precedes) }
      if let shown { admitted?.remove(at: shown) }
    }
    if let shown { groups?.remove(row.tally, at: shown) }
  }

  private static func index(
    of row: Item, in rows: [Item], _ precedes: (Item, Item) -> Bool
  ) -> Int? {
    let index = position(of: row, in: rows, precedes)
    return rows.indices.contains(index) && rows[index].name == row.name ? index : nil
  }

  /// Where the row stands, or would stand.
  private static func position(
    of row: Item, in rows: [Item], _ precedes: (Item, Item) -> Bool
  ) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(rows[middle], row) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Puts the selection back on its object; where that is gone, on the row now in its place.
  private mutating func settle() {
    if let selectedName, let row = self[selectedName] {
      let index = Self.position(of: row, in: visible, precedes)
      if visible.indices.contains(index), visible[index].name == selectedName {
        view.selected = line(ofRow: index)
        return
      }
    }
    land(on: view.selected)
    // While a first list arrives, the selection stays at the top until somebody has moved it.
    if selectedName != nil || isComplete { selectedName = selected?.name }
  }
}

extension RowList: Equatable {}
