import GitOps
import Kubernetes
import Logs
import Patterns
import TUI

/// The lines of the log pane, from the lowest upwards.
struct LogView {
  let logs: LogsState

  /// Longer lines are cut before they are looked at closer: a screen shows only so much of them.
  private static let longestLine = 16 << 10

  func render(in area: Rect, on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let count = logs.contents.shownCount
    guard count > 0 else {
      canvas.write(note, x: area.x + 1, y: area.y, maxWidth: area.width - 1)
      return
    }
    let lowest = min(
      logs.bottom.map { logs.contents.position(atOrAfter: $0) } ?? count - 1, count - 1)
    var matcher: Matcher?
    if case .text(let pattern, isInverse: false) = logs.filter { matcher = pattern.matcher() }
    var rows: [StyledText] = []
    var index = lowest
    while index >= 0, rows.count < area.height {
      // The rows of one line are kept in order while lines are gone through backwards.
      if let (lines, place) = logs.contents.line(logs.contents.number(at: index)) {
        rows += self.rows(of: lines, place, width: area.width, matcher).reversed()
      } else {
        rows.append(StyledText("…", Role.muted))
      }
      index -= 1
    }
    let shown = rows.prefix(area.height)
    // A few lines stand at the top; a full pane keeps its newest at the bottom.
    let bottom = index < 0 && shown.count < area.height ? area.y + shown.count : area.maxY
    for (offset, row) in shown.enumerated() {
      canvas.write(row, x: area.x, y: bottom - 1 - offset, maxWidth: area.width)
    }
  }

  private func rows(
    of lines: PackedLines, _ index: Int, width: Int, _ matcher: Matcher?
  ) -> [StyledText] {
    let entry = lines.entries[index]
    var head = StyledText()
    if logs.showsTimestamps {
      head.append("\(Timestamp(sinceEpoch: entry.time).clock) ", .timestamp)
    }
    let source = Int(entry.source)
    if logs.sources.count > 1, logs.container == nil, logs.sources.indices.contains(source) {
      head.append("\(name(of: logs.sources[source])) ", Style(.accent(source)))
    }
    let bytes = lines.slice(entry).prefix(Self.longestLine)
    var text =
      entry.isMarker
      ? StyledText("── \(String(decoding: bytes, as: UTF8.self)) ──", Role.muted)
      : self.text(of: String(decoding: bytes, as: UTF8.self))
    if entry.isCut { text.append(" … (cut)", .muted) }
    if let matcher { text = text.highlighting(matcher) }
    guard logs.isWrapping else { return [head + text.dropping(columns: logs.firstColumn)] }
    let indent = StyledText(String(repeating: " ", count: min(2, width / 2)))
    let room = max(8, width - head.width)
    let pieces = text.wrapped(to: room)
    return pieces.enumerated().map { index, piece in
      index == 0 ? head + piece : indent + piece
    }
  }

  /// Of pods the end of the name, by which those of a workload differ.
  private func name(of source: LogsState.Source) -> Substring {
    guard logs.hasSeveralPods else { return source.container.prefix(14) }
    return source.pod.name.dropFirst(logs.sharedNameLength).suffix(14)
  }

  private func text(of line: String) -> StyledText {
    guard logs.component != nil else { return LogText.parse(line) }
    return ControllerLineText(line: ControllerLogLine(line), isNarrowed: !logs.showsAllLines).text
  }

  /// What an empty pane says.
  private var note: StyledText {
    if let note = logs.note { return StyledText(note, Role.warning) }
    guard logs.target != nil else {
      return StyledText("select a pod to follow its logs", Role.muted)
    }
    if let problem = logs.sources.compactMap(\.problem).first {
      return StyledText(problem, Role.warning)
    }
    if logs.contents.count > 0, !logs.showsAllLines, logs.filter == .none,
      let app = logs.application
    {
      return StyledText(
        "none of \(logs.contents.count) lines is about \(app.name) so far; a shows all", Role.muted)
    }
    if logs.contents.count > 0 { return StyledText("no line passes the filter", Role.muted) }
    if logs.isPrevious { return StyledText("no lines of a previous run", Role.muted) }
    return StyledText("no lines yet", Role.muted)
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

extension Timestamp {
  /// The time of day in UTC, to the millisecond.
  fileprivate var clock: String {
    let day = ((seconds % 86_400) + 86_400) % 86_400
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let millis = Int(nanoseconds) / 1_000_000
    let fraction = String(String(1000 + millis).dropFirst())
    return "\(two(day / 3600)):\(two(day / 60 % 60)):\(two(day % 60)).\(fraction)"
  }
}
