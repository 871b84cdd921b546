import Kubernetes
import Testing

@testable import ConsoleRuntime

/// Two streams of the same log become one.
@Suite struct LogSeamTests {
  private func line(_ text: String, at second: Int64?, _ nanoseconds: Int32 = 0) -> LogLine {
    LogLine(time: second.map { Timestamp(seconds: $0, nanoseconds: nanoseconds) }, text: text)
  }

  @Test func aFirstStreamIsToldWhole() {
    var seam = LogSeam()
    let lines = [line("a", at: 1), line("b", at: 1), line("c", at: 2)]
    #expect(seam.told(lines) == lines)
    #expect(seam.last == 2_000_000_000)
  }

  @Test func whatIsRepeatedIsToldOnce() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 1), line("b", at: 2), line("c", at: 2, 500)])
    seam.reopen()
    let again = [line("b", at: 2), line("c", at: 2, 500), line("d", at: 3)]
    #expect(seam.told(again) == [line("d", at: 3)])
  }

  @Test func linesOfTheSameMomentThatAreNewAreTold() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 1)])
    seam.reopen()
    #expect(seam.told([line("a", at: 1), line("b", at: 1)]) == [line("b", at: 1)])
  }

  @Test func theSameTextTwiceInAMomentIsToldTwice() {
    var seam = LogSeam()
    let twice = [line("a", at: 1), line("a", at: 1)]
    #expect(seam.told(twice) == twice)
    seam.reopen()
    // The third came while the connection was away.
    #expect(seam.told(twice + [line("a", at: 1)]) == [line("a", at: 1)])
  }

  @Test func aSeamHoldsThroughSeveralReconnects() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 1)])
    for _ in 0..<3 {
      seam.reopen()
      #expect(seam.told([line("a", at: 1)]).isEmpty)
    }
    seam.reopen()
    #expect(seam.told([line("a", at: 1), line("b", at: 2)]) == [line("b", at: 2)])
  }

  @Test func theRepetitionMayComeInPieces() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 1), line("b", at: 1)])
    seam.reopen()
    #expect(seam.told([line("a", at: 1)]).isEmpty)
    #expect(seam.told([line("b", at: 1)]).isEmpty)
    #expect(seam.told([line("c", at: 1)]) == [line("c", at: 1)])
  }

  @Test func linesWithoutTimeAreAlwaysTold() {
    var seam = LogSeam()
    let lines = [line("a", at: nil), line("a", at: nil)]
    #expect(seam.told(lines) == lines)
    #expect(seam.last == nil)
    _ = seam.told([line("b", at: 5)])
    seam.reopen()
    #expect(seam.told([line("a", at: nil), line("b", at: 5)]) == [line("a", at: nil)])
  }

  @Test func aLineThatIsLateDoesNotMoveTheSeamBack() {
    var seam = LogSeam()
    let lines = [line("a", at: 5), line("late", at: 3)]
    #expect(seam.told(lines) == lines)
    #expect(seam.last == 5_000_000_000)
    seam.reopen()
    #expect(seam.told(lines + [line("b", at: 6)]) == [line("b", at: 6)])
  }

  @Test func aLineThatIsLateAndWasNotToldYetIsTold() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 5, 200_000)])
    seam.reopen()
    // Of the other output, and written after it with an earlier time.
    let again = [line("a", at: 5, 200_000), line("late", at: 5, 100_000)]
    #expect(seam.told(again) == [line("late", at: 5, 100_000)])
    #expect(seam.last == 5_000_200_000)
  }

  @Test func theNextStreamBeginsBeforeALineThatMayBeLate() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 4, 950_000_000), line("b", at: 5, 10_000_000)])
    #expect(seam.start == Timestamp(seconds: 4))
    seam.reopen()
    let again = [
      line("a", at: 4, 950_000_000), line("late", at: 4, 990_000_000), line("b", at: 5, 10_000_000),
    ]
    #expect(seam.told(again) == [line("late", at: 4, 990_000_000)])
  }

  @Test func aServerThatBeginsTooEarlyRepeatsNothing() {
    var seam = LogSeam()
    let lines = (0..<10).map { line("x", at: Int64($0)) }
    _ = seam.told(lines)
    seam.reopen()
    #expect(seam.told(lines).isEmpty)
  }

  @Test func aLogThatBeginsLaterIsApart() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 5)])
    seam.reopen()
    #expect(seam.pass([line("b", at: 9)]).isApart)
    #expect(!seam.pass([line("c", at: 9)]).isApart)
  }

  @Test func aLogThatGoesOnIsNotApart() {
    var seam = LogSeam()
    _ = seam.told([line("a", at: 5)])
    seam.reopen()
    #expect(!seam.pass([line("a", at: 5)]).isApart)
    #expect(!seam.pass([line("b", at: 9)]).isApart)
  }

  // MARK: A stream that ends within a line

  private func cut(_ text: String, at second: Int64) -> LogLine {
    var line = line(text, at: second)
    line.ending = .log
    return line
  }

  @Test func aLineThatIsNotWholeIsToldOnceItIs() {
    var seam = LogSeam()
    #expect(seam.told([line("a", at: 1), cut("hel", at: 2)]) == [line("a", at: 1)])
    seam.reopen()
    #expect(
      seam.told([line("a", at: 1), line("hello", at: 2), line("b", at: 3)])
        == [line("hello", at: 2), line("b", at: 3)])
  }

  @Test func aLineThatStaysAsItIsIsToldOnce() {
    var seam = LogSeam()
    #expect(seam.told([cut("bye", at: 2)]).isEmpty)
    seam.reopen()
    #expect(seam.told([cut("bye", at: 2)]) == [cut("bye", at: 2)])
    seam.reopen()
    #expect(seam.told([cut("bye", at: 2)]).isEmpty)
    #expect(seam.finish().isEmpty)
  }

  @Test func aLineThatOthersFollowWasWhole() {
    var seam = LogSeam()
    #expect(seam.told([cut("bye", at: 2)]).isEmpty)
    seam.reopen()
    #expect(seam.told([line("hello", at: 9)]) == [cut("bye", at: 2), line("hello", at: 9)])
  }

  @Test func aStreamThatEndsWithinATimeSaysNothing() {
    var seam = LogSeam()
    var rest = line("2026-01-0", at: nil)
    rest.ending = .log
    #expect(seam.told([line("a", at: 1), rest]) == [line("a", at: 1)])
    seam.reopen()
    #expect(seam.told([line("a", at: 1), line("b", at: 2)]) == [line("b", at: 2)])
  }

  @Test func aLogThatIsNotFollowedIsToldToItsLastByte() {
    var seam = LogSeam()
    #expect(seam.pass([cut("bye", at: 2)], isFollowed: false).lines == [cut("bye", at: 2)])
  }
}

extension LogSeam {
  /// The lines of a batch that are new.
  fileprivate mutating func told(_ batch: [LogLine]) -> [LogLine] { pass(batch).lines }
}
