import Kubernetes
import Logs
import TUI

/// What stands below the lines of the log pane: how many there are, where one is among them, how their
/// streams are, and how they are shown.
struct LogStatus {
  let logs: LogsState

  /// Draws into the lower border of a pane.
  func render(below area: Rect, on canvas: inout Canvas) {
    guard logs.target != nil, area.width > 24, area.height > 2 else { return }
    let room = area.width - 4
    let right = StyledText(" \(modes) ", Role.muted)
    let left = StyledText(" ") + self.left + StyledText(" ")
    let leftRoom = left.width + right.width + 1 <= room ? room - right.width : room
    let y = area.maxY - 1
    canvas.write(left.truncated(to: leftRoom), x: area.x + 2, y: y, maxWidth: leftRoom)
    guard leftRoom < room else { return }
    canvas.write(right, x: area.maxX - 2 - right.width, y: y, maxWidth: right.width)
  }

  private var left: StyledText {
    var text = StyledText()
    func add(_ words: String, _ role: Role) {
      if !text.isEmpty { text.append(" · ", .muted) }
      text.append(words, role)
    }
    if logs.isFollowing {
      add("following", .success)
    } else {
      let newer = logs.newerCount
      add("standing still\(newer > 0 ? ", \(newer.counted) below" : "")", .warning)
    }
    let contents = logs.contents
    add(
      "\(contents.count.counted) \(contents.count == 1 ? "line" : "lines"), "
        + contents.store.size.inBytes, .counter)
    if let matches = contents.matches {
      let place = logs.current.map { logs.window.place(of: $0) } ?? (place: 0, count: 0)
      add("match \(place.place.counted) of \(place.count.counted)", .filter)
      if !matches.unexamined(in: contents.store).isEmpty { add("searching …", .progressing) }
    }
    if contents.droppedCount > 0 {
      add("\(contents.droppedCount.counted) older ones dropped", .muted)
    }
    if logs.gapCount > 0 {
      let places = logs.gapCount == 1 ? "a gap" : "\(logs.gapCount) gaps"
      add("\(places) where lines may be missing", .warning)
    }
    if let problem = contents.problem { add(problem, .error) }
    for (words, role) in streams { add(words, role) }
    return text
  }

  private var streams: [(String, Role)] {
    let sources = logs.sources.filter { logs.container == nil || $0.container == logs.container }
    let gone = sources.count(where: \.isGone)
    let waiting = sources.count { !$0.isGone && $0.problem != nil }
    var parts: [(String, Role)] = []
    let open = sources.count - gone - waiting
    if sources.count > 1 || open == 0 {
      parts.append(("\(open) \(open == 1 ? "stream" : "streams") open", open > 0 ? .muted : .stale))
    }
    if waiting > 0 { parts.append(("\(waiting) waiting", .stale)) }
    if gone > 0 { parts.append(("\(gone) ended", .muted)) }
    return parts
  }

  /// How the lines are shown.
  private var modes: String {
    var parts = [logs.display.format.title]
    if logs.display.times != .none { parts.append(logs.display.times.title) }
    if logs.display.isWrapping { parts.append("wrapped") }
    if !logs.display.isWrapping, logs.display.firstColumn > 0 {
      parts.append("from column \(logs.display.firstColumn + 1)")
    }
    return parts.joined(separator: ", ")
  }
}
