import GitOps
import Kubernetes
import Logs
import Patterns
import TUI

/// The lines of the log pane, from the lowest upwards; only those in view are looked at.
struct LogView {
  let logs: LogsState
  let now: Timestamp
  let localOffset: Int64
  let isFocused: Bool
  let size: Size

  let window: LogWindow
  private let times: LogTimes
  private let names: [String]
  private let matcher: Matcher?
  private let nameWidth: Int

  /// Names of sources take at most so many columns.
  private static let longestName = 24

  init(logs: LogsState, now: Timestamp, localOffset: Int64, isFocused: Bool, size: Size) {
    self.logs = logs
    self.now = now
    self.localOffset = localOffset
    self.isFocused = isFocused
    self.size = size
    window = LogWindow(logs.contents, context: logs.display.context)
    let form =
      logs.display.format == .columns && logs.display.times == .none ? .utc : logs.display.times
    let lowest = logs.bottom ?? logs.contents.count - 1
    let highest = window.line(-size.height, after: lowest) ?? lowest
    func time(_ number: Int) -> Int64? {
      logs.contents.line(number).map { $0.lines.entries[$0.index].time }
    }
    let last = time(lowest) ?? now.sinceEpoch
    times = LogTimes(
      form, now: now, localOffset: localOffset, first: time(highest) ?? last, last: last)
    names = logs.shortNames
    nameWidth = min(Self.longestName, names.map { DisplayWidth.of($0) }.max() ?? 0)
    if case .text(let pattern, isInverse: false) = logs.filter {
      matcher = pattern.matcher()
    } else {
      matcher = nil
    }
  }

  // MARK: - Drawing

  func render(in area: Rect, on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    guard let last = window.last else {
      for (row, line) in note.wrapped(to: area.width - 2, byWords: true).prefix(area.height)
        .enumerated()
      {
        canvas.write(line, x: area.x + 1, y: area.y + row, maxWidth: area.width - 2)
      }
      return
    }
    let (rows, isComplete) = placedRows(from: last)
    // A few lines stand at the top; a full pane keeps its newest at the bottom.
    let bottom = isComplete ? area.y + rows.count : area.maxY
    for (offset, row) in rows.enumerated() {
      let y = bottom - 1 - offset
      canvas.write(row.text, x: area.x, y: y, maxWidth: area.width)
      guard let line = row.line, line == logs.cursor else { continue }
      canvas.restyle(Rect(x: area.x, y: y, width: area.width, height: 1)) {
        if $0.background == .role(.text) {
          $0.background = .role(isFocused ? .selection : .inactiveSelection)
        }
      }
    }
  }

  /// The line in a row of the pane, counted from its top; nil where none is.
  func line(atRow row: Int) -> Int? {
    guard let last = window.last else { return nil }
    let (rows, isComplete) = placedRows(from: last)
    let index = (isComplete ? rows.count : size.height) - 1 - row
    return rows.indices.contains(index) ? rows[index].line : nil
  }

  /// The rows in view, the lowest first, each with its line unless it stands for those that are left
  /// out; and whether there is room for more.
  private func placedRows(from last: Int) -> (rows: [(text: StyledText, line: Int?)], Bool) {
    var rows: [(text: StyledText, line: Int?)] = []
    var line = logs.bottom.flatMap { window.atOrBefore($0) } ?? last
    while rows.count < size.height {
      // The rows of one line are kept in order while lines are gone through backwards.
      rows += self.rows(of: line).reversed().map { ($0, line) }
      guard let next = window.atOrBefore(line - 1) else {
        return (Array(rows.prefix(size.height)), rows.count < size.height)
      }
      if let gap = gap(between: next, and: line) { rows.append((gap, nil)) }
      line = next
    }
    return (Array(rows.prefix(size.height)), false)
  }

  /// What stands in the place of lines that the filter leaves out between those around two matches.
  private func gap(between first: Int, and second: Int) -> StyledText? {
    let count = second - first - 1
    guard count > 0, let reach = window.reach, reach > 0 else { return nil }
    return StyledText("┄┄ \(count.counted) \(count == 1 ? "line" : "lines") ┄┄", Role.border)
  }

  /// How many rows a line takes.
  func height(of line: Int) -> Int {
    if !logs.display.isWrapping, logs.display.format != .pretty { return 1 }
    return rows(of: line).count
  }

  /// How many rows stand between two lines that are shown one after the other.
  func gapHeight(_ first: Int, _ second: Int) -> Int {
    gap(between: first, and: second) == nil ? 0 : 1
  }

