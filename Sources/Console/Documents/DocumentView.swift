import TUI

/// How a document is looked at: folds, search, scrolling.
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

  private var folded: Set<String> = []
  private var rows = 1

  /// Makes a view of nothing.
  public init() {}

  /// Gives the lines; folds and search stay.
  public mutating func setLines(_ lines: [DocumentLine]) {
    guard lines != self.lines else { return }
    self.lines = lines
    refold()
    findMatches()
  }

  /// Says how many rows there are on the screen.
  public mutating func setRows(_ rows: Int) {
    self.rows = max(1, rows)
    scroll(to: top)
  }

  /// Scrolls by so many lines.
  public mutating func scroll(by count: Int) { scroll(to: top + count) }

  /// Scrolls by so many screenfuls.
  public mutating func scrollPages(by count: Int) { scroll(to: top + count * max(1, rows - 1)) }

  /// Scrolls to a line, by its position among those shown.
  public mutating func scroll(to line: Int) {
    top = max(0, min(line, shown.count - rows))
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
  /// Without a line: the present match's, or the line at the top of the screen.
  public mutating func toggleFold(at line: Int? = nil) {
    guard !shown.isEmpty else { return }
    var index = line ?? presentMatchShown ?? shown[min(top, shown.count - 1)]
    while index > 0, !isFoldable(index) {
      let depth = lines[index].depth
      guard let parent = lines[..<index].lastIndex(where: { $0.depth < depth }) else { return }
      index = parent
    }
    guard isFoldable(index) else { return }
    let anchor = lines[index].anchor
    if folded.remove(anchor) == nil { folded.insert(anchor) }
    refold()
    if let position = shown.firstIndex(of: index), position < top { scroll(to: position) }
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
    // What was at the top stays there, or what now hides it.
    scroll(to: shown.lastIndex { $0 <= first } ?? 0)
  }
}
