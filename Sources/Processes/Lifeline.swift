/// A program that a shell looks after, which ends it when this process is gone.
///
/// The shell's input is a pipe that nothing is written to: it ends with us, even if we are killed. A
/// signal on the parent's death (`PR_SET_PDEATHSIG`) would be sent when the thread ends that started
/// the program, and those come and go.
struct Lifeline {
  /// The shell, with the program.
  let command: ProcessCommand
  /// The pipe.
  let input: StandardInput

  init(_ command: ProcessCommand) throws(ProcessError) {
    guard ProcessRunner.path(of: command.executable) != nil else {
      throw .executableNotFound(command.executable)
    }
    var command = command
    command.arguments = ["-c", Self.script, "sh", command.executable] + command.arguments
    command.executable = "/bin/sh"
    self.command = command
    input = try .endingWithUs()
  }

  private static let script = """
    exec 3<&0
    "$@" </dev/null 3<&- & child=$!
    (read -r _; kill "$child") <&3 >/dev/null 2>&1 3<&- & watch=$!
    exec 3<&-
    trap 'kill "$child"' TERM INT HUP
    wait "$child"
    code=$?
    kill "$watch" 2>/dev/null
    exit "$code"
    """
}
