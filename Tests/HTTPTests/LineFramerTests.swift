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
      ["123456789\nab\n"], ["1234567", "89\nab", "\n"], ["12345", "6", "789\n", "ab\n"],
    ])
  func aLongerLineIsSplit(chunks: [String]) throws {
    #expect(try lines(chunks, limit: 5, excess: .split) == ["12345", "6789", "ab"])
  }

  @Test func aPieceIsHandedOutBeforeTheLineEndsAndKnownAsOne() throws {
    var framer = LineFramer(limit: 3, excess: .split)
    framer.append(Array("abcd".utf8))
    #expect(try framer.nextLine().map(Array.init) == Array("abc".utf8))
    #expect(framer.isWithinLine)
    #expect(try framer.nextLine() == nil)
    framer.append(Array("e\nf\n".utf8))
    #expect(try framer.nextLine().map(Array.init) == Array("de".utf8))
    #expect(!framer.isWithinLine)
  }

  @Test(arguments: [
    ("aaü\n", ["aa", "ü"]), ("aa€\n", ["aa", "€"]), ("aa😀b\n", ["aa", "😀b"]),
    ("äöü\n", ["ä", "ö", "ü"]), ("abcü\n", ["abc", "ü"]), ("abcdefg\n", ["abc", "def", "g"]),
  ])
  func aSplitNeverGoesThroughACharacter(text: String, expected: [String]) throws {
    #expect(try lines([text], limit: text.contains("😀") ? 5 : 3, excess: .split) == expected)
  }

  @Test func whateverTheBytesNothingIsLost() throws {
    let bytes: [UInt8] = [0x80, 0x80, 0x80, 0x80, 0x80, 0xc3, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0x61]
    for size in 1...bytes.count {
      for limit in 1...6 {
        var framer = LineFramer(limit: limit, excess: .split)
        var joined: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
          let chunk = Array(bytes[start..<min(start + size, bytes.count)])
          for piece in try framer.lines(adding: chunk) {
            #expect((1...limit).contains(piece.count))
            joined += piece
          }
        }
        joined += framer.finish() ?? []
        #expect(joined == bytes)
      }
    }
  }

  @Test func aHundredMegabytesWithoutANewlineAreSplit() throws {
    var framer = LineFramer(limit: 64 << 10, excess: .split)
    let chunk = [UInt8](repeating: 0x61, count: 1 << 20)
    var count = 0
    for _ in 0..<100 { count += try framer.lines(adding: chunk).reduce(0) { $0 + $1.count } }
    count += try framer.lines(adding: Array("\n".utf8)).reduce(0) { $0 + $1.count }
    #expect(count == 100 << 20)
  }

  @Test func oneByteAtATimeTakesLinearTime() throws {
    // Quadratic, this would take minutes.
    var framer = LineFramer(limit: 1 << 20)
    for _ in 0..<(1 << 19) { #expect(try framer.lines(adding: [0x61]).isEmpty) }
    #expect(try framer.lines(adding: [0x0a]).map(\.count) == [1 << 19])
  }
}
