import Kubernetes
import Logs
import TUI

/// What keys do in the log pane.
extension ConsoleState {
  /// Does what a key of the log pane says.
  mutating func useLogs(_ action: Action) -> [Command] {
    let rows = layout.logRows
    switch action {
    case .toggleFollow: logs.toggleFollowing()
    case .toggleWrap: logs.display.isWrapping.toggle()
    case .nextTimeForm: logs.display.times = logs.display.times.next
    case .nextLogFormat: logs.display.format = logs.display.format.next
    case .widenContext: logs.widenContext()
    case .raiseLevel: logs.setLeastLevel(logs.leastLevel.nextLeast)
    case .toggleAsides: logs.toggleAsides()
    case .togglePrevious: logs.setPrevious(!logs.isPrevious)
    case .clearLogs: logs.clear()
    case .logsSince(let start): logs.setStart(start)
    case .longerLogs: logs.moveStart(by: 1)
    case .shorterLogs: logs.moveStart(by: -1)
    case .goToTime: overlays.append(.entry(Entry(.time)))
    case .findNext:
      if !logs.goToMatch(1, rows: rows) { say("no match after this line") }
    case .findPrevious:
      if !logs.goToMatch(-1, rows: rows) { say("no match before this line") }
    case .nextMarker:
      if !logs.goToMarker(1, rows: rows) { say("no marker after this line") }
    case .previousMarker:
      if !logs.goToMarker(-1, rows: rows) { say("no marker before this line") }
    case .markLog: logs.mark(now: now)
    case .nextLine: showLine(1)
    case .previousLine: showLine(-1)
    case .copyLines: return copyLines()
    case .saveLog: openSavingForm()
    case .showErrors: searchErrors()
    default: break
    }
    return []
  }

  // MARK: - Going to a time

  /// Goes to a time in the log, as it was typed.
  mutating func goTo(typed: String) -> [Command] {
    let text = typed.trimmingSpaces
    guard !text.isEmpty else { return [] }
    let offset = logs.display.times == .local ? settings.localOffset : 0
    guard let time = LogJump.time(text, now: now, offset: offset) else {
      say("\(text) isn't a time; these are: \(LogJump.hint)", .warning)
      return []
    }
    let first = logs.contents.store.segments.first?.first
    if !logs.goTo(time, rows: layout.logRows) {
      say("the log ends before \(time.rfc3339)", .info)
    } else if let first, first > time.sinceEpoch {
      say("the log begins at \(Timestamp(sinceEpoch: first).rfc3339); ] begins earlier")
    }
    return logs.findingTime
  }

  // MARK: - One line

  /// Shows the line that is selected, or the last one, in full.
  mutating func openLine() {
    guard let line = logs.current, let whole = logs.whole(line) else { return }
    open(.logLine(whole))
  }

  /// Shows the line after the one that is shown, or the one before it.
  private mutating func showLine(_ step: Int) {
    guard case .logLine = document?.content else { return }
    if logs.isFollowing { logs.toggleFollowing() }
    guard let line = logs.current, let next = logs.window.line(step, after: line), next != line
    else {
      say(step > 0 ? "this is the last line" : "this is the first line")
      return
    }
    logs.select(next)
    // Lines that are elsewhere are fetched once they are in view.
    guard let whole = logs.whole(next) else {
      overlays.removeLast()
      return
    }
    overlays[overlays.count - 1] = .document(Document(.logLine(whole)))
  }

  private func copyLines() -> [Command] {
    if case .logLine(let line) = document?.content { return [.copy(line.text)] }
    if document?.content == .errors {
      return selectedError.map { [.copy($0.example)] } ?? []
    }
    let numbers = logs.cursor.map { [$0] } ?? logView.visibleLines
    let texts = numbers.compactMap { number in
      logs.contents.line(number).map { lines, index in lines.text(index) }
    }
    return texts.isEmpty ? [] : [.copy(texts.joined(separator: "\n"))]
  }

  // MARK: - New errors

  /// Looks for the kinds of errors that are new since the last thing that happened.
  private mutating func searchErrors() {
    guard let moment = logs.turningPoint else { return }
    logs.searchErrors(since: moment)
    if document?.content != .errors { open(.errors) }
    touch(.errors)
  }

  /// The page of what is new among errors.
  var errorsPage: ErrorsPage {
    let form: LogTimeForm = logs.display.times == .local ? .local : .utc
    let times = LogTimes(form, now: now, localOffset: settings.localOffset)
    let sources = logs.sources
    return ErrorsPage(search: logs.errors, times: times, width: pageWidth) { number in
      let index = Int(number)
      guard sources.indices.contains(index) else { return "?" }
      return "\(sources[index].pod.name)/\(sources[index].container)"
    }
  }

  /// The kind of errors that the page in front has selected.
  var selectedError: ErrorPatterns.Entry? {
    guard let anchor = document?.anchor(where: { ErrorsPage.index(of: $0) != nil }),
      let index = ErrorsPage.index(of: anchor), let new = logs.errors?.found?.new,
      new.indices.contains(index)
    else { return nil }
    return new[index]
  }

  /// Goes to the first line of the selected kind of errors.
  mutating func openError() -> [Command] {
    guard let entry = selectedError else { return [] }
    overlays.removeLast()
    focus = .logs
    _ = logs.goTo(Timestamp(sinceEpoch: entry.first), rows: layout.logRows)
    logs.prefer(source: entry.source, at: entry.first)
    return logs.findingTime
  }

  /// Takes in what was found.
  mutating func apply(_ findings: ErrorPatterns.Findings, of id: Int) {
    logs.take(findings, of: id)
    touch(.errors)
  }
}

extension LogLevel {
  /// The least grave level to show after this one, as `v` goes through them.
  fileprivate var nextLeast: LogLevel {
    switch self {
    case .unknown, .trace, .debug: .info
    case .info: .warning
    case .warning: .error
    case .error: .fatal
    case .fatal: .unknown
    }
  }
}
