/// The columns the server has for a kind; shared by all rows of a list.
public struct TableColumns: Hashable, Sendable {
  /// One column.
  public struct Column: Hashable, Sendable {
    /// The heading as the server has it: `Ready`.
    public var name: String
    /// `string`, `integer`, `number`, `boolean` or `date`.
    public var type: String
    /// More about the type: `name` for the one with the object's name.
    public var format: String
    /// 0 for columns always shown; more for those of a wide view.
    public var priority: Int
    /// What the column means.
    public var explanation: String

    /// Makes a column.
    public init(
      name: String, type: String = "string", format: String = "", priority: Int = 0,
      explanation: String = ""
    ) {
      self.name = name
      self.type = type
      self.format = format
      self.priority = priority
      self.explanation = explanation
    }
  }

  /// From left to right.
  public var columns: [Column]

  /// Makes columns.
  public init(_ columns: [Column] = []) { self.columns = columns }
}

/// An object of any kind, in the server's own columns.
public struct TableRow: Row {
  /// One cell.
  public enum Cell: Hashable, Sendable {
    /// A text, which may be an age that was true when it was sent.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// True or false.
    case flag(Bool)
    /// `null`: kubectl shows `<none>`.
    case none
  }

  /// Its namespace and name.
  public var name: ObjectName
  /// Its identity; empty if not known.
  public var uid: String
  /// Its labels.
  public var labels: Labels
  /// Those of its annotations that were asked for.
  public var annotations: [String: String]
  /// Its controller, if it has one.
  public var owner: Owner?
  /// When it was created, in seconds since 1970.
  public var created: Int64?
  /// When its deletion was asked for, in seconds since 1970; nil if it wasn't.
  public var deletion: Int64?
  /// What its cells are.
  public var columns: TableColumns
  /// Its cells, one for each column.
  public var cells: [Cell]

  /// Makes a row.
  public init(
    name: ObjectName, uid: String = "", labels: Labels = [:],
    annotations: [String: String] = [:], owner: Owner? = nil,
    created: Int64? = nil, deletion: Int64? = nil, columns: TableColumns, cells: [Cell]
  ) {
    self.name = name
    self.uid = uid
    self.labels = labels
    self.annotations = annotations
    self.owner = owner
    self.created = created
    self.deletion = deletion
    self.columns = columns
    self.cells = cells
  }
}

extension TableRow {
  /// The text of a cell, at a moment in seconds since 1970.
  ///
  /// The server sends ages as finished texts, which would grow old on the screen; where a column
  /// is the object's age, it is computed from the creation time instead.
  public func text(_ index: Int, now: Int64) -> String {
    guard cells.indices.contains(index) else { return "" }
    if columns.columns.indices.contains(index), columns.columns[index].name == "Age", created != nil
    {
      return Age.text(since: created, now: now)
    }
    return cells[index].description
  }
}

extension TableRow.Cell: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .flag(let flag): String(flag)
    case .none: "<none>"
    }
  }
}