  /// The lines in view, by their numbers, the oldest first.
  var visibleLines: [Int] {
    guard let last = window.last else { return [] }
    var lines: [Int] = []
    for row in placedRows(from: last).rows.reversed() {
      if let line = row.line, lines.last != line { lines.append(line) }
    }
    return lines
  }

  private func rows(of number: Int) -> [StyledText] {
    guard let (lines, index) = logs.contents.line(number) else {
      return [StyledText("…", Role.muted)]
    }
    let entry = lines.entries[index]
    var head = StyledText()
    if times.form != .none { head.append("\(times.text(entry.time)) ", .timestamp) }
    guard !entry.isMarker else { return [marker(lines.slice(entry), entry.level, after: head)] }
    let source = Int(entry.source)
    if nameWidth > 0, names.indices.contains(source) {
      let name = DisplayWidth.fitted(names[source], to: nameWidth)
      head.append("\(name) ", Style(.accent(source)))
    }
    let room = max(8, size.width - head.width)
    var rows = text(room).rows(lines.slice(entry), level: entry.level)
    if entry.isCut { rows[rows.count - 1].append(" ↩", .muted) }
    if let matcher { rows = rows.map { $0.highlighting(matcher) } }
    let margin = StyledText(String(repeating: " ", count: head.width))
    guard logs.display.isWrapping else {
      return rows.enumerated().map { index, row in
        (index == 0 ? head : margin) + row.dropping(columns: logs.display.firstColumn)
      }
    }
    let indent = StyledText(String(repeating: " ", count: min(2, size.width / 2)))
    return rows.enumerated().flatMap { index, row in
      row.wrapped(to: room).enumerated().map { part, piece in
        index == 0 && part == 0 ? head + piece : (index == 0 ? indent : margin) + piece
      }
    }
  }

  private func text(_ room: Int) -> LogLineText {
    LogLineText(
      format: logs.display.format, width: room,
      limit: logs.display.isWrapping
        ? LogLineText.longestLine : 4 * (logs.display.firstColumn + size.width) + 256,
      application: logs.component == nil
        ? nil : ControllerLineStyle(isNarrowed: !logs.showsAllLines))
  }

  /// What happened, as a rule across the pane.
  private func marker(
    _ bytes: ArraySlice<UInt8>, _ level: LogLevel, after head: StyledText
  ) -> StyledText {
    let role: Role = level >= .warning ? .warning : .info
    var text = head
    text.append("── ", role)
    let words = StyledText(LogText.plain(String(decoding: bytes.prefix(1000), as: UTF8.self)), role)
    text.append(matcher.map { words.highlighting($0) } ?? words)
    text.append(" ", role)
    text.append(String(repeating: "─", count: max(2, size.width - text.width)), role)
    return text
  }

  // MARK: - What an empty pane says

  private var note: StyledText {
    if let note = logs.note { return StyledText(note, Role.warning) }
    guard logs.target != nil else {
      return StyledText("select a pod to follow its logs", Role.muted)
    }
    let count = logs.contents.count
    if count == 0, let problem = logs.sources.compactMap(\.problem).first {
      return StyledText(problem, Role.warning)
    }
    if count > 0, !logs.showsAllLines, logs.filter == .none, logs.leastLevel == .unknown,
      let app = logs.application
    {
      return StyledText(
        "none of \(count.counted) lines is about \(app.name) so far; a shows all", Role.muted)
    }
    if count > 0 {
      var reasons: [String] = []
      if logs.filter != .none { reasons.append("passes the filter \(logs.filter.typed)") }
      if logs.leastLevel != .unknown { reasons.append("is \(logs.leastLevel.title) or graver") }
      let words = reasons.isEmpty ? "is shown" : reasons.joined(separator: " and ")
      return StyledText("none of \(count.counted) lines \(words); esc shows all", Role.muted)
    }
    if logs.isPrevious {
      return StyledText(
        "no lines of a previous run; a container that was never restarted has none", Role.muted)
    }
    return StyledText("no lines yet", Role.muted)
  }
}

extension ConsoleState {
  /// The log pane as it is drawn now.
  var logView: LogView {
    let area =
      layout.panes[.logs]?.inset(left: 1, top: 1, right: 1, bottom: 1) ?? Rect(width: 0, height: 0)
    return LogView(
      logs: logs, now: now, localOffset: settings.localOffset,
      isFocused: focus == .logs && !hasPage, size: area.size)
  }
}

extension Role {
  /// One of eight colours that tell sources apart.
  static func accent(_ index: Int) -> Role {
    let all: [Role] = [
      .accent0, .accent1, .accent2, .accent3, .accent4, .accent5, .accent6, .accent7,
    ]
    return all[index % all.count]
  }
}
