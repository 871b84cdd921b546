public import Console

/// Another program to run, for whoever can: with the terminal, or in the background.
public struct Program: Hashable, Sendable {
  /// Its name, to look up in `PATH`, or its path.
  public var executable: String
  /// Its arguments.
  public var arguments: [String]
  /// Changes to the environment: a value sets a variable, nil removes it.
  public var environment: [String: String?]

  /// Describes a program.
  public init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String?] = [:]
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
  }
}

/// What a program leaves behind that had the terminal.
public struct ProgramResult: Hashable, Sendable {
  /// How it ended.
  public var ending: ProgramEnding
  /// The last of what it wrote to standard error, where that was asked for.
  public var errors: String

  /// Makes a result.
  public init(_ ending: ProgramEnding, errors: String = "") {
    self.ending = ending
    self.errors = errors
  }
}
