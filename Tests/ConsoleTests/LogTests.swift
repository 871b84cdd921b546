import Console
import Kubernetes
import TUI
import Testing

@Suite struct LogBufferTests {
  private func line(_ seconds: Int64, _ text: String) -> LogLine {
    LogLine(time: Timestamp(seconds: seconds), text: text)
  }

  private func texts(_ buffer: LogBuffer) -> [String] {
    (0..<buffer.shownCount).map { buffer[shown: $0].line.text }
  }

  @Test func linesOfSeveralContainersStandInTheOrderOfTheirTimes() {
    var buffer = LogBuffer()
    buffer.append([line(1, "a"), line(4, "d")], source: 0)
    buffer.append([line(2, "b"), line(3, "c"), line(5, "e")], source: 1)
    #expect(texts(buffer) == ["a", "b", "c", "d", "e"])
  }

  @Test func linesOfTheSameTimeKeepTheOrderInWhichTheyCame() {
    var buffer = LogBuffer()
    buffer.append([line(1, "a"), line(1, "b"), line(2, "z")], source: 0)
    buffer.append([line(1, "c")], source: 0)
    #expect(texts(buffer) == ["a", "b", "c", "z"])
  }

  @Test func theOldestGoWhenThereIsNoRoomAndAreCounted() {
    var buffer = LogBuffer(capacity: 10_000)
    for index in 0..<1000 { buffer.append([line(Int64(index), "line \(index)")], source: 0) }
    #expect(buffer.count + buffer.droppedCount == 1000)
    #expect(buffer.count < 150)
    #expect(texts(buffer).last == "line 999")
  }

  @Test(arguments: [("a", ["a1", "a3"]), ("!a", ["b2"])])
  func theFilterHoldsForLinesBeforeAndAfter(typed: String, expected: [String]) {
    var buffer = LogBuffer()
    buffer.append([line(1, "a1")], source: 0)
    buffer.setFilter(Filter(typed))
    buffer.append([line(3, "a3")], source: 0)
    buffer.append([line(2, "b2")], source: 1)
    #expect(texts(buffer) == expected)
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
    logs.apply(.lines([LogLine(text: "hello")]), from: before[0])
    logs.show(pod(["web", "debugger"]))
    #expect(logs.queries.first == before[0])
    #expect(logs.queries.count == 2)
    #expect(logs.buffer.count == 1)
  }

  @Test func anotherStartBeginsAnewAndDropsWhatTheOldStreamSays() {
    var logs = LogsState()
    logs.show(pod(["web"]))
    let old = logs.queries[0]
    logs.apply(.lines([LogLine(text: "old")]), from: old)
    logs.setStart(.minutes(5))
    #expect(logs.queries[0].start == .seconds(300))
    #expect(logs.buffer.count == 0)
    logs.apply(.lines([LogLine(text: "late")]), from: old)
    #expect(logs.buffer.count == 0)
  }

  @Test func scrollingUpStopsFollowingAndTheEndFollowsAgain() {
    var logs = LogsState()
    logs.show(pod(["web"]))
    let query = logs.queries[0]
    logs.apply(.lines((0..<10).map { LogLine(text: "\($0)") }), from: query)
    logs.scroll(by: -3)
    #expect(logs.bottom == 6)
    logs.apply(.lines([LogLine(text: "new")]), from: query)
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
