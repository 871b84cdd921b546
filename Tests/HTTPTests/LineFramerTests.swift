import HTTP
import Testing

/// Cutting chunks into lines.
@Suite struct LineFramerTests {
  /// The lines that come of chunks, the unfinished last one included.
  private func lines(
    _ chunks: [String], limit: Int = 100, excess: LineFramer.Excess = .fail
  ) throws -> [String] {
    var framer = LineFramer(limit: limit, excess: excess)
    var lines: [String] = []
    for chunk in chunks {
      for line in try framer.lines(adding: Array(chunk.utf8)) {
        lines.append(String(decoding: line, as: UTF8.self))
      }
    }
    if let rest = framer.finish() { lines.append(String(decoding: rest, as: UTF8.self)) }
    return lines
  }

  @Test(
    arguments: [
      (["a\nb\n"], ["a", "b"]),
      (["a\nb"], ["a", "b"]),
      (["a", "b\nc", "d", "\n"], ["ab", "cd"]),
      (["\n\n", "\n"], ["", "", ""]),
      (["a\r\n"], ["a\r"]),
      ([], []),
      (["a\n", "\nb\n"], ["a", "", "b"]),
    ])
  func chunksBecomeLines(chunks: [String], expected: [String]) throws {
    #expect(try lines(chunks) == expected)
  }

  @Test func theCutsOfChunksMakeNoDifference() throws {
    let text = Array("one\ntwo\n\nthree is long\nünï\nlast".utf8)
    for size in 1...text.count {
      var framer = LineFramer(limit: 100)
      var joined: [UInt8] = []
      for start in stride(from: 0, to: text.count, by: size) {
        let chunk = Array(text[start..<min(start + size, text.count)])
        for line in try framer.lines(adding: chunk) { joined += line + [0x0a] }
      }
      joined += framer.finish() ?? []
      #expect(joined == text)
    }
  }

  @Test func linesThatWereNotReadStayInOrder() throws {
    var framer = LineFramer(limit: 100)
    framer.append(Array("a\nb\nc".utf8))
    #expect(try framer.nextLine().map(Array.init) == Array("a".utf8))
    framer.append(Array("d\ne\n".utf8))
    #expect(try framer.nextLine().map(Array.init) == Array("b".utf8))
    #expect(try framer.nextLine().map(Array.init) == Array("cd".utf8))
    #expect(try framer.nextLine().map(Array.init) == Array("e".utf8))
    #expect(try framer.nextLine() == nil)
  }

  @Test(arguments: [["12345\n"], ["1", "2", "345\n"], ["12345", "\n"]])
  func aLineOfTheLimitsLengthIsWhole(chunks: [String]) throws {
    #expect(try lines(chunks, limit: 5) == ["12345"])
  }

  @Test(arguments: [["123456\n"], ["1", "2", "3456"], ["12345", "6"]])
  func aLongerLineFails(chunks: [String]) {
    #expect(throws: TransportError(.tooLarge(limit: 5))) { try lines(chunks, limit: 5) }
  }

  @Test(
    arguments: [
      ["123456789\nab\n"], ["123456789", "0\nab", "\n"], ["12345", "6", "7\n", "ab\n"],
    ])
  func aLongerLineIsCut(chunks: [String]) throws {
    #expect(try lines(chunks, limit: 5, excess: .cut(marker: "…")) == ["12345…", "ab"])
  }

  @Test func aCutLineIsHandedOutBeforeItsEnd() throws {
    var framer = LineFramer(limit: 3, excess: .cut(marker: "!"))
    #expect(try framer.lines(adding: Array("abcd".utf8)).map(Array.init) == [Array("abc!".utf8)])
    #expect(try framer.lines(adding: Array("efgh".utf8)).isEmpty)
    #expect(framer.finish() == nil)
  }

  @Test(arguments: [
    ("aaü\n", "aa…"), ("aa€\n", "aa…"), ("a😀b\n", "a…"), ("äöü\n", "ä…"), ("abcü\n", "abc…"),
  ])
  func aCutNeverSplitsACharacter(text: String, expected: String) throws {
    #expect(try lines([text], limit: 3, excess: .cut(marker: "…")) == [expected])
  }

  @Test func aHundredMegabytesWithoutANewlineAreCut() throws {
    var framer = LineFramer(limit: 64 << 10, excess: .cut(marker: "…"))
    let chunk = [UInt8](repeating: 0x61, count: 1 << 20)
    var lines: [Int] = []
    for _ in 0..<100 { lines += try framer.lines(adding: chunk).map(\.count) }
    lines += try framer.lines(adding: Array("\nb\n".utf8)).map(\.count)
    #expect(lines == [64 << 10 + 3, 1])
  }

  @Test func oneByteAtATimeTakesLinearTime() throws {
    // Quadratic, this would take minutes.
    var framer = LineFramer(limit: 1 << 20)
    for _ in 0..<(1 << 19) { #expect(try framer.lines(adding: [0x61]).isEmpty) }
    #expect(try framer.lines(adding: [0x0a]).map(\.count) == [1 << 19])
  }
}
