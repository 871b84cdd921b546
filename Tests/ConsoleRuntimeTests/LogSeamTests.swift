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
    #expect(seam.pass(lines) == lines)
    #expect(seam.last == Timestamp(seconds: 2))
  }

  @Test func whatIsRepeatedIsToldOnce() {
    var seam = LogSeam()
    _ = seam.pass([line("a", at: 1), line("b", at: 2), line("c", at: 2, 500)])
    seam.reopen()
    let again = [line("b", at: 2), line("c", at: 2, 500), line("d", at: 3)]
    #expect(seam.pass(again) == [line("d", at: 3)])
  }

  @Test func linesOfTheSameMomentThatAreNewAreTold() {
    var seam = LogSeam()
    _ = seam.pass([line("a", at: 1)])
    seam.reopen()
    #expect(seam.pass([line("a", at: 1), line("b", at: 1)]) == [line("b", at: 1)])
  }

  @Test func theSameTextTwiceInAMomentIsToldTwice() {
    var seam = LogSeam()
    let twice = [line("a", at: 1), line("a", at: 1)]
    #expect(seam.pass(twice) == twice)
    seam.reopen()
    // The third came while the connection was away.
    #expect(seam.pass(twice + [line("a", at: 1)]) == [line("a", at: 1)])
  }

  @Test func aSeamHoldsThroughSeveralReconnects() {
    var seam = LogSeam()
    _ = seam.pass([line("a", at: 1)])
    for _ in 0..<3 {
      seam.reopen()
      #expect(seam.pass([line("a", at: 1)]).isEmpty)
    }
    seam.reopen()
    #expect(seam.pass([line("a", at: 1), line("b", at: 2)]) == [line("b", at: 2)])
  }

  @Test func theRepetitionMayComeInPieces() {
    var seam = LogSeam()
    _ = seam.pass([line("a", at: 1), line("b", at: 1)])
    seam.reopen()
    #expect(seam.pass([line("a", at: 1)]).isEmpty)
    #expect(seam.pass([line("b", at: 1)]).isEmpty)
    #expect(seam.pass([line("c", at: 1)]) == [line("c", at: 1)])
  }

  @Test func linesWithoutTimeAreAlwaysTold() {
    var seam = LogSeam()
    let lines = [line("a", at: nil), line("a", at: nil)]
    #expect(seam.pass(lines) == lines)
    #expect(seam.last == nil)
    _ = seam.pass([line("b", at: 5)])
    seam.reopen()
    #expect(seam.pass([line("a", at: nil), line("b", at: 5)]) == [line("a", at: nil)])
  }

  @Test func aLineThatIsLateDoesNotMoveTheSeamBack() {
    var seam = LogSeam()
    let lines = [line("a", at: 5), line("late", at: 3)]
    #expect(seam.pass(lines) == lines)
    #expect(seam.last == Timestamp(seconds: 5))
    seam.reopen()
    #expect(seam.pass(lines + [line("b", at: 6)]) == [line("b", at: 6)])
  }
}
