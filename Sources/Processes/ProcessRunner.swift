internal import Subprocess
internal import SystemPackage

/// Runs programs: git, helm, a credential plug-in, a repository's own script, an editor.
///
/// Every program but an interactive one gets a session of its own, so it can't reach the terminal
/// (git or ssh can't ask for a password behind the screen's back), and cancelling the task ends it
/// together with the children it started: a polite signal first, half a second later the other.
public struct ProcessRunner: Sendable {
  /// Changes to the environment of every program; a command's own come on top.
  public var environment: [String: String?]

  /// Makes a runner.
  public init(environment: [String: String?] = [:]) {
    self.environment = environment
  }

  /// Runs a program to its end and returns what it wrote.
  ///
  /// An exit code other than zero is an answer, not an error.
  public func run(
    _ command: ProcessCommand, limits: ProcessLimits = ProcessLimits()
  ) async throws(ProcessError) -> ProcessOutput {
    let (exit, collected) = try await perform(command, timeout: limits.timeout) { output, errors in
      async let errorBytes = Self.collect(errors, keeping: limits.errorBytes)
      var bytes: [UInt8] = []
      for try await chunk in output {
        guard bytes.count + chunk.count <= limits.outputBytes else {
          throw ProcessError.tooMuchOutput(
            executable: command.executable, limit: limits.outputBytes)
        }
        chunk.withUnsafeBytes { bytes.append(contentsOf: $0) }
      }
      return (bytes, try await errorBytes)
    }
    return ProcessOutput(exit: exit, output: collected.0, errors: collected.1)
  }

  /// Runs a program and hands over each line as it is written, in order within each of its outputs.
  ///
  /// The program waits while `receive` does: nothing piles up. Lines longer than a mebibyte come in
  /// pieces of that length.
  ///
  /// With `endsWithUs` the program is ended when this process is gone, however that came about. It then
  /// has no input.
  public func stream(
    _ command: ProcessCommand, timeout: Duration? = nil, endsWithUs: Bool = false,
    receive: @escaping @Sendable (ProcessLine) async -> Void
  ) async throws(ProcessError) -> ProcessExit {
    let lifeline = endsWithUs ? try Lifeline(command) : nil
    return try await perform(
      lifeline?.command ?? command, timeout: timeout, input: lifeline?.input
    ) { output, errors in
      async let ended: Void = Self.lines(of: errors, from: .standardError, receive: receive)
      try await Self.lines(of: output, from: .standardOutput, receive: receive)
      try await ended
    }.0
  }

  private static func collect(
    _ sequence: SubprocessOutputSequence, keeping limit: Int
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await chunk in sequence {
      let room = limit - bytes.count
      guard room > 0 else { continue }
      chunk.withUnsafeBytes { bytes.append(contentsOf: $0.prefix(room)) }
    }
    return bytes
  }

  private static func lines(
    of sequence: SubprocessOutputSequence, from source: ProcessLine.Source,
    receive: @Sendable (ProcessLine) async -> Void
  ) async throws {
    var splitter = LineSplitter()
    for try await chunk in sequence {
      for line in chunk.withUnsafeBytes({ splitter.split($0) }) {
        await receive(ProcessLine(source: source, text: line))
      }
    }
    if let last = splitter.finish() { await receive(ProcessLine(source: source, text: last)) }
  }

  /// Starts the program, lets `body` read its outputs, waits for it, and ends it where it must be.
  private func perform<Result: Sendable>(
    _ command: ProcessCommand, timeout: Duration?, input: StandardInput? = nil,
    body:
      @escaping @Sendable (SubprocessOutputSequence, SubprocessOutputSequence) async throws ->
      Result
  ) async throws(ProcessError) -> (ProcessExit, Result) {
    do {
      let configuration = self.configuration(for: command, ownSession: true)
      let input = try input ?? StandardInput(command.input)
      let answer = try await withThrowingTaskGroup(of: (ProcessExit, Result)?.self) { group in
        group.addTask {
          let outcome = try await Subprocess.run(
            configuration,
            input: .fileDescriptor(input.descriptor, closeAfterSpawningProcess: false),
            output: .sequence, error: .sequence
          ) { execution in
            try await body(execution.standardOutput, execution.standardError)
          }
          return (ProcessExit(outcome.terminationStatus), outcome.closureResult)
        }
        if let timeout {
          group.addTask {
            try await Task.sleep(for: timeout)
            throw ProcessError.timedOut(executable: command.executable, limit: timeout)
          }
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
      }
      // A cancelled read looks like the end of the output; only the task knows better.
      guard !Task.isCancelled, let answer else { throw ProcessError.cancelled }
      return answer
    } catch {
      throw Self.translate(error, command)
    }
  }

  /// What Subprocess needs to know, with this runner's environment and the command's on top.
  func configuration(for command: ProcessCommand, ownSession: Bool) -> Configuration {
    var changes: [Environment.Key: String?] = [:]
    for (name, value) in environment.merging(command.environment, uniquingKeysWith: { $1 }) {
      changes[Environment.Key(stringLiteral: name)] = .some(value)
    }
    var options = PlatformOptions()
    options.createSession = ownSession
    options.teardownSequence = [
      .gracefulShutDown(
        toProcessGroup: ownSession, allowedDurationToNextStep: .milliseconds(500))
    ]
    return Configuration(
      executable: command.executable.contains("/")
        ? .path(FilePath(command.executable)) : .name(command.executable),
      arguments: Arguments(command.arguments),
      environment: .inherit.updating(changes),
      workingDirectory: command.workingDirectory.map { FilePath($0) },
      platformOptions: options)
  }

  static func translate(_ error: any Error, _ command: ProcessCommand) -> ProcessError {
    if Task.isCancelled || error is CancellationError { return .cancelled }
    switch error {
    case let error as ProcessError: return error
    case let error as SubprocessError:
      switch error.code {
      case .executableNotFound: return .executableNotFound(command.executable)
      case .failedToChangeWorkingDirectory:
        return .workingDirectoryUnusable(command.workingDirectory ?? "")
      default: return .system(executable: command.executable, detail: "\(error)")
      }
    default: return .system(executable: command.executable, detail: "\(error)")
    }
  }
}

extension ProcessExit {
  init(_ status: TerminationStatus) {
    switch status {
    case .exited(let code): self = .code(Int(code))
    case .signaled(let signal): self = .signal(Int(signal))
    }
  }
}
