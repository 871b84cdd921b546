import Kubernetes
import Logs

/// What is done with the lines of a log: marked, taken out, searched, narrowed.
extension LogsState {
  /// Puts a line between the others that says what happened.
  public mutating func mark(_ moment: LogMoment) {
    if moment.isTurningPoint {
      moments.insert(moment, at: moments.firstIndex { $0.time > moment.time } ?? moments.count)
    }
    contents.mark(moment.text, at: moment.time, level: moment.isWarning ? .warning : .unknown)
  }

  /// Marks the place of the selected line, or the end.
  mutating func mark(now: Timestamp) {
    markCount += 1
    // The clocks of the cluster may be ahead of the one here; a mark comes after what is there.
    let entry = (cursor ?? window.last).flatMap { contents.line($0) }.map {
      lines, index in lines.entries[index]
    }
    let time = entry.map { Timestamp(sinceEpoch: $0.time) } ?? now
    let clock = LogTimes(.utc, now: now, localOffset: 0).text(now.sinceEpoch).prefix(8)
    mark(LogMoment(.mark, at: time, "mark \(markCount), made at \(clock)"))
  }

  /// What happened last that errors are held against; nil where nothing did.
  var turningPoint: LogMoment? { moments.last }

  /// A line by itself; nil where it isn't at hand.
  func whole(_ number: Int) -> WholeLogLine? {
    guard let (lines, index) = contents.line(number) else { return nil }
    let entry = lines.entries[index]
    var name = "Duet"
    if !entry.isMarker {
      let source = Int(entry.source)
      name = sources.indices.contains(source) ? sources[source].title : "?"
    }
    return WholeLogLine(
      time: entry.time, source: name, level: entry.level, bytes: Array(lines.slice(entry)),
      isCut: entry.isCut)
  }

  // MARK: - Errors that are new

  /// Wants to know which kinds of errors are new since something happened.
  mutating func searchErrors(since moment: LogMoment) {
    let store = contents.store
    errorSearchCount += 1
    let time = moment.time.sinceEpoch
    errors = ErrorSearch(
      request: ErrorRequest(id: errorSearchCount, moment: time, store: store), reason: moment.text,
      isBeginning: store.segments.first.map { $0.first >= time } ?? false, lineCount: store.count)
  }

  /// Takes in what was found; what another search found is dropped.
  mutating func take(_ findings: ErrorPatterns.Findings, of id: Int) {
    if errors?.id == id { errors?.take(findings) }
  }

  /// Selects the line of a source among those of one time.
  mutating func prefer(source: UInt16, at time: Int64) {
    guard var line = cursor else { return }
    while let (lines, index) = contents.line(line), lines.entries[index].time == time {
      if lines.entries[index].source == source, lines.entries[index].level >= .warning {
        return select(line)
      }
      line += 1
    }
  }

  // MARK: - Which lines

  /// Shows more of the lines around those that pass the filter; after all, none again.
  mutating func widenContext() {
    let current = current
    display.context = display.context.next
    // Whoever stands still stays where that line is, or was.
    if bottom != nil, let current { bottom = window.atOrBefore(current) ?? window.first }
  }

  /// Shows only lines that are so grave.
  mutating func setLeastLevel(_ level: LogLevel) {
    leastLevel = level
    narrow()
  }
}

extension LogsState.Source {
  /// For a person.
  var title: String { "\(pod)/\(container)" }
}
