import Console
import ConsoleRuntime
import Processes

/// Runs programs beside the deck.
enum BackgroundProgram {
  /// Runs a program until it has ended or the task is cancelled; its children end with it, and it with
  /// this process.
  static func run(
    _ program: Program, receive: @escaping @Sendable (String) async -> Void
  ) async -> ProgramEnding {
    do throws(ProcessError) {
      let exit = try await ProcessRunner().stream(
        ProcessCommand(program.executable, program.arguments, environment: program.environment),
        endsWithUs: true
      ) { await receive($0.text) }
      return ProgramEnding(exit)
    } catch {
      return ProgramEnding(error)
    }
  }
}

extension ProgramEnding {
  init(_ exit: ProcessExit) {
    switch exit {
    case .code(let code): self = .exited(code)
    case .signal(let number): self = .signal(number)
    }
  }

  init(_ error: ProcessError) {
    switch error {
    case .cancelled, .timedOut, .tooMuchOutput: self = .stopped
    case .executableNotFound(let name): self = .notStarted("\(name) isn't installed")
    case .workingDirectoryUnusable(let path): self = .notStarted("\(path) can't be entered")
    case .system(_, let detail): self = .notStarted(detail)
    }
  }
}
