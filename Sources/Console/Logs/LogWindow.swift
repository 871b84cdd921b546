import Logs

/// The lines that are shown of a log: those that the filter lets through, with so many around each.
///
/// Nothing is listed: from any line the next one is found at once, however many there are.
struct LogWindow {
  /// All lines, and those that the filter lets through.
  let contents: LogContents
  /// How many lines before and after each are shown with it; nil for all.
  let reach: Int?

  init(_ contents: LogContents, context: LogContext) {
    self.contents = contents
    reach = contents.matches == nil ? nil : context.reach
  }

  /// The number of the last line; nil where none is shown.
  var last: Int? { atOrBefore(contents.count - 1) }

  /// The number of the first line; nil where none is shown.
  var first: Int? { atOrAfter(0) }

  /// The nearest line shown at or before a number.
  func atOrBefore(_ number: Int) -> Int? {
    guard number >= 0 else { return nil }
    let number = min(number, contents.count - 1)
    guard let reach else { return number < 0 ? nil : number }
    // The last that reaches to this line; if none does, the last line that the one before reaches.
    let next = contents.position(atOrAfter: number + reach + 1) - 1
    guard next >= 0, contents.shownCount > 0 else { return nil }
    let match = contents.number(at: next)
    return match >= number - reach ? number : match + reach
  }

  /// The nearest line shown at or after a number.
  func atOrAfter(_ number: Int) -> Int? {
    let number = max(0, number)
    guard number < contents.count else { return nil }
    guard let reach else { return number }
    let next = contents.position(atOrAfter: number - reach)
    guard next < contents.shownCount else { return nil }
    return max(number, contents.number(at: next) - reach)
  }

  /// The line shown so many lines after another, or before it; at an end the last there is.
  func line(_ count: Int, after number: Int) -> Int? {
    if reach == 0, contents.shownCount > 0 {
      let position = contents.position(atOrAfter: number) + count
      return contents.number(at: max(0, min(position, contents.shownCount - 1)))
    }
    if reach == nil {
      return contents.count == 0 ? nil : max(0, min(number + count, contents.count - 1))
    }
    var line = count < 0 ? atOrBefore(number) : atOrAfter(number) ?? atOrBefore(number)
    for _ in 0..<min(abs(count), 100_000) {
      guard let here = line, let next = count < 0 ? atOrBefore(here - 1) : atOrAfter(here + 1)
      else { break }
      line = next
    }
    return line
  }

  // MARK: - What was looked for

  /// Whether the filter lets a line through, and it isn't there for being around one.
  func isMatch(_ number: Int) -> Bool {
    guard contents.matches != nil else { return false }
    let position = contents.position(atOrAfter: number)
    return position < contents.shownCount && contents.number(at: position) == number
      && !isMarker(number)
  }

  /// The next line that the filter lets through (1), or the one before (-1).
  func match(_ step: Int, from number: Int) -> Int? {
    guard contents.matches != nil else { return nil }
    var position =
      step > 0
      ? contents.position(atOrAfter: number + 1) : contents.position(atOrAfter: number) - 1
    while position >= 0, position < contents.shownCount {
      let line = contents.number(at: position)
      // What says what happened passes every filter, and nobody looked for it.
      guard isMarker(line) else { return line }
      position += step
    }
    return nil
  }

  /// Which of the matches a line is, or comes after, counted from one; and how many there are.
  func place(of number: Int) -> (place: Int, count: Int) {
    (
      contents.position(atOrAfter: number + 1) - contents.store.markerCount(before: number + 1),
      contents.shownCount - contents.store.markerCount(before: contents.count)
    )
  }

  private func isMarker(_ number: Int) -> Bool {
    contents.store.marker(after: number - 1) == number
  }
}
