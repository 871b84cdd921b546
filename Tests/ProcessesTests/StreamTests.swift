import Processes
import Testing

@Suite struct StreamTests {
  /// Runs a script and returns the lines of one of its outputs, in order.
  func lines(
    of script: String, from source: ProcessLine.Source = .standardOutput
  ) async throws -> [String] {
    let (stream, continuation) = AsyncStream.makeStream(of: ProcessLine.self)
    _ = try await ProcessRunner().stream(ProcessCommand("sh", ["-c", script])) {
      continuation.yield($0)
    }
    continuation.finish()
    return await stream.filter { $0.source == source }.map(\.text).reduce(into: []) {
      $0.append($1)
    }
  }

  @Test func linesComeInOrderAndWithoutTheirBreaks() async throws {
    #expect(try await lines(of: "printf 'a\\n\\nb\\r\\nc'") == ["a", "", "b", "c"])
  }

  @Test func errorsAreTheirOwnLines() async throws {
    #expect(try await lines(of: "echo out; echo err >&2", from: .standardError) == ["err"])
  }

  @Test func aLineThatNeverEndsComesInPieces() async throws {
    let pieces = try await lines(of: "head -c 2500000 /dev/zero | tr '\\0' x")
    #expect(pieces.map(\.count) == [1 << 20, 1 << 20, 2_500_000 - (2 << 20)])
  }

  @Test func theExitIsReturned() async throws {
    let exit = try await ProcessRunner().stream(ProcessCommand("sh", ["-c", "exit 4"])) { _ in }
    #expect(exit == .code(4))
  }
}
