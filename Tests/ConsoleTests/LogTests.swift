import Console
import Kubernetes
import Logs
import Patterns
import TUI
import Testing

@Suite struct LogContentsTests {
  private func line(_ seconds: Int64, _ text: String) -> LogLine {
    LogLine(time: Timestamp(seconds: seconds), text: text)
  }

  private func texts(_ contents: LogContents) -> [String] {
    (0..<contents.shownCount).map { position in
      contents.line(contents.number(at: position)).map { $0.lines.text($0.index) } ?? "elsewhere"
    }
  }

  private func settle(_ contents: inout LogContents) {
    var none: [Int?] = []
    contents.settle(keeping: &none)
  }

  @Test func linesOfSeveralContainersThatCameTogetherStandInTheOrderOfTheirTimes() {
    var contents = LogContents()
    contents.gather(PackedLines([line(1, "a"), line(4, "d")]), source: 0)
    contents.gather(PackedLines([line(2, "b"), line(3, "c"), line(5, "e")]), source: 1)
    #expect(contents.count == 0)
    settle(&contents)
    #expect(texts(contents) == ["a", "b", "c", "d", "e"])
  }

  @Test func aMarkerStandsAtItsTimeWhateverTheFilter() {
    var contents = LogContents()
    contents.setFilter(LogFilter([LogFilter.Condition(Pattern("b"))]))
    contents.gather(PackedLines([line(1, "a"), line(3, "b")]), source: 0)
    contents.mark("deployed", at: Timestamp(seconds: 2))
    settle(&contents)
    #expect(texts(contents) == ["deployed", "b"])
  }

  @Test(arguments: [("a", false, ["a1", "a3"]), ("a", true, ["b2"])])
  func theFilterHoldsForLinesBeforeAndAfter(text: String, isInverse: Bool, expected: [String]) {
    var contents = LogContents()
    contents.gather(PackedLines([line(1, "a1")]), source: 0)
    settle(&contents)
    contents.setFilter(LogFilter([LogFilter.Condition(Pattern(text), isInverse: isInverse)]))
    contents.gather(PackedLines([line(3, "a3")]), source: 0)
    contents.gather(PackedLines([line(2, "b2")]), source: 1)
    settle(&contents)
    #expect(texts(contents) == expected)
  }
}

@Suite struct LogsStateTests {
  private func pod(_ containers: [String]) -> PodRow {
    PodRow(
      name: ObjectName(namespace: "shop", name: "web"),
      containers: containers.map { ContainerRow(name: $0) })
  }

  @Test func everyContainerOfThePodHasAStream() {
    var logs = LogsState()
    logs.show(pod(["web", "proxy"]))
    #expect(logs.queries.map(\.container) == ["web", "proxy"])
    #expect(logs.queries.allSatisfy { $0.follow && $0.tailLines == 200 })
    logs.choose(container: "proxy")
    #expect(logs.queries.map(\.container) == ["proxy"])
  }

  @Test func aContainerThatIsAddedLeavesTheOtherStreamsOpen() {
    var logs = LogsState()
    logs.show(pod(["web"]))
    let before = logs.queries
    logs.hear([LogLine(text: "hello")], from: before[0])
    logs.show(pod(["web", "debugger"]))
    #expect(logs.queries.first == before[0])
    #expect(logs.queries.count == 2)
    #expect(logs.contents.count == 1)
  }

  @Test func anotherStartBeginsAnewAndDropsWhatTheOldStreamSays() {
    var logs = LogsState()
    logs.show(pod(["web"]))
    let old = logs.queries[0]
    logs.hear([LogLine(text: "old")], from: old)
    logs.setStart(.minutes(5))
    #expect(logs.queries[0].start == .seconds(300))
    #expect(logs.contents.count == 0)
    logs.hear([LogLine(text: "late")], from: old)
    #expect(logs.contents.count == 0)
  }

  @Test func scrollingUpStopsFollowingAndTheEndFollowsAgain() {
    var logs = LogsState()
    logs.show(pod(["web"]))
    let query = logs.queries[0]
    logs.hear((0..<10).map { LogLine(text: "\($0)") }, from: query)
    logs.scroll(by: -3)
    #expect(logs.bottom == 6)
    logs.hear([LogLine(text: "new")], from: query)
    #expect(logs.bottom == 6)
    logs.scroll(by: 5)
    #expect(logs.isFollowing)
  }

  @Test func aPreviousRunIsNotFollowed() {
    var logs = LogsState()
    logs.show(pod(["web"]))
    logs.setPrevious(true)
    #expect(logs.queries.allSatisfy { $0.previous && !$0.follow })
  }
}

extension LogsState {
  /// Takes in lines that a stream tells.
  fileprivate mutating func hear(_ lines: [LogLine], from query: LogQuery) {
    apply(.lines(PackedLines(lines)), from: query)
    settle()
  }
}
