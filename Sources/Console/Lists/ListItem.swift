public import Kubernetes
public import TUI

/// A row that a pane can list, filter, sort and narrow.
public protocol ListItem: Row {
  /// What decides the columns: nothing for most kinds, the server's columns for a generic table.
  associatedtype Layout: Hashable & Sendable
  /// What the list can be narrowed to by a selection in another pane.
  associatedtype Scope: Hashable & Sendable
  /// What its rows can stand together by.
  associatedtype Grouping: Hashable & Sendable = NoGrouping

  /// The columns, from left to right.
  static func columns(_ layout: Layout) -> [Column<Self>]

  /// The labels that `-l` chooses by.
  var labels: Labels { get }
  /// The role of the whole row, where a column says nothing else.
  var role: Role { get }

  /// Whether something is wrong with it that a person should look at.
  var isFaulty: Bool { get }

  /// Whether the row belongs to a scope.
  func isIn(_ scope: Scope) -> Bool

  /// What it has in common with those it stands together with.
  func group(by grouping: Grouping) -> RowGroup.Key

  /// What it adds to the heading of its group.
  var tally: RowGroup.Tally { get }

  /// What stands above a group, before what is counted of it.
  static func heading(of key: RowGroup.Key, by grouping: Grouping) -> String
}

/// What lists are grouped by that can't be grouped: nothing.
public enum NoGrouping: Hashable, Sendable {}

extension ListItem where Grouping == NoGrouping {
  public func group(by grouping: NoGrouping) -> RowGroup.Key {}

  public var tally: RowGroup.Tally { RowGroup.Tally() }

  public static func heading(of key: RowGroup.Key, by grouping: NoGrouping) -> String {}
}

/// The scope of lists that no selection narrows.
public struct NoScope: Hashable, Sendable {}

extension ListItem where Scope == NoScope {
  public func isIn(_ scope: NoScope) -> Bool { true }
}

/// The layout of lists whose columns are always the same.
public struct FixedLayout: Hashable, Sendable {
  /// Makes the one value.
  public init() {}
}
