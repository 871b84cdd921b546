import Patterns
public import TUI

/// A tree as it stands on the screen: laid out in rows, folded, filtered; with a selection that stays
/// on its item while others come and go.
///
/// To lay out two thousand items takes less than a frame's time, and is done when items come or go,
/// or the folds or the filter change; moving about costs nothing, only rows in view are drawn, and
/// an item that looks different is exchanged in its place.
public struct TreeList<Item: TreeItem>: Equatable, Sendable {
  /// One row.
  public struct Row: Equatable, Sendable {
    /// What it shows, by its position in `items`.
    public var index: Int
    /// Whether anything belongs to it.
    public var hasChildren: Bool
    /// Whether what belongs to it is shown.
    public var isExpanded: Bool
    /// The lines to the left of it.
    public var guide: String
  }

  /// All items, each followed by what belongs to it.
  public private(set) var items: [Item] = []
  /// The rows, in order.
  public private(set) var rows: [Row] = []
  /// The selected row, by its position, and the first one on the screen.
  public private(set) var view = ListState()
  /// Which items to show, as typed; those they belong to are shown with them.
  public private(set) var filter: Filter = .none
  /// Whether only what is wrong is shown, and what it belongs to.
  public private(set) var showsFaultsOnly = false
  /// How many items something is wrong with.
  public private(set) var faultCount = 0

  private var positions: [Item.ID: Int] = [:]
  private var folded: Set<Item.ID> = []
  private var selectedID: Item.ID?

  /// Makes an empty tree.
  public init() {}

  /// The selected item, if there is any.
  public var selected: Item? { selectedRow.map { items[$0.index] } }

  /// The selected row, if there is any.
  public var selectedRow: Row? {
    rows.indices.contains(view.selected) ? rows[view.selected] : nil
  }

  /// How many items there are, shown or not.
  public var total: Int { items.count }

  /// What a row shows.
  public func item(of row: Row) -> Item { items[row.index] }

  /// What belongs to an item, at however many removes, by its position in `items`.
  public func below(_ index: Int) -> ArraySlice<Item> {
    let rest = items[(index + 1)...]
    return rest.prefix { $0.depth > items[index].depth }
  }

  /// Whether something keeps items from being shown, apart from folds.
  public var isNarrowed: Bool { filter != .none || showsFaultsOnly }
}

// MARK: - What it shows

