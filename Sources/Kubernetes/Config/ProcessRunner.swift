/// Runs programs; the one thing the client needs of the machine that isn't a file.
public protocol ProcessRunner: Sendable {
  /// Runs a program to its end, or ends it when the task is cancelled.
  ///
  /// `environment` comes on top of our own. Throws `ProcessNotFound` where there is no such program.
  func run(
    _ executable: String, arguments: [String], environment: [String: String], input: [UInt8]
  ) async throws -> ProcessOutcome
}

/// What a program did.
public struct ProcessOutcome: Hashable, Sendable {
  /// What it ended with; a signal counts as 128 more than its number.
  public var exitCode: Int32
  /// What it wrote to its standard output.
  public var output: [UInt8]
  /// What it wrote to its standard error.
  public var errorOutput: [UInt8]

  /// Makes an outcome.
  public init(exitCode: Int32, output: [UInt8], errorOutput: [UInt8] = []) {
    self.exitCode = exitCode
    self.output = output
    self.errorOutput = errorOutput
  }
}

/// There is no such program.
public struct ProcessNotFound: Error, Hashable, Sendable {
  /// What was looked for.
  public var executable: String

  /// Makes the error.
  public init(_ executable: String) { self.executable = executable }
}
