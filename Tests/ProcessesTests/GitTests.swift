import Processes
import Testing

@Suite struct GitTests {
  @Test func gitRunsInTheFolderWithoutPrompts() async throws {
    let result = try await ProcessRunner().git(["--version"], in: "/")
    #expect(result.outputText.hasPrefix("git version "))
  }

  @Test func theCommandTakesNoLocksAndAsksNothing() {
    let command = ProcessRunner.gitCommand(["status"], in: "/repository")
    #expect(command.arguments == ["-c", "core.quotepath=off", "status"])
    #expect(command.workingDirectory == "/repository")
    #expect(command.environment["GIT_OPTIONAL_LOCKS"] == "0")
    #expect(command.environment["GIT_TERMINAL_PROMPT"] == "0")
    #expect(command.environment["LC_ALL"] == "C")
    // Present with no value: removed from what the program inherits.
    #expect(command.environment["GIT_DIR"] == .some(nil))
  }
}
