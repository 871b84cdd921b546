public import Kubernetes
public import TUI

/// The columns of a generic table: the server's own, with or without those of a wide view.
public struct TableLayout: Hashable, Sendable {
  /// What the server has for the kind.
  public var columns: TableColumns
  /// Whether objects have a namespace to show.
  public var isNamespaced: Bool
  /// Whether to show the columns of a wide view, too.
  public var isWide: Bool
  /// What nodes use, in a table of them; nil in any other, and where nobody measures it.
  public var usage: UsageTable?
  /// What is known of who owns the objects; nil where they have no such column.
  public var owners: OwnerColumn?

  /// Makes a layout.
  public init(columns: TableColumns = TableColumns(), isNamespaced: Bool, isWide: Bool = false) {
    self.columns = columns
    self.isNamespaced = isNamespaced
    self.isWide = isWide
  }
}

extension Kubernetes.TableRow: ListItem {
  public typealias Scope = NoScope

  public var isFaulty: Bool { false }

  public var role: Role { deletion == nil ? .text : .terminating }

  public static func columns(_ layout: TableLayout) -> [Column<Kubernetes.TableRow>] {
    var columns: [Column<Kubernetes.TableRow>] = []
    if layout.isNamespaced {
      columns.append(
        Column("NAMESPACE", minimumWidth: 9, expendability: 1) { $0.name.namespace })
    }
    if layout.columns.columns.isEmpty {
      // Until the first page says what the server has.
      columns.append(Column("NAME", minimumWidth: 16) { $0.name.name })
      return columns
    }
    for (index, column) in layout.columns.columns.enumerated()
    where column.priority == 0 || layout.isWide {
      columns.append(tableColumn(column, at: index))
    }
    if let usage = layout.usage {
      let place = columns.firstIndex { $0.title == "AGE" } ?? columns.endIndex
      columns.insert(contentsOf: UsageColumns.nodes(usage), at: place)
    }
    if let owners = layout.owners { columns.append(owners.column) }
    return columns
  }

  private static func tableColumn(
    _ column: TableColumns.Column, at index: Int
  ) -> Column<Kubernetes.TableRow> {
    let title = column.name.uppercased()
    let isNumber = column.type == "integer" || column.type == "number"
    if column.name == "Age" {
      return Column(
        title, .right, minimumWidth: 4, expendability: 2, sortedBy: { -($0.created ?? 0) },
        text: { $0.text(index, now: $1) })
    }
    return Column(
      title, isNumber ? .right : .left,
      minimumWidth: index == 0 ? 16 : min(12, max(4, title.count)),
      expendability: index == 0 ? 0 : index + 2, searched: { $0.text(index, now: 0) },
      sortedBy: { CellOrder($0.cells.indices.contains(index) ? $0.cells[index] : .none) },
      text: { $0.text(index, now: $1) })
  }
}

/// Numbers by value, then texts; what isn't there first.
private struct CellOrder: Comparable {
  let cell: Kubernetes.TableRow.Cell

  init(_ cell: Kubernetes.TableRow.Cell) { self.cell = cell }

  static func < (a: CellOrder, b: CellOrder) -> Bool {
    if let x = a.number, let y = b.number { return x < y }
    if a.rank != b.rank { return a.rank < b.rank }
    return a.cell.description < b.cell.description
  }

  private var number: Double? {
    switch cell {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .text, .flag, .none: nil
    }
  }

  private var rank: Int {
    switch cell {
    case .none: 0
    case .integer, .number: 1
    case .flag: 2
    case .text: 3
    }
  }
}
