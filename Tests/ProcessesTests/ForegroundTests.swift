import Processes
import Testing

/// Programs that get the terminal; how they share one is tested in a real one, end to end.
@Suite struct ForegroundTests {
  private func run(_ script: String, keepsErrors: Bool = false) async throws -> (
    exit: ProcessExit, errors: String
  ) {
    try await ProcessRunner(environment: ["WORD": "one"]).runInForeground(
      ProcessCommand("sh", ["-c", script], environment: ["OTHER": "two"]), terminal: -1,
      keepsErrors: keepsErrors)
  }

  @Test(arguments: [
    ("exit 5", ProcessExit.code(5)), ("kill -9 $$", .signal(9)), ("true", .code(0)),
  ])
  func theEndIsReturned(script: String, exit: ProcessExit) async throws {
    #expect(try await run(script).exit == exit)
  }

  @Test func aMissingEditorIsNamed() async {
    await #expect(throws: ProcessError.executableNotFound("no-such-editor")) {
      _ = try await ProcessRunner().runInForeground(ProcessCommand("no-such-editor"))
    }
  }

  @Test func whatCannotBeRunIsToldWithTheSystemsWords() async {
    await #expect(throws: ProcessError.self) {
      _ = try await ProcessRunner().runInForeground(ProcessCommand("/dev"))
    }
  }

  @Test func itIsAProcessGroupOfItsOwnWithTheEnvironment() async throws {
    let script = "[ $(ps -o pgid= -p $$) = $$ ] && [ $WORD$OTHER = onetwo ]"
    #expect(try await run(script).exit == .code(0))
  }

  @Test func theLastOfItsErrorsIsKept() async throws {
    let script = "head -c 100000 /dev/zero | tr '\\0' '\\n' >&2; echo no such shell >&2; exit 1"
    let result = try await run(script, keepsErrors: true)
    #expect(result.errors.hasSuffix("no such shell\n"))
    #expect(result.errors.utf8.count == 4096)
  }

  @Test func aChildThatKeepsTheErrorsOpenIsNotWaitedFor() async throws {
    let result = try await run("sleep 300 & echo $! >&2", keepsErrors: true)
    #expect(result.exit == .code(0))
    _ = try await run("kill \(result.errors)")
  }

  @Test func cancellingEndsIt() async throws {
    let task = Task { try await run("kill -STOP $$; sleep 300") }
    task.cancel()
    let result = await task.result
    // Cancelled before it was started, or ended as by a terminal that is gone.
    if case .success(let ending) = result { #expect(ending.exit == .signal(1)) }
  }
}
