internal import Glibc
internal import Synchronization

extension ProcessRunner {
  /// Runs a program that gets the terminal: an editor, a shell in a container.
  ///
  /// The caller has left the full screen and reads no keys until this returns. The program is a job
  /// of its own in the terminal's foreground, as a shell would run it: what the keyboard sends
  /// (Ctrl-C, Ctrl-\, Ctrl-Z) goes to it alone. When it is stopped, so is this process, and its shell
  /// has the terminal; brought back with `fg`, both go on. Afterwards the terminal has the modes that
  /// it had before, whatever the program did to them.
  ///
  /// With `keepsErrors` the last of what the program writes to standard error is returned, and is
  /// seen on the terminal all the same; the program then finds no terminal there. The command's
  /// `input` and `workingDirectory` aren't used. Cancelling the task ends the program.
  public func runInForeground(
    _ command: ProcessCommand, terminal: Int32 = 0, keepsErrors: Bool = false
  ) async throws(ProcessError) -> (exit: ProcessExit, errors: String) {
    guard let path = Self.path(of: command.executable) else {
      throw .executableNotFound(command.executable)
    }
    var variables = Self.environment
    for (name, value) in environment.merging(command.environment, uniquingKeysWith: { $1 }) {
      variables[name] = value
    }
    let job = ForegroundJob(
      path: path, words: [command.executable] + command.arguments,
      environment: variables.map { "\($0.key)=\($0.value)" }, terminal: terminal,
      keepsErrors: keepsErrors)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        OwnThread { continuation.resume(returning: job.run()) }.detach()
      }
    } onCancel: {
      job.end()
    }
    switch outcome {
    case .success(let ending): return ending
    case .failure(let error): throw .system(executable: command.executable, detail: error.words)
    }
  }

  /// The file of a program: itself where it is a path, or else the first in `PATH` that may be run.
  static func path(of executable: String) -> String? {
    if executable.contains("/") { return access(executable, X_OK) == 0 ? executable : nil }
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").lazy.map { "\($0)/\(executable)" }
      .first { access($0, X_OK) == 0 }
  }

  /// Whether there is such a program.
  public static func canRun(_ executable: String) -> Bool { path(of: executable) != nil }

  private static var environment: [String: String] {
    var found: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { found[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return found
  }
}