extension TreeList {
  /// Shows these items, each followed by what belongs to it; folds and selection stay.
  public mutating func show(_ items: [Item]) {
    guard items != self.items else { return }
    self.items = items
    positions = Dictionary(
      items.indices.map { (items[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    faultCount = items.count(where: \.isFaulty)
    layOut()
  }

  /// Changes an item in its place; neither its identity nor its depth may change.
  ///
  /// Returns whether it is there.
  @discardableResult
  public mutating func update(_ id: Item.ID, _ change: (inout Item) -> Void) -> Bool {
    guard let index = positions[id] else { return false }
    let old = items[index]
    change(&items[index])
    let new = items[index]
    faultCount += (new.isFaulty ? 1 : 0) - (old.isFaulty ? 1 : 0)
    guard isNarrowed else { return true }
    let passes = passes()
    if passes(old) != passes(new) { layOut() }
    return true
  }

  /// Shows only items that the filter lets through, and what they belong to.
  public mutating func setFilter(_ filter: Filter) {
    guard filter != self.filter else { return }
    self.filter = filter
    layOut()
  }

  /// Shows only what is wrong, or everything again.
  public mutating func toggleFaults() {
    showsFaultsOnly.toggle()
    layOut()
  }
}

// MARK: - Moving about

extension TreeList {
  /// Moves the selection by that many rows, stopping at the ends.
  public mutating func move(by count: Int) { select(index: view.selected + count) }

  /// Selects a position, or the nearest there is.
  public mutating func select(index: Int) {
    view.selected = max(0, min(index, rows.count - 1))
    selectedID = selected?.id
  }

  /// Scrolls so that the selection is within so many rows of the screen.
  public mutating func settle(height: Int) { view.settle(count: rows.count, height: height) }

  /// Scrolls by so many rows, as the mouse wheel does, taking the selection along.
  public mutating func scroll(by count: Int, height: Int) {
    view.scroll(by: count, count: rows.count, height: height)
    selectedID = selected?.id
  }
}

// MARK: - Folding

extension TreeList {
  /// Folds or unfolds the selected item; one that nothing belongs to folds the one it belongs to.
  public mutating func toggleFold() {
    guard let row = selectedRow else { return }
    if row.hasChildren {
      setFolded(row.isExpanded, items[row.index].id)
    } else if selectParent(), let parent = selected {
      setFolded(true, parent.id)
    }
  }

  /// Folds the selected item; where there is nothing to fold, goes to the one it belongs to.
  public mutating func fold() {
    guard let row = selectedRow else { return }
    if row.hasChildren, row.isExpanded {
      setFolded(true, items[row.index].id)
    } else {
      selectParent()
    }
  }

  /// Unfolds the selected item; one that is open already passes the selection on to its first part.
  public mutating func unfold() {
    guard let row = selectedRow, row.hasChildren else { return }
    if row.isExpanded { move(by: 1) } else { setFolded(false, items[row.index].id) }
  }

  /// Folds everything that something belongs to.
  public mutating func foldAll() {
    while selectParent() {}
    folded = Set(items.indices.filter(hasChildren).map { items[$0].id })
    layOut()
  }

  /// Unfolds everything.
  public mutating func unfoldAll() {
    folded = []
    layOut()
  }

  private mutating func setFolded(_ isFolded: Bool, _ id: Item.ID) {
    if isFolded { folded.insert(id) } else { folded.remove(id) }
    layOut()
  }

  /// Selects what the selected item belongs to; returns whether there is anything.
  @discardableResult
  private mutating func selectParent() -> Bool {
    guard let depth = selected?.depth, depth > 0,
      let parent = rows[..<view.selected].lastIndex(where: { items[$0.index].depth < depth })
    else { return false }
    select(index: parent)
    return true
  }
}

// MARK: - Laying out

extension TreeList {
  private func hasChildren(_ index: Int) -> Bool {
    index + 1 < items.count && items[index + 1].depth > items[index].depth
  }

  private mutating func layOut() {
    let visible = visible()
    // From the end: whether another follows at the same depth, under the same owner.
    var isLast = [Bool](repeating: true, count: visible.count)
    var follows: [Bool] = []
    for (position, index) in visible.enumerated().reversed() {
      let depth = items[index].depth
      follows.resize(to: depth + 1, with: false)
      isLast[position] = !follows[depth]
      follows[depth] = true
    }
    var leads: [String] = []
    rows = visible.enumerated().map { position, index in
      let depth = items[index].depth
      leads.resize(to: depth + 1, with: "")
      let lead = leads[depth]
      if depth == 0 {
        leads.append("")
      } else {
        leads.append(lead + (isLast[position] ? "  " : "│ "))
      }
      return Row(
        index: index, hasChildren: hasChildren(index),
        isExpanded: isNarrowed || !folded.contains(items[index].id),
        guide: depth == 0 ? "" : lead + (isLast[position] ? "└─" : "├─"))
    }
    if let selectedID, let index = rows.firstIndex(where: { items[$0.index].id == selectedID }) {
      view.selected = index
    } else {
      view.selected = max(0, min(view.selected, rows.count - 1))
      if selectedID != nil { selectedID = selected?.id }
    }
  }

  /// The positions of the items that no fold hides and the filter lets through, with those that they
  /// belong to.
  private func visible() -> [Int] {
    guard isNarrowed else {
      var hiddenBelow = Int.max
      return items.indices.filter { index in
        guard items[index].depth <= hiddenBelow else { return false }
        hiddenBelow = folded.contains(items[index].id) ? items[index].depth : .max
        return true
      }
    }
    let passes = passes()
    // From the end: whether anything that belongs to an item is shown, by the depth of the item.
    var isShown = [Bool](repeating: false, count: items.count)
    var shownBelow: [Bool] = []
    for index in items.indices.reversed() {
      let depth = items[index].depth
      shownBelow.resize(to: depth + 2, with: false)
      isShown[index] = shownBelow[depth + 1] || passes(items[index])
      shownBelow.removeLast()
      if isShown[index] { shownBelow[depth] = true }
    }
    return items.indices.filter { isShown[$0] }
  }

  /// Whether an item passes filter and faults by itself.
  private func passes() -> (Item) -> Bool {
    let faultsOnly = showsFaultsOnly
    guard case .text(let pattern, let isInverse) = filter else {
      return { !faultsOnly || $0.isFaulty }
    }
    let matches = pattern.matcher()
    return { item in
      (!faultsOnly || item.isFaulty)
        && item.searchedTexts.contains(where: { matches($0) }) != isInverse
    }
  }
}

extension Array {
  /// Makes it that long.
  fileprivate mutating func resize(to count: Int, with element: Element) {
    if self.count > count {
      removeLast(self.count - count)
    } else {
      append(contentsOf: repeatElement(element, count: count - self.count))
    }
  }
}
