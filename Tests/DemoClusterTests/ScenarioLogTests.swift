import Testing

@testable import DemoCluster

/// What containers write, without a cluster.
@Suite struct ScenarioLogTests {
  private func writer(_ style: LogStyle) -> LogWriter {
    LogWriter(
      style: style, seed: 7, started: .example, program: "web", pod: "web-1", version: "2.0")
  }

  @Test(arguments: LogStyle.allCases)
  func linesComeInOrder(style: LogStyle) {
    let writer = writer(style)
    let lines = writer.lines(
      after: .example - .seconds(1), through: .example + .seconds(3600), limit: 10_000)
    #expect(lines.map(\.time) == lines.map(\.time).sorted())
    #expect(lines.count >= Int(style.linesPerMinute * 59))
  }

  @Test(arguments: [LogStyle.nginx, .go, .json])
  func aLogReadInPiecesIsTheSameAsReadAtOnce(style: LogStyle) {
    let writer = writer(style)
    let start = DemoTime.example - .seconds(1)
    let whole = writer.lines(after: start, through: start + .seconds(600), limit: 10_000)
    var pieces: [LogWriter.Line] = []
    for step in 0..<60 {
      pieces += writer.lines(
        after: start + .seconds(step * 10), through: start + .seconds(step * 10 + 10),
        limit: 10_000)
    }
    #expect(pieces == whole)
  }

  @Test func onlyTheLatestLinesOfALongRunAreWritten() {
    let lines = writer(.nginx).lines(
      after: .example + .seconds(60), through: .example + .seconds(86_400 * 30), limit: 500)
    #expect((499...501).contains(lines.count))
    #expect(lines.allSatisfy { $0.time > .example + .seconds(86_400 * 29) })
  }
}
