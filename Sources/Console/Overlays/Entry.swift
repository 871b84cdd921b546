public import TUI

/// A line being typed in the footer's place: a command, a filter, a search.
public struct Entry: Equatable, Sendable {
  /// What the line is for.
  public enum Purpose: Hashable, Sendable {
    /// A command of the palette.
    case command
    /// A filter of the rows or lines of a pane.
    case filter(PaneID)
    /// A filter of the objects of the tree below.
    case treeFilter
    /// A search in the page below.
    case search
    /// A time to go to in the log.
    case time
  }

  /// What the line is for.
  public let purpose: Purpose
  /// The line and its cursor.
  public var line: PromptState
  /// What the line was when it was opened, to go back to.
  public let original: String
  /// Which of the completions is taken, counted from the first; nil while none is.
  public var completion: Int?
  /// What was typed before completions were gone through.
  public var stem = ""
  /// How far back in the history the line is; 0 for the line being typed.
  public var historyOffset = 0

  /// Makes a line, with a text to go on from.
  public init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    line = PromptState(text)
    original = text
  }

  /// What stands before the line.
  public var label: String {
    switch purpose {
    case .command: ":"
    case .filter, .treeFilter, .search: "/"
    case .time: "@"
    }
  }
}
