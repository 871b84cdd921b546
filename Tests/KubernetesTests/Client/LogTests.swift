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

  @Test func lastLineNeedsNoEndAndIsKnown() async throws {
    let lines = try await lines("2026-07-01T12:30:45Z a\nb")
    #expect(lines.map(\.text) == ["a", "b"])
    #expect(lines.map(\.ending) == [.line, .log])
  }

  @Test func bytesStayAsTheyWereWritten() async throws {
    let written: [UInt8] = [0x61, 0xFF, 0x00, 0x1B, 0x62, 0x0D]
    let body = Body(Array("2026-07-01T12:30:45Z ".utf8) + written + [0x0A])
    var found: [[UInt8]] = []
    for try await batch in LogBatches(body) { found += batch.map { Array($0.bytes) } }
    #expect(found == [written])
  }

  @Test func aLineOfAMegabyteIsWhole() async throws {
    let piece = String(repeating: "x", count: 1 << 18)
    let lines = try await lines("2026-07-01T12:30:45Z ", piece, piece, piece, piece, "\nshort\n")
    #expect(lines.map(\.ending) == [.line, .line])
    #expect(lines[0].bytes.count == 1 << 20)
  }

  @Test func aLongerLineComesInPiecesOfTheSameTime() async throws {
    let text = String(repeating: "2026-07-01T12:30:45Z 0123456789 ", count: 10)
    let body = Body(Array("2026-07-01T12:30:46Z \(text)\n2026-07-01T12:30:47Z b\n".utf8))
    var lines: [LogLine] = []
    for try await batch in LogBatches(body, longestLine: 64) { lines += batch }
    #expect(lines.dropLast().map(\.text).joined() == text)
    #expect(lines.map(\.ending) == [.cut, .cut, .cut, .cut, .cut, .line, .line])
    #expect(Set(lines.dropLast().map(\.time)) == [Timestamp("2026-07-01T12:30:46Z")])
    #expect(lines.last?.text == "b")
  }
}
