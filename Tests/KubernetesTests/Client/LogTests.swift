import HTTP
import Kubernetes
import Testing

@Suite struct LogTests {
  private func lines(_ chunks: String...) async throws -> [LogLine] {
    let transport = ScriptedTransport(.response(200, ["Content-Type": "text/plain"], chunks, .end))
    let query = LogQuery(namespace: "shop", pod: "web")
    var lines: [LogLine] = []
    for try await batch in try await Client(transport: transport).logs(query) { lines += batch }
    return lines
  }

  @Test func timeIsTakenFromTheLine() async throws {
    #expect(
      try await lines("2026-07-01T12:30:45.123456789Z hello world\n") == [
        LogLine(
          time: Timestamp(seconds: 1_782_909_045, nanoseconds: 123_456_789), text: "hello world")
      ])
  }

  @Test func linesMayBeCutIntoChunksAnywhere() async throws {
    let lines = try await lines("2026-07-01T12:30:45Z he", "llo\n2026-07-01T12:30:46Z ", "x\n")
    #expect(lines.map(\.text) == ["hello", "x"])
  }

  @Test func lineWithoutATimeIsKeptWhole() async throws {
    #expect(try await lines("no time here\n") == [LogLine(text: "no time here")])
  }

  @Test func emptyLineIsALine() async throws {
    let time = Timestamp("2026-07-01T12:30:45Z")
    #expect(
      try await lines("2026-07-01T12:30:45Z \n2026-07-01T12:30:45Z\n") == [
        LogLine(time: time, text: ""), LogLine(time: time, text: ""),
      ])
  }

  @Test func lastLineNeedsNoEnd() async throws {
    #expect(try await lines("2026-07-01T12:30:45Z a\nb").map(\.text) == ["a", "b"])
  }

  @Test func invalidBytesAreReplaced() async throws {
    let body = Body(Array("2026-07-01T12:30:45Z a".utf8) + [0xFF] + Array("b\n".utf8))
    var texts: [String] = []
    for try await batch in LogBatches(body) { texts += batch.map(\.text) }
    #expect(texts == ["a\u{FFFD}b"])
  }

  @Test func endlessLineIsCut() async throws {
    let piece = String(repeating: "x", count: 100_000)
    let lines = try await lines("2026-07-01T12:30:45Z ", piece, piece, piece, piece, "\nshort\n")
    #expect(lines.map(\.isCut) == [true, false])
    #expect(lines[0].text.utf8.count < LogBatches.longestLine)
    #expect(lines[1].text == "short")
  }
}
