public import Patterns
import TUI

/// How a document is looked at: folds, search, scrolling, and where it has one, the cursor.
///
/// The lines themselves are given anew whenever what they show has changed.
public struct DocumentView: Equatable, Sendable {
  /// All lines.
  public private(set) var lines: [DocumentLine] = []
  /// Positions in `lines` that no fold hides.
  public private(set) var shown: [Int] = []
  /// The first line on the screen, by its position in `shown`.
  public private(set) var top = 0
  /// How many columns are scrolled to the left.
  public private(set) var firstColumn = 0
  /// What is searched for.
  public private(set) var pattern: Pattern?
  /// Positions in `lines` with a match.
  public private(set) var matches: [Int] = []
  /// Which of the matches is the present one.
  public private(set) var matchIndex: Int?
  /// Whether a line is selected, for keys to mean what it is about.
  public let hasCursor: Bool
  /// The selected line, by its position in `shown`, where there is a cursor.
  public private(set) var cursor = 0

  private let followsEnd: Bool
  private var folded: Set<String> = []
  /// The blocks that were folded when they were first seen.
  private var foldedAtFirst: Set<String> = []
  private var rows = 1

  /// Makes a view of nothing.
  ///
  /// One that follows its end goes on showing it when there are other lines.
  public init(hasCursor: Bool = false, followsEnd: Bool = false) {
    self.hasCursor = hasCursor
    self.followsEnd = followsEnd
  }

  /// The position in `lines` of the selected line; nil without a cursor.
  public var selected: Int? {
    hasCursor && shown.indices.contains(cursor) ? shown[cursor] : nil
  }

  /// Whether the end is in view.
  public var isAtEnd: Bool { top >= shown.count - rows }

  /// Gives the lines; folds, search and cursor stay.
  public mutating func setLines(_ lines: [DocumentLine]) {
    guard lines != self.lines else { return }
    let anchor = selected.map { self.lines[$0].anchor } ?? ""
    let isFollowing = followsEnd && isAtEnd
    self.lines = lines
    for line in lines where line.startsFolded && foldedAtFirst.insert(line.anchor).inserted {
      folded.insert(line.anchor)
    }
    refold()
    findMatches()
    if isFollowing { scroll(to: shown.count) }
    guard !anchor.isEmpty, selected.map({ lines[$0].anchor }) != anchor,
      let position = shown.firstIndex(where: { lines[$0].anchor == anchor })
    else { return }
    // What is selected stays where it is on the screen.
    let offset = cursor - top
    cursor = position
    scroll(to: position - offset)
  }

  /// Adds lines at the end, such as those that a program writes; whoever sees the end goes on seeing
  /// it.
  public mutating func append(_ more: [DocumentLine]) {
    let isFollowing = isAtEnd
    let start = lines.count
    lines += more
    shown += start..<lines.count
    if let pattern {
      let isMatch = pattern.matcher()
      matches += (start..<lines.count).filter { isMatch(lines[$0].text.plain) }
    }
    if isFollowing { scroll(to: shown.count) }
  }

  /// Says how many rows there are on the screen.
  public mutating func setRows(_ rows: Int) {
    guard rows != self.rows else { return settleCursor() }
    let isFollowing = isAtEnd && top > 0
    self.rows = max(1, rows)
    scroll(to: isFollowing ? shown.count : top)
  }

  /// Moves the cursor by so many lines, or scrolls where there is none.
  public mutating func move(by count: Int) {
    guard hasCursor else { return scroll(by: count) }
    cursor = max(0, min(cursor + count, shown.count - 1))
    if cursor < top { top = cursor }
    if cursor >= top + rows { top = cursor - rows + 1 }
    scroll(to: top)
  }

  /// Goes to a line, by its position among those shown.
  public mutating func move(to line: Int) { move(by: line - (hasCursor ? cursor : top)) }

  /// Selects the line so many rows below the top one, such as one that was clicked on.
  public mutating func select(row: Int) {
    guard hasCursor else { return }
    cursor = max(0, min(top + row, shown.count - 1))
  }

  /// Scrolls by so many lines, taking the cursor along.
  public mutating func scroll(by count: Int) { scroll(to: top + count) }

  /// Goes on by so many screenfuls.
  public mutating func movePages(by count: Int) {
    let step = count * max(1, rows - 1)
    guard hasCursor else { return scroll(by: step) }
    let (before, offset) = (top, cursor - top)
    scroll(to: top + step)
    // At either end the page stands still and the cursor goes on alone.
    cursor = top == before ? before + offset + step : top + offset
    settleCursor()
  }

  /// Scrolls to a line, by its position among those shown.
  public mutating func scroll(to line: Int) {
    top = max(0, min(line, shown.count - rows))
    settleCursor()
  }

  private mutating func settleCursor() {
    cursor = max(top, min(cursor, top + rows - 1, shown.count - 1))
    cursor = max(0, cursor)
  }

