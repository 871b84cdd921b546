import Logs

/// Prints the lines of several logs as one, in the order of their times.
///
/// Whoever reads a log waits in `put` while lines of it are still waiting here, and so does the server
/// behind it: however much there is to read, little of it is in memory.
actor LogPrinter {
  /// Takes bytes; false once nobody reads them any more.
  typealias Write = @Sendable ([UInt8]) async -> Bool

  /// So many pieces of one log may wait: one to be printed, and the next.
  private static let mostPieces = 2
  /// So many bytes are written at once.
  private static let batch = 256 << 10

  private var merge: LogMerge
  private var writer: LogLineWriter
  private let write: Write
  private var lastLog = 0
  /// Logs that have ended, and of which some lines may not be printed yet.
  private var closed: Set<Int> = []
  private var isComplete = false
  private var isOver = false
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  private let news: AsyncStream<Void>
  private let newsFeed: AsyncStream<Void>.Continuation

  init(_ options: LogLineWriter.Options, patience: Duration?, write: @escaping Write) {
    merge = LogMerge(patience: patience)
    writer = LogLineWriter(options)
    self.write = write
    (news, newsFeed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  // MARK: Whoever reads logs

  /// Begins another log; returns its number.
  func open(_ source: LogSource) -> Int {
    lastLog += 1
    writer.add(source, as: lastLog)
    merge.open(lastLog, at: .now)
    return lastLog
  }

  /// Says that a log is open, or can't be: that it says nothing means now that there is nothing.
  func settle(_ log: Int) {
    merge.settle(log, at: .now)
    newsFeed.yield()
  }

  /// Hands in the next lines of a log, and waits until more may come; false if no more are wanted.
  func put(_ lines: PackedLines, of log: Int) async -> Bool {
    guard !isOver else { return false }
    merge.add(lines, of: log, at: .now)
    newsFeed.yield()
    if merge.waitingCount(of: log) >= Self.mostPieces {
      await withCheckedContinuation { waiting[log] = $0 }
    }
    return !isOver
  }

  /// Ends a log: nobody waits for it any more.
  func close(_ log: Int) {
    merge.close(log)
    closed.insert(log)
    newsFeed.yield()
  }

  /// Says that no more logs will be opened: with the last of them it is all over.
  func complete() {
    isComplete = true
    newsFeed.yield()
  }

  // MARK: Printing

  /// Prints until everything is printed, or nobody reads it any more; returns whether somebody does.
  func run() async -> Bool {
    defer { stop() }
    while true {
      let runs = merge.take(at: .now)
      for log in waiting.keys where merge.waitingCount(of: log) < Self.mostPieces {
        waiting.removeValue(forKey: log)?.resume()
      }
      if !runs.isEmpty {
        guard await print(runs) else { return false }
        continue
      }
      for log in closed where merge.isClosed(log) {
        writer.remove(log)
        closed.remove(log)
      }
      if isComplete, merge.isEmpty {
        var rest: [UInt8] = []
        writer.finish(&rest)
        return rest.isEmpty ? true : await write(rest)
      }
      guard await somethingNew(before: merge.deadline) else { return true }
    }
  }

  private func print(_ runs: [LogMerge.Run]) async -> Bool {
    var bytes: [UInt8] = []
    for run in runs {
      writer.append(run, to: &bytes)
      if bytes.count >= Self.batch {
        guard await write(bytes) else { return false }
        bytes.removeAll(keepingCapacity: true)
      }
    }
    return bytes.isEmpty ? true : await write(bytes)
  }

  /// Waits for news, or until a time; false if the task was cancelled.
  private func somethingNew(before deadline: ContinuousClock.Instant?) async -> Bool {
    let alarm = deadline.map { deadline in
      Task {
        try await Task.sleep(until: deadline, clock: .continuous)
        newsFeed.yield()
      }
    }
    defer { alarm?.cancel() }
    for await _ in news { return true }
    return false
  }

  private func stop() {
    isOver = true
    for continuation in waiting.values { continuation.resume() }
    waiting = [:]
    newsFeed.finish()
  }
}
