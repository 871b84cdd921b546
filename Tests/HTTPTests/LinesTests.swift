import HTTP
import Testing

/// A body read as lines.
@Suite struct LinesTests {
  /// A body of given chunks, and then an error if there is one.
  private final class Script: Body.Source {
    private let chunks: Remaining

    init(_ chunks: [String], then failure: TransportError? = nil) {
      self.chunks = Remaining(chunks.map { Array($0.utf8) }, failure)
    }

    func next() async throws(TransportError) -> [UInt8]? { try await chunks.next() }

    private actor Remaining {
      private var chunks: [[UInt8]]
      private let failure: TransportError?

      init(_ chunks: [[UInt8]], _ failure: TransportError?) {
        self.chunks = chunks
        self.failure = failure
      }

      func next() throws(TransportError) -> [UInt8]? {
        if chunks.isEmpty, let failure { throw failure }
        return chunks.isEmpty ? nil : chunks.removeFirst()
      }
    }
  }

  @Test func linesComeOneByOne() async throws {
    var lines: [String] = []
    for try await line in Body(Script(["a\nb", "c\nd"])).lines() {
      lines.append(String(decoding: line, as: UTF8.self))
    }
    #expect(lines == ["a", "bc", "d"])
  }

  @Test func batchesHoldWhatAChunkCompletes() async throws {
    var batches: [[String]] = []
    for try await lines in Body(Script(["a\nb\nc", "d", "\ne\n"])).lineBatches() {
      batches.append(lines.map { String(decoding: $0, as: UTF8.self) })
    }
    #expect(batches == [["a", "b"], ["cd", "e"]])
  }

  @Test func linesBeforeAFailureAreRead() async throws {
    let body = Body(Script(["a\nb"], then: TransportError(.connectionLost)))
    var lines: [String] = []
    await #expect(throws: TransportError(.connectionLost)) {
      for try await line in body.lines() { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(lines == ["a"])
  }

  @Test func theEndIsRepeated() async throws {
    var lines = Body(Script(["a"])).lines().makeAsyncIterator()
    #expect(try await lines.next() == Array("a".utf8)[...])
    #expect(try await lines.next() == nil)
    #expect(try await lines.next() == nil)
  }

  @Test func collectingJoinsChunks() async throws {
    #expect(try await Body(Script(["ab", "c", "def"])).collect() == Array("abcdef".utf8))
    #expect(try await Body(Script(["ab"])).collect() == Array("ab".utf8))
    #expect(try await Body(Script([])).collect() == [])
  }

  @Test func collectingStopsAboveTheLimit() async throws {
    #expect(try await Body(Script(["ab", "c"])).collect(upTo: 3).count == 3)
    let endless = Body(Script(["ab", "cd"], then: TransportError(.connectionLost)))
    await #expect(throws: TransportError(.tooLarge(limit: 3))) {
      try await endless.collect(upTo: 3)
    }
  }
}
