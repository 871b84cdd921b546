import Console
import Logs

/// What is done with the lines of a log beside the loop.
extension LiveWorld {
  /// Looks for the kinds of errors that are new, and tells once.
  func runErrorSearch(_ request: ErrorRequest, send: @Sendable (Event) async -> Void) async {
    var patterns = ErrorPatterns(since: request.moment)
    for segment in request.store.segments {
      guard !Task.isCancelled else { return }
      if let lines = await lines(of: segment) { patterns.add(lines) }
    }
    guard !Task.isCancelled else { return }
    await send(.errorsFound(request.id, patterns.findings()))
  }

  /// Finds the first line of a segment that wasn't written before a time.
  func find(_ time: Int64, in segment: LogStore.Segment) async -> Event? {
    guard let lines = await lines(of: segment) else { return nil }
    let place = lines.entries.firstIndex { $0.time >= time } ?? max(0, lines.count - 1)
    return .logTimeFound(time, segment: segment.id, place: place)
  }

  /// Writes lines of a log to a file.
  func save(_ saving: LogSaving) async -> LogSavingResult {
    do throws(LogFile.Problem) {
      var file = try LogFile(saving.path, overwrites: saving.overwrites)
      var lost = 0
      for segment in saving.store.segments {
        guard let lines = await lines(of: segment) else {
          lost += segment.count
          continue
        }
        let places = saving.filter.isEmpty ? nil : saving.filter.matches(in: lines)
        for index in lines.entries.indices where places?.contains(index) ?? true {
          try file.write(lines, index, names: saving.names, hasTimes: saving.hasTimes)
        }
        guard !Task.isCancelled else { throw .failed("the console was left") }
      }
      try file.finish()
      return .saved(lines: file.lineCount, bytes: file.byteCount, lost: lost)
    } catch {
      switch error {
      case .exists: return .exists
      case .failed(let reason): return .failed(reason)
      }
    }
  }

  /// The lines of a segment, wherever they are; nil where they can't be read back.
  func lines(of segment: LogStore.Segment) async -> PackedLines? {
    if let lines = segment.lines { return lines }
    return try? await spool.read(segment.id)
  }
}
