public import TUI

/// A tree as it stands on the screen: laid out in rows, folded, filtered; with a selection that stays
/// on its item while others come and go.
///
/// To lay out two thousand items takes less than a frame's time, and is done when the items, the
/// folds or the filter change; moving about costs nothing, and only rows in view are drawn.
public struct TreeList<Item: TreeItem>: Equatable, Sendable {
  /// One row.
  public struct Row: Equatable, Sendable {
    /// What it shows.
    public var item: Item
    /// How far it is from the root.
    public var depth: Int
    /// Whether anything belongs to it.
    public var hasChildren: Bool
    /// Whether what belongs to it is shown.
    public var isExpanded: Bool
    /// The lines to the left of it.
    public var guide: String
  }

  /// The items without an owner here.
  public private(set) var roots: [Item] = []
  /// The rows, in order.
  public private(set) var rows: [Row] = []
  /// The selected row, by its position, and the first one on the screen.
  public private(set) var view = ListState()
  /// Which items to show, as typed; those they belong to are shown with them.
  public private(set) var filter: Filter = .none
  /// Whether only what is wrong is shown, and what it belongs to.
  public private(set) var showsFaultsOnly = false
  /// How many items there are, shown or not.
  public private(set) var total = 0
  /// How many of them something is wrong with.
  public private(set) var faultCount = 0

  private var folded: Set<Item.ID> = []
  private var selectedID: Item.ID?

  /// Makes an empty tree.
  public init() {}

  /// The selected item, if there is any.
  public var selected: Item? { selectedRow?.item }

  /// The selected row, if there is any.
  public var selectedRow: Row? {
    rows.indices.contains(view.selected) ? rows[view.selected] : nil
  }

  /// Whether something keeps items from being shown, apart from folds.
  public var isNarrowed: Bool { filter != .none || showsFaultsOnly }
}

// MARK: - What it shows

extension TreeList {
  /// Shows these items; folds and selection stay.
  public mutating func show(_ roots: [Item]) {
    guard roots != self.roots else { return }
    self.roots = roots
    (total, faultCount) = (0, 0)
    count(roots)
    layOut()
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

  private mutating func count(_ items: [Item]) {
    for item in items {
      total += 1
      if item.isFaulty { faultCount += 1 }
      count(item.children)
    }
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
      setFolded(row.isExpanded, row.item.id)
    } else if selectParent(), let parent = selected {
      setFolded(true, parent.id)
    }
  }

  /// Folds the selected item; where there is nothing to fold, goes to the one it belongs to.
  public mutating func fold() {
    guard let row = selectedRow else { return }
    if row.hasChildren, row.isExpanded {
      setFolded(true, row.item.id)
    } else {
      selectParent()
    }
  }

  /// Unfolds the selected item; one that is open already passes the selection on to its first part.
  public mutating func unfold() {
    guard let row = selectedRow, row.hasChildren else { return }
    if row.isExpanded { move(by: 1) } else { setFolded(false, row.item.id) }
  }

  /// Folds everything that something belongs to.
  public mutating func foldAll() {
    while selectParent() {}
    folded = []
    func fold(_ items: [Item]) {
      for item in items where !item.children.isEmpty {
        folded.insert(item.id)
        fold(item.children)
      }
    }
    fold(roots)
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
    guard let row = selectedRow, row.depth > 0,
      let parent = rows[..<view.selected].lastIndex(where: { $0.depth < row.depth })
    else { return false }
    select(index: parent)
    return true
  }
}

// MARK: - Laying out

extension TreeList {
  private mutating func layOut() {
    var layout = Layout(
      folded: isNarrowed ? [] : folded, admits: admission(), faultsOnly: showsFaultsOnly)
    layout.rows.reserveCapacity(rows.count)
    layout.add(roots, depth: 0, lead: "")
    rows = layout.rows
    if let selectedID, let index = rows.firstIndex(where: { $0.item.id == selectedID }) {
      view.selected = index
    } else {
      view.selected = max(0, min(view.selected, rows.count - 1))
      if selectedID != nil { selectedID = selected?.id }
    }
  }

  private func admission() -> ((Item) -> Bool)? {
    guard case .text(let pattern, let isInverse) = filter else { return nil }
    let matches = pattern.matcher()
    return { $0.searchedTexts.contains(where: matches) != isInverse }
  }

  private struct Layout {
    let folded: Set<Item.ID>
    let admits: ((Item) -> Bool)?
    let faultsOnly: Bool
    var rows: [Row] = []

    mutating func add(_ items: [Item], depth: Int, lead: String) {
      let shown = admits == nil && !faultsOnly ? items : items.filter(isShown)
      for (index, item) in shown.enumerated() {
        let isLast = index == shown.count - 1
        let isExpanded = !folded.contains(item.id)
        rows.append(
          Row(
            item: item, depth: depth, hasChildren: !item.children.isEmpty, isExpanded: isExpanded,
            guide: depth == 0 ? "" : lead + (isLast ? "└─" : "├─")))
        guard isExpanded, !item.children.isEmpty else { continue }
        add(item.children, depth: depth + 1, lead: depth == 0 ? "" : lead + (isLast ? "  " : "│ "))
      }
    }

    /// Whether an item passes by itself, or something that belongs to it does.
    private func isShown(_ item: Item) -> Bool {
      let passes = (admits?(item) ?? true) && (!faultsOnly || item.isFaulty)
      return passes || item.children.contains(where: isShown)
    }
  }
}
