public import TUI

/// Which side of its column a text keeps to.
public enum Alignment: Hashable, Sendable {
  case left
  case right
}

/// One column of a list: what it shows of a row, in which role, and how it sorts.
///
/// Cells are computed from the row itself, never from rendered text.
public struct Column<Item>: Sendable {
  /// The heading, also what `:sort` takes.
  public var title: String
  /// The side its texts keep to.
  public var alignment: Alignment
  /// The width below which the column is left out rather than squeezed further.
  public var minimumWidth: Int
  /// How readily it is left out where there is no room; 0 for never.
  public var expendability: Int
  /// Whether its texts may be cut to make room before whole columns go, as those of sentences may.
  public var isFlexible: Bool
  /// Whether it isn't there while nothing in view has anything to say in it.
  public var hidesWhenEmpty = false
  /// Whether the greatest comes first when it begins to sort.
  public var startsDescending = false
  /// What a filter looks into; nil where it looks elsewhere.
  public var searched: (@Sendable (Item) -> String)?
  /// What it shows, at a moment in seconds since 1970.
  public var text: @Sendable (Item, Int64) -> String
  /// The role of the text; nil for that of the row.
  public var role: @Sendable (Item) -> Role?
  /// Whether the first stands before the second; neither before the other where they are equal.
  public var precedes: @Sendable (Item, Item) -> Bool
  /// Puts many in order, the greatest first if so asked, and the last argument decides between equals.
  ///
  /// What it sorts by is asked once of each, where `precedes` asks it at every comparison.
  public var arrange: @Sendable ([Item], Bool, (Item, Item) -> Bool) -> [Item]

  /// Makes a column that sorts by a comparable value of the row.
  public init<Key: Comparable & SendableMetatype>(
    _ title: String, _ alignment: Alignment = .left, minimumWidth: Int = 4,
    expendability: Int = 0, isFlexible: Bool = false,
    searched: (@Sendable (Item) -> String)? = nil,
    sortedBy key: @escaping @Sendable (Item) -> Key,
    role: @escaping @Sendable (Item) -> Role? = { _ in nil },
    text: @escaping @Sendable (Item, Int64) -> String
  ) {
    self.title = title
    self.alignment = alignment
    self.minimumWidth = minimumWidth
    self.expendability = expendability
    self.isFlexible = isFlexible
    self.searched = searched
    self.text = text
    self.role = role
    self.precedes = { key($0) < key($1) }
    self.arrange = { items, isDescending, comesFirst in
      var keyed = items.map { (key: key($0), item: $0) }
      keyed.sort { a, b in
        if a.key < b.key { return !isDescending }
        if b.key < a.key { return isDescending }
        return comesFirst(a.item, b.item)
      }
      return keyed.map(\.item)
    }
  }

  /// Makes a column of a text, which also sorts it and which filters look into.
  public init(
    _ title: String, minimumWidth: Int = 4, expendability: Int = 0, isFlexible: Bool = false,
    role: @escaping @Sendable (Item) -> Role? = { _ in nil },
    text: @escaping @Sendable (Item) -> String
  ) {
    self.init(
      title, minimumWidth: minimumWidth, expendability: expendability, isFlexible: isFlexible,
      searched: text, sortedBy: text, role: role, text: { item, _ in text(item) })
  }
}

/// By which column a list is sorted, and which way.
public struct Sort: Hashable, Sendable {
  /// The column's title; a list without such a column sorts by name.
  public var column: String
  /// Whether the greatest comes first.
  public var isDescending: Bool

  /// Makes an order.
  public init(_ column: String, descending: Bool = false) {
    self.column = column
    self.isDescending = descending
  }
}
