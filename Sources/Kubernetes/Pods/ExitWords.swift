/// What it means that a program ended as it did.
public enum ExitWords {
  /// The end of a container's run in a few words: `exit code 127: the command wasn't found`.
  public static func words(exitCode: Int, signal: Int = 0) -> String {
    if signal != 0 { return "ended by \(name(ofSignal: signal))" }
    guard let meaning = meaning(ofExitCode: exitCode) else { return "exit code \(exitCode)" }
    return "exit code \(exitCode): \(meaning)"
  }

  /// What an exit code means; nil for one that only the program itself knows.
  public static func meaning(ofExitCode code: Int) -> String? {
    switch code {
    case 0: "it came to its end"
    case 1: "an error of the program's own"
    case 2: "wrong arguments, or a panic of a Go program"
    case 125: "the container runtime failed"
    case 126: "the command can't be executed"
    case 127: "the command wasn't found"
    case 128: "the container couldn't be started"
    case 130: "interrupted (SIGINT)"
    case 134: "it aborted itself (SIGABRT)"
    case 137: "killed (SIGKILL), for want of memory or because it didn't end when asked to"
    case 139: "a fault in its use of memory (SIGSEGV)"
    case 143: "asked to end (SIGTERM)"
    case 129...159: "ended by \(name(ofSignal: code - 128))"
    case 255: "an error, or an exit status that doesn't fit"
    default: nil
    }
  }

  /// The name of a signal as Linux numbers them: `SIGKILL`, or `signal 42`.
  public static func name(ofSignal signal: Int) -> String {
    let names = [
      "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
      "PIPE", "ALRM", "TERM",
    ]
    return names.indices.contains(signal - 1) ? "SIG\(names[signal - 1])" : "signal \(signal)"
  }
}
