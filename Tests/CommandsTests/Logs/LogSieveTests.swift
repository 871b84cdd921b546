import Logs
import Testing

@testable import Commands

@Suite struct LogSieveTests {
  private func lines(_ texts: String...) -> PackedLines {
    var lines = PackedLines()
    for text in texts {
      let level = text.utf8.withContiguousStorageIfAvailable { LogLevel(recognizing: $0) }
      lines.append(Array(text.utf8), time: 1, source: 0, level: level ?? .unknown)
    }
    return lines
  }

  private func texts(_ lines: PackedLines) -> [String] { lines.entries.indices.map(lines.text) }

  private func pass(_ filter: LogFilter, _ lines: PackedLines) -> [String] {
    var sieve = LogSieve(filter)
    return texts(sieve.pass(lines))
  }

  @Test func oneOfWhatIsIncludedHasToMatch() {
    let filter = LogFilter(including: ["GET", "P[OU]"], excluding: [], leastLevel: .unknown)
    #expect(pass(filter, lines("GET /", "PUT /", "get /", "HEAD /")) == ["GET /", "PUT /"])
  }

  @Test func nothingOfWhatIsExcludedMayMatch() {
    let filter = LogFilter(including: ["/"], excluding: ["health", "ready"], leastLevel: .unknown)
    #expect(pass(filter, lines("GET /a", "GET /health", "GET /ready", "x")) == ["GET /a"])
  }

  @Test func letterCaseMattersUnlessItIsSaidNotTo() {
    let filter = LogFilter(including: ["(?i)error"], excluding: ["Fatal"], leastLevel: .unknown)
    #expect(pass(filter, lines("Error", "fatal ERROR", "Fatal error")) == ["Error", "fatal ERROR"])
  }

  @Test func levelsAreLeast() {
    let filter = LogFilter(including: [], excluding: [], leastLevel: .warning)
    #expect(
      pass(filter, lines("level=info a", "level=warn b", "[error] c", "plain"))
        == ["level=warn b", "[error] c"])
  }

  @Test func aLimitCutsTheLineThatGoesBeyondIt() {
    var sieve = LogSieve(LogFilter(), limit: 6)
    let passed = sieve.pass(lines("abc", "defg", "h"))
    #expect(texts(passed) == ["abc", "de"])
    #expect(passed.entries.map(\.isCut) == [false, true])
    #expect(sieve.isFull)
  }

  @Test func aLimitMayEndWithALine() {
    var sieve = LogSieve(LogFilter(), limit: 8)
    let passed = sieve.pass(lines("abc", "def", "ghi"))
    #expect(texts(passed) == ["abc", "def"])
    #expect(passed.entries.map(\.isCut) == [false, false])
  }

  @Test func aLimitCountsTimesThatArePrinted() {
    var sieve = LogSieve(LogFilter(), limit: 34, hasTimes: true)
    #expect(texts(sieve.pass(lines("abcdef"))) == ["abc"])
  }
}
