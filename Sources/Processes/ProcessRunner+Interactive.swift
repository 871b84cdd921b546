internal import Subprocess

extension ProcessRunner {
  /// Runs a program that gets the terminal: an editor, a shell.
  ///
  /// The caller has given the terminal back (left the full screen, restored its modes) and takes it
  /// again afterwards. Until the program ends, Ctrl-C and Ctrl-\ are for it alone, as with system(3).
  /// The command's `input` isn't used.
  public func runInteractively(
    _ command: ProcessCommand
  ) async throws(ProcessError) -> ProcessExit {
    let signals = ForegroundSignals()
    defer { signals.restore() }
    do {
      let outcome = try await Subprocess.run(
        configuration(for: command, ownSession: false),
        input: .currentStandardInput, output: .currentStandardOutput,
        error: .currentStandardError)
      return ProcessExit(outcome.terminationStatus)
    } catch {
      throw Self.translate(error, command)
    }
  }
}
