import Processes
import Testing

@Suite struct ProcessRunnerTests {
  let runner = ProcessRunner()

  func shell(_ script: String, input: [UInt8]? = nil) -> ProcessCommand {
    ProcessCommand("sh", ["-c", script], input: input)
  }

  @Test func outputErrorsAndExitCodeComeBack() async throws {
    let result = try await runner.run(shell("echo out; echo err >&2; exit 3"))
    #expect(result.exit == .code(3))
    #expect(result.outputText == "out\n")
    #expect(result.errorText == "err\n")
  }

  @Test func aProgramEndedByASignalSaysWhich() async throws {
    let result = try await runner.run(shell("kill -TERM $$"))
    #expect(result.exit == .signal(15))
  }

  @Test func inputReachesTheProgram() async throws {
    let input = [UInt8](repeating: 65, count: 3_000_000)
    let result = try await runner.run(ProcessCommand("cat", input: input))
    #expect(result.output == input)
  }

  @Test func aProgramThatIgnoresItsInputIsNoError() async throws {
    let result = try await runner.run(
      ProcessCommand("true", input: [UInt8](repeating: 65, count: 1_000_000)))
    #expect(result.exit.isSuccess)
  }

  @Test func withoutInputTheProgramReadsNothing() async throws {
    let result = try await runner.run(ProcessCommand("cat"))
    #expect(result.output.isEmpty)
    #expect(result.exit.isSuccess)
  }

  @Test func theEnvironmentIsChangedNotReplaced() async throws {
    let runner = ProcessRunner(environment: ["DUET_A": "runner", "DUET_B": "runner"])
    var command = shell("echo $DUET_A $DUET_B ${HOME-unset} ${PATH:+path}")
    command.environment = ["DUET_B": "command", "HOME": nil]
    let result = try await runner.run(command)
    #expect(result.outputText == "runner command unset path\n")
  }

  @Test func theWorkingDirectoryIsUsed() async throws {
    let result = try await runner.run(ProcessCommand("pwd", workingDirectory: "/usr"))
    #expect(result.outputText == "/usr\n")
  }

  @Test(arguments: ["no-such-program-here", "/no/such/program"])
  func aMissingProgramIsNamed(name: String) async {
    await #expect(throws: ProcessError.executableNotFound(name)) {
      try await runner.run(ProcessCommand(name))
    }
  }

  @Test func aMissingWorkingDirectoryIsNamed() async {
    await #expect(throws: ProcessError.workingDirectoryUnusable("/no/such/folder")) {
      try await runner.run(ProcessCommand("true", workingDirectory: "/no/such/folder"))
    }
  }

  @Test func tooMuchOutputEndsTheProgram() async {
    await #expect(throws: ProcessError.tooMuchOutput(executable: "yes", limit: 1000)) {
      try await runner.run(ProcessCommand("yes"), limits: ProcessLimits(outputBytes: 1000))
    }
  }

  @Test func errorsAreKeptUpToTheLimit() async throws {
    let result = try await runner.run(
      shell("head -c 200000 /dev/zero >&2; echo done"), limits: ProcessLimits(errorBytes: 10))
    #expect(result.errors.count == 10)
    #expect(result.outputText == "done\n")
  }

  @Test func aSlowProgramTimesOut() async {
    let limit = Duration.milliseconds(20)
    await #expect(throws: ProcessError.timedOut(executable: "sleep", limit: limit)) {
      try await runner.run(ProcessCommand("sleep", ["60"]), limits: ProcessLimits(timeout: limit))
    }
  }

  @Test func aProgramThatClosesItsOutputsTimesOutToo() async {
    let limit = Duration.milliseconds(50)
    await #expect(throws: ProcessError.timedOut(executable: "sh", limit: limit)) {
      try await runner.run(
        shell("exec >&- 2>&-; exec sleep 60"), limits: ProcessLimits(timeout: limit))
    }
  }

  @Test func cancellingEndsTheProgramAndItsChildren() async throws {
    let (started, begin) = AsyncStream.makeStream(of: String.self)
    let task = Task {
      try await runner.stream(shell("sleep 60 & echo $!; wait")) { begin.yield($0.text) }
    }
    let child = await started.first { _ in true } ?? ""
    task.cancel()
    let result = await task.result
    #expect(throws: ProcessError.cancelled) { try result.get() }
    // It has the signal by now, and ends as soon as it gets to run. A zombie has ended.
    var state = "unknown"
    for _ in 0..<100 where state != "" {
      state = try await runner.run(shell("ps -o stat= -p \(child) | grep -v Z; true")).outputText
    }
    #expect(state == "")
  }

  @Test func aChildThatKeepsTheOutputOpenDoesNotHoldUpTheResult() async throws {
    let result = try await runner.run(
      shell("sleep 300 & echo $!"), limits: ProcessLimits(timeout: .seconds(200)))
    #expect(result.exit.isSuccess)
    _ = try await runner.run(shell("kill \(result.outputText)"))
  }

  @Test func programsHaveNoTerminal() async throws {
    let result = try await runner.run(shell("(exec < /dev/tty) 2>/dev/null && echo terminal; true"))
    #expect(result.outputText == "")
  }

  @Test func largeOutputComesWhole() async throws {
    let result = try await runner.run(shell("head -c 20000000 /dev/zero"))
    #expect(result.output.count == 20_000_000)
  }
}
