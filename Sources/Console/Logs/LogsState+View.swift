import Kubernetes
import Logs
import TUI

/// Moving about in a log: what is in view, and which line keys are about.
extension LogsState {
  /// The lines that are shown.
  var window: LogWindow { LogWindow(contents, context: display.context) }

  /// The line that keys are about: the selected one, or the last one while the end is followed.
  var current: Int? { cursor.flatMap { window.atOrBefore($0) } ?? window.last }

  /// Whether new lines move the pane on.
  public var isFollowing: Bool { bottom == nil }

  /// How many lines are below those in view; of those that a filter lets through, where there is one.
  var newerCount: Int {
    guard let bottom else { return 0 }
    guard window.reach != nil else { return contents.count - 1 - bottom }
    return contents.shownCount - contents.position(atOrAfter: bottom + 1)
  }

  /// Selects the line so many lines further on, or back; going on from the last one follows the end.
  public mutating func moveCursor(by count: Int) {
    guard let current, let last = window.last else { return }
    if count > 0, isFollowing || current == last { return scrollToEnd() }
    guard let next = window.line(count, after: current) else { return }
    select(next)
  }

  /// Scrolls by so many lines, taking the selection along; scrolling past the last one follows.
  public mutating func scroll(by count: Int) {
    guard let last = window.last else { return }
    let lowest = bottom ?? last
    guard let next = window.line(count, after: lowest), count < 0 || next < last else {
      return scrollToEnd()
    }
    bottom = next
    cursor = cursor ?? next
    keepsView = true
  }

  /// Goes to the oldest line.
  public mutating func scrollToTop() {
    if let first = window.first { select(first) }
  }

  /// Follows the end.
  public mutating func scrollToEnd() {
    (bottom, cursor, awaitedTime) = (nil, nil, nil)
  }

  /// Stands still on the last line, or follows the end again.
  public mutating func toggleFollowing() {
    guard isFollowing else { return scrollToEnd() }
    if let last = window.last { select(last) }
  }

  /// Stands still and selects a line, in view wherever it is.
  mutating func select(_ line: Int) {
    awaitedTime = nil
    bottom = bottom ?? window.last
    cursor = line
    keepsView = false
  }

  /// Goes to a line: in the middle of the pane, if it isn't in view.
  mutating func goTo(_ line: Int, rows: Int) {
    guard let line = window.atOrAfter(line) ?? window.last else { return }
    let top = bottom.flatMap { window.line(1 - rows, after: $0) } ?? .max
    if isFollowing || line < top || line > bottom ?? 0 {
      bottom = window.line(rows / 2, after: line)
    }
    select(line)
  }

  /// Goes to the first line that wasn't written before a time; returns whether there is one.
  mutating func goTo(_ time: Timestamp, rows: Int) -> Bool {
    let line = contents.store.firstLine(notBefore: time.sinceEpoch)
    guard line < contents.count else {
      scrollToEnd()
      return false
    }
    goTo(line, rows: rows)
    // Which line of its segment it is can't be said before that has come back from where it is.
    if contents.line(line) == nil { awaitedTime = time.sinceEpoch }
    return true
  }

  /// What is to be done to find the line of the time that was gone to.
  var findingTime: [Command] {
    guard let awaitedTime, let current else { return [] }
    let segment = contents.store.segments[contents.store.place(of: current).segment]
    return [.findLogTime(awaitedTime, segment)]
  }

  /// Goes to the line that was found; not if somebody has gone elsewhere meanwhile.
  mutating func found(_ time: Int64, inSegment id: Int, at place: Int, rows: Int) {
    guard awaitedTime == time,
      let index = contents.store.segments.firstIndex(where: { $0.id == id })
    else { return }
    goTo(contents.store.start(ofSegment: index) + place, rows: rows)
  }

  /// Goes to the next line that passes the filter (1), or the one before; returns whether there is
  /// one.
  mutating func goToMatch(_ step: Int, rows: Int) -> Bool {
    guard let current, let line = window.match(step, from: current) else { return false }
    goTo(line, rows: rows)
    return true
  }

  /// Goes to the next line that says what happened (1), or the one before; returns whether there is
  /// one.
  mutating func goToMarker(_ step: Int, rows: Int) -> Bool {
    guard let current else { return false }
    let line =
      step > 0
      ? contents.store.marker(after: current) : contents.store.marker(before: current)
    guard let line else { return false }
    goTo(line, rows: rows)
    return true
  }

  /// Brings the selected line into view, or the selection to where the view is.
  mutating func settle(in view: LogView) {
    guard let lowest = bottom else { return }
    let window = view.window
    guard var bottom = window.atOrBefore(lowest) ?? window.first,
      var cursor = cursor.flatMap({ window.atOrBefore($0) ?? window.first })
    else { return scrollToEnd() }
    if cursor > bottom, !keepsView { bottom = cursor }
    var top = bottom
    var rows = view.height(of: bottom)
    while let previous = window.atOrBefore(top - 1) {
      rows += view.height(of: previous) + view.gapHeight(previous, top)
      if rows > view.size.height { break }
      top = previous
    }
    if cursor < top, !keepsView {
      top = cursor
      bottom = cursor
      rows = view.height(of: cursor)
    }
    // A pane that has room shows what comes after.
    if rows < view.size.height {
      while let next = window.atOrAfter(bottom + 1) {
        rows += view.height(of: next) + view.gapHeight(bottom, next)
        if rows > view.size.height { break }
        bottom = next
      }
    }
    cursor = max(top, min(cursor, bottom))
    (self.bottom, self.cursor) = (bottom, cursor)
    keepsView = false
  }
}
