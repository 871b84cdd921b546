import Documents
import Kubernetes
import Logs
import Testing

@testable import Commands

@Suite struct LogLineWriterTests {
  private let web = LogSource(
    pod: ObjectName(namespace: "shop", name: "web-1"), container: "app", node: "worker-1")
  private let db = LogSource(pod: ObjectName(namespace: "data", name: "db-0"), container: "pg")

  private func packed(
    _ texts: [[UInt8]], isCut: Bool = false, level: LogLevel = .unknown
  ) -> PackedLines {
    var lines = PackedLines()
    for (index, text) in texts.enumerated() {
      let time = 1_782_909_000_000_000_005 + Int64(index) * 1_500_000_000
      lines.append(text, time: time, source: 0, level: level, isCut: isCut)
    }
    return lines
  }

  private func write(
    _ options: LogLineWriter.Options, _ runs: (log: Int, lines: PackedLines)...
  ) -> [UInt8] {
    var writer = LogLineWriter(options)
    writer.add(web, as: 1)
    writer.add(db, as: 2)
    var bytes: [UInt8] = []
    for run in runs {
      writer.append(
        LogMerge.Run(log: run.log, lines: run.lines, range: 0..<run.lines.count), to: &bytes)
    }
    writer.finish(&bytes)
    return bytes
  }

  private func text(
    _ options: LogLineWriter.Options, _ lines: String..., level: LogLevel = .unknown
  ) -> String {
    String(
      decoding: write(options, (1, packed(lines.map { Array($0.utf8) }, level: level))),
      as: UTF8.self)
  }

  // MARK: Raw

  @Test func bytesAreAsTheyAre() {
    let line: [UInt8] = [0, 0xFF, 0x1B, 0x5B, 0x32, 0x4A, 0x0D]
    #expect(write(.init(), (1, packed([line, []]))) == line + [10, 10])
  }

  @Test func timesAreAsTheServerWritesThem() {
    #expect(
      text(.init(hasTimes: true), "a", "b")
        == "2026-07-01T12:30:00.000000005Z a\n2026-07-01T12:30:01.500000005Z b\n")
  }

  @Test func prefixesAreKubectls() {
    #expect(
      text(.init(hasTimes: true, hasPrefixes: true), "a")
        == "[pod/web-1/app] 2026-07-01T12:30:00.000000005Z a\n")
  }

  @Test func piecesOfALineAreOneLine() {
    let first = packed([Array("ab".utf8)], isCut: true)
    let rest = packed([Array("cd".utf8)])
    #expect(
      write(.init(hasPrefixes: true), (1, first), (1, rest))
        == "[pod/web-1/app] abcd\n".utf8.map { $0 })
  }

  @Test func anotherLogsLineDoesNotGoOnWithACutOne() {
    let first = packed([Array("ab".utf8)], isCut: true)
    #expect(write(.init(), (1, first), (2, packed([Array("x".utf8)]))) == Array("ab\nx\n".utf8))
  }

  @Test func aLogThatEndsWithoutALineEndIsPrintedSo() {
    #expect(write(.init(), (1, packed([Array("ab".utf8)], isCut: true))) == Array("ab".utf8))
  }

  // MARK: Default

  @Test func whoseALineIsStandsInFrontOfIt() {
    #expect(text(.init(format: .default, namesSources: true), "a") == "web-1 app a\n")
    #expect(
      text(.init(format: .default, namesSources: true, namesNamespaces: true), "a")
        == "shop/web-1 app a\n")
    #expect(text(.init(format: .default), "a") == "a\n")
  }

  @Test func onATerminalNothingMovesTheCursor() {
    let options = LogLineWriter.Options(format: .default, isTerminal: true)
    #expect(text(options, "a\u{1B}[2Jb\u{1B}]0;title\u{07}c\u{08}\u{9B}31md") == "abc␈d\n")
    #expect(text(options, "10%\r20%\r") == "20%\n")
    #expect(text(options, "\u{1B}[31mred\u{1B}[0m") == "red\n")
  }

  @Test func onATerminalALineEndsEvenIfItWasCut() {
    let options = LogLineWriter.Options(isTerminal: true)
    #expect(write(options, (1, packed([[0x61]], isCut: true))) == [0x61, 10])
  }

  @Test func coloursOfALineAreKeptAndTakenBack() {
    let options = LogLineWriter.Options(format: .default, isTerminal: true, hasColors: true)
    #expect(text(options, "a\u{1B}[31mred") == "a\u{1B}[31mred\u{1B}[0m\n")
    #expect(
      text(options, "\u{1B}[1;38;5;200mx") == "\u{1B}[1;38;5;200mx\u{1B}[0m\n")
  }

  @Test func levelsHaveColours() {
    let options = LogLineWriter.Options(format: .default, isTerminal: true, hasColors: true)
    #expect(text(options, "no", level: .error) == "\u{1B}[31mno\u{1B}[0m\n")
    #expect(text(options, "hm", level: .warning) == "\u{1B}[33mhm\u{1B}[0m\n")
    #expect(text(options, "ok", level: .info) == "ok\n")
  }

  @Test func whatIsLookedForStandsOut() {
    let options = LogLineWriter.Options(
      format: .default, isTerminal: true, hasColors: true, highlights: ["b+"])
    #expect(text(options, "abba B") == "a\u{1B}[1;7mbb\u{1B}[0ma B\n")
    #expect(
      text(options, "\u{1B}[31mab\u{1B}[0mb")
        == "\u{1B}[31ma\u{1B}[0m\u{1B}[1;7;31mb\u{1B}[0m\u{1B}[1;7mb\u{1B}[0m\n")
  }

  // MARK: JSON

  @Test func anObjectHasAllThatIsKnown() throws {
    let line = text(.init(format: .json), #"say "hi" \ "# + "\u{1B}é")
    #expect(line.hasSuffix("}\n") && !line.dropLast().contains("\n"))
    #expect(!line.contains("\u{1B}"))
    #expect(
      try Value(json: Array(line.utf8)) == [
        "time": "2026-07-01T12:30:00.000000005Z", "namespace": "shop", "pod": "web-1",
        "container": "app", "node": "worker-1",
        "message": .string(#"say "hi" \ "# + "\u{1B}é"),
      ])
  }

  @Test func whatIsNoTextIsReplacedInAnObject() throws {
    let bytes = write(.init(format: .json), (1, packed([[0x61, 0xFF]])))
    #expect(try Value(json: bytes)["message"] == "a\u{FFFD}")
  }

  // MARK: Pretty

  @Test func ofStructuredLinesTheMessageComesFirst() {
    let options = LogLineWriter.Options(format: .pretty)
    #expect(
      text(options, #"{"ts":1,"level":"warn","msg":"slow","path":"/a b","n":[1,2]}"#)
        == "WARNING slow path=\"/a b\" n=[1,2]\n")
    #expect(
      text(options, "time=1 level=error logger=db msg=\"no answer\" try=3")
        == "ERROR db: no answer try=3\n")
  }

  @Test func otherLinesAreLeftAsTheyAreAndHarmless() {
    #expect(text(.init(format: .pretty), "plain {", "\u{1B}[2Jx") == "plain {\nx\n")
    #expect(
      text(.init(format: .pretty), #"{"msg":"a\u001b[2Jb"}"#) == "a␛[2Jb\n")
  }
}