  /// Scrolls sideways.
  public mutating func scrollColumns(by count: Int) { firstColumn = max(0, firstColumn + count) }

  /// Whether lines belong to the one at that position in `lines`.
  public func isFoldable(_ index: Int) -> Bool {
    index + 1 < lines.count && lines[index + 1].depth > lines[index].depth
      && !lines[index].anchor.isEmpty
  }

  /// Whether the line at that position in `lines` hides those that belong to it.
  public func isFolded(_ index: Int) -> Bool {
    isFoldable(index) && folded.contains(lines[index].anchor)
  }

  /// Folds or unfolds the block that the line belongs to: its own, or the one it stands in.
  ///
  /// Without a line: the selected one, the present match's, or the one at the top of the screen.
  public mutating func toggleFold(at line: Int? = nil) {
    guard !shown.isEmpty else { return }
    var index = line ?? selected ?? presentMatchShown ?? shown[min(top, shown.count - 1)]
    while index > 0, !isFoldable(index) {
      let depth = lines[index].depth
      guard let parent = lines[..<index].lastIndex(where: { $0.depth < depth }) else { return }
      index = parent
    }
    guard isFoldable(index) else { return }
    let anchor = lines[index].anchor
    if folded.remove(anchor) == nil { folded.insert(anchor) }
    refold()
    guard let position = shown.firstIndex(of: index) else { return }
    if position < top { scroll(to: position) }
    if hasCursor { move(to: position) }
  }

  /// Folds the block that the selected line begins; on any other line, goes to the one that begins
  /// its block.
  public mutating func fold() {
    guard let selected else { return }
    if isFoldable(selected), !isFolded(selected) {
      toggleFold(at: selected)
    } else if let parent = lines[..<selected].lastIndex(where: { $0.depth < lines[selected].depth }
    ),
      let position = shown.firstIndex(of: parent)
    {
      move(to: position)
    }
  }

  /// Unfolds the block that the selected line begins.
  public mutating func unfold() {
    guard let selected, isFolded(selected) else { return }
    toggleFold(at: selected)
  }

  /// Folds every block at that depth.
  public mutating func foldAll(depth: Int = 1) {
    folded = Set(
      lines.indices.filter { isFoldable($0) && lines[$0].depth >= depth }.map { lines[$0].anchor })
    refold()
  }

  /// Unfolds everything.
  public mutating func unfoldAll() {
    folded = []
    refold()
  }

  /// Searches; nil or an empty text ends the search.
  ///
  /// Goes to the first match from the top line on.
  public mutating func search(_ pattern: Pattern?) {
    self.pattern = pattern.flatMap { $0.source.isEmpty ? nil : $0 }
    findMatches()
    guard !matches.isEmpty else { return }
    let from = shown.indices.contains(top) ? shown[top] : 0
    go(to: matches.firstIndex { $0 >= from } ?? 0)
  }

  /// Goes to the next (1) or previous (-1) match, round the ends.
  public mutating func findNext(_ step: Int) {
    guard !matches.isEmpty else { return }
    go(to: ((matchIndex ?? -step) + step + matches.count) % matches.count)
  }

  private var presentMatchShown: Int? {
    guard let matchIndex, matches.indices.contains(matchIndex) else { return nil }
    let line = matches[matchIndex]
    guard let position = shown.firstIndex(of: line), position >= top, position < top + rows else {
      return nil
    }
    return line
  }

  private mutating func go(to index: Int) {
    matchIndex = index
    let line = matches[index]
    // A match within a fold opens what hides it.
    var depth = lines[line].depth
    for parent in lines[..<line].indices.reversed() where lines[parent].depth < depth {
      depth = lines[parent].depth
      folded.remove(lines[parent].anchor)
    }
    refold()
    guard let position = shown.firstIndex(of: line) else { return }
    if position < top || position >= top + rows { scroll(to: position - rows / 3) }
    if hasCursor { move(to: position) }
  }

  private mutating func findMatches() {
    guard let pattern else {
      matches = []
      matchIndex = nil
      return
    }
    let matches = pattern.matcher()
    self.matches = lines.indices.filter { matches(lines[$0].text.plain) }
    if let matchIndex, matchIndex >= self.matches.count { self.matchIndex = nil }
  }

  private mutating func refold() {
    let first = shown.indices.contains(top) ? shown[top] : 0
    let selected = selected ?? 0
    shown = []
    shown.reserveCapacity(lines.count)
    var hiddenBelow: Int?
    for index in lines.indices {
      if let depth = hiddenBelow {
        if lines[index].depth > depth { continue }
        hiddenBelow = nil
      }
      shown.append(index)
      if isFolded(index) { hiddenBelow = lines[index].depth }
    }
    // What was at the top stays there, or what now hides it; and what is selected is so still.
    top = max(0, min(shown.lastIndex { $0 <= first } ?? 0, shown.count - rows))
    if hasCursor { move(to: shown.lastIndex { $0 <= selected } ?? 0) }
  }
}
