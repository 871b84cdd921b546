import Processes
import Synchronization
import Testing

/// Programs that end with this process.
@Suite struct LifelineTests {
  @Test func itsLinesAndItsEndComeAsWithout() async throws {
    let lines = Mutex<[String]>([])
    let exit = try await ProcessRunner().stream(
      ProcessCommand("sh", ["-c", "echo one; echo two >&2; exit 7"]), endsWithUs: true
    ) { line in lines.withLock { $0.append(line.text) } }
    #expect(exit == .code(7))
    #expect(lines.withLock { $0.sorted() } == ["one", "two"])
  }

  @Test func cancellingEndsItAndAllItStarted() async throws {
    let (pids, sink) = AsyncStream.makeStream(of: String.self)
    let task = Task {
      try await ProcessRunner().stream(
        ProcessCommand("sh", ["-c", "echo $$; sleep 300; echo late"]), endsWithUs: true
      ) { sink.yield($0.text) }
    }
    let pid = await pids.first { _ in true } ?? ""
    task.cancel()
    let result = await task.result
    #expect(throws: ProcessError.cancelled) { try result.get() }
    // It has the signal by now, and ends as soon as it gets to run. A zombie has ended.
    var state = "unknown"
    for _ in 0..<100 where state != "" {
      state = try await ProcessRunner().run(
        ProcessCommand("sh", ["-c", "ps -o stat= -p \(pid) | grep -v Z; true"])
      ).outputText
    }
    #expect(state == "")
  }

  @Test func aMissingProgramIsNamed() async {
    await #expect(throws: ProcessError.executableNotFound("no-such-kubectl")) {
      try await ProcessRunner().stream(ProcessCommand("no-such-kubectl"), endsWithUs: true) { _ in }
    }
  }
}
