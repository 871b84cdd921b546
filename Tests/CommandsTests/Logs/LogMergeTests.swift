import Logs
import Testing

@testable import Commands

@Suite struct LogMergeTests {
  private let start = ContinuousClock.now
  private let patience = Duration.milliseconds(200)

  private func lines(_ times: Int64...) -> PackedLines {
    var lines = PackedLines()
    for time in times {
      lines.append("\(time)".utf8, time: time, source: 0, level: .unknown)
    }
    return lines
  }

  private func merge(patience: Duration? = nil, logs: Int) -> LogMerge {
    var merge = LogMerge(patience: patience)
    // So long ago that they are known to be silent.
    for log in 1...logs { merge.open(log, at: start - .seconds(60)) }
    return merge
  }

  /// The lines that are handed out, as `log:text`.
  private func take(_ merge: inout LogMerge, after time: Duration = .zero) -> [String] {
    merge.take(at: start + time).flatMap { run in
      run.range.map { "\(run.log):\(run.lines.text($0))" }
    }
  }

  @Test func linesComeInTheOrderOfTheirTimes() {
    var merge = merge(logs: 3)
    merge.add(lines(1, 4, 9), of: 1, at: start)
    merge.add(lines(2, 3), of: 2, at: start)
    merge.add(lines(5, 6), of: 3, at: start)
    for log in 1...3 { merge.close(log) }
    #expect(take(&merge) == ["1:1", "2:2", "2:3", "1:4", "3:5", "3:6", "1:9"])
    #expect(merge.isEmpty)
  }

  @Test func linesOfOneTimeComeInTheOrderOfTheLogs() {
    var merge = merge(logs: 2)
    merge.add(lines(1, 1), of: 2, at: start)
    merge.add(lines(1, 1), of: 1, at: start)
    for log in 1...2 { merge.close(log) }
    #expect(take(&merge) == ["1:1", "1:1", "2:1", "2:1"])
  }

  @Test func nothingIsHandedOutThatAnOlderLineMightGoBefore() {
    var merge = merge(logs: 2)
    merge.add(lines(1, 5), of: 1, at: start)
    #expect(take(&merge, after: .seconds(3600)) == [])
    merge.add(lines(3), of: 2, at: start)
    #expect(take(&merge) == ["1:1", "2:3"])
    merge.close(2)
    #expect(take(&merge) == ["1:5"])
  }

  @Test func linesOfOneLogStayInTheirOrder() {
    var merge = merge(logs: 2)
    merge.add(lines(3, 1, 2), of: 1, at: start)
    merge.add(lines(2), of: 2, at: start)
    for log in 1...2 { merge.close(log) }
    #expect(take(&merge) == ["2:2", "1:3", "1:1", "1:2"])
  }

  @Test func aLogByItselfIsNeverWaitedFor() {
    var merge = merge(patience: patience, logs: 1)
    merge.add(lines(1, 2), of: 1, at: start)
    #expect(take(&merge) == ["1:1", "1:2"])
    #expect(!merge.isEmpty)
  }

  @Test func patienceWithSilentLogsHasAnEnd() {
    var merge = merge(patience: patience, logs: 2)
    merge.add(lines(1, 2), of: 1, at: start)
    #expect(take(&merge) == [])
    #expect(merge.deadline == start + patience)
    #expect(take(&merge, after: patience) == ["1:1", "1:2"])
    #expect(merge.deadline == nil)
  }

  @Test func olderLinesThatComeInTimeGoFirst() {
    var merge = merge(patience: patience, logs: 3)
    merge.add(lines(5), of: 1, at: start)
    merge.add(lines(3), of: 2, at: start + .milliseconds(150))
    #expect(take(&merge, after: .milliseconds(150)) == [])
    // The third log has said nothing; the second goes before the first, and may have more.
    #expect(take(&merge, after: patience) == ["2:3"])
    #expect(take(&merge, after: patience * 2) == ["1:5"])
  }

  @Test func aLogThatIsSlowToTellItsHistoryIsWaitedFor() {
    var merge = merge(patience: patience, logs: 2)
    merge.add(lines(100), of: 1, at: start)
    for second in 1...3 {
      merge.add(lines(Int64(second)), of: 2, at: start + .seconds(second))
      #expect(take(&merge, after: .seconds(second)) == ["2:\(second)"])
    }
    #expect(take(&merge, after: .seconds(3) + patience) == ["1:100"])
  }

  @Test func linesThatAreTooLateComeAllTheSame() {
    var merge = merge(patience: patience, logs: 2)
    merge.add(lines(5), of: 1, at: start)
    #expect(take(&merge, after: patience) == ["1:5"])
    merge.add(lines(4), of: 2, at: start + .seconds(1))
    #expect(take(&merge, after: .milliseconds(1200)) == ["2:4"])
  }

  @Test func aLogThatIsBeingOpenedIsWaitedForLonger() {
    var merge = merge(patience: patience, logs: 1)
    merge.open(2, at: start)
    merge.add(lines(5), of: 1, at: start)
    #expect(take(&merge, after: .milliseconds(400)) == [])
    merge.settle(2, at: start + .milliseconds(500))
    #expect(merge.deadline == start + .milliseconds(1500))
    merge.add(lines(4), of: 2, at: start + .seconds(1))
    #expect(take(&merge, after: .seconds(1)) == ["2:4"])
    #expect(take(&merge, after: .seconds(1) + patience) == ["1:5"])
  }

  @Test func aLogThatNeverOpensHoldsNothingUpForLong() {
    var merge = merge(patience: patience, logs: 1)
    merge.open(2, at: start)
    merge.add(lines(5), of: 1, at: start)
    #expect(merge.deadline == start + .seconds(3))
    #expect(take(&merge, after: .seconds(3)) == ["1:5"])
  }

  @Test func aLogHasAsManyPiecesWaitingAsWereHandedIn() {
    var merge = merge(logs: 2)
    merge.add(lines(1), of: 1, at: start)
    merge.add(lines(2), of: 1, at: start)
    #expect(merge.waitingCount(of: 1) == 2)
    merge.add(lines(1), of: 2, at: start)
    _ = take(&merge)
    #expect(merge.waitingCount(of: 1) == 1)
  }
}
