/// A program to run, as a value: what, with which arguments, where and with which input.
public struct ProcessCommand: Hashable, Sendable {
  /// The program: a name to look up in `PATH`, or a path when it contains a slash.
  public var executable: String
  /// The arguments, without the program's own name.
  public var arguments: [String]
  /// Changes to the environment this process has: a value sets a variable, nil removes it.
  public var environment: [String: String?]
  /// The folder to run in; nil means this process's own.
  public var workingDirectory: String?
  /// What the program reads from its standard input; nil means nothing at all.
  public var input: [UInt8]?

  /// Describes a program to run.
  public init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String?] = [:],
    workingDirectory: String? = nil, input: [UInt8]? = nil
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.input = input
  }
}

/// How much a program may write and how long it may take.
public struct ProcessLimits: Hashable, Sendable {
  /// How many bytes of standard output are kept; a program that writes more is ended.
  public var outputBytes: Int
  /// How many bytes of standard error are kept; the rest is read and dropped.
  public var errorBytes: Int
  /// How long the program may run; nil means as long as it likes.
  public var timeout: Duration?

  /// Makes limits: 64 MiB of output, 64 KiB of errors and no time limit unless said otherwise.
  public init(
    outputBytes: Int = 64 << 20, errorBytes: Int = 64 << 10, timeout: Duration? = nil
  ) {
    self.outputBytes = outputBytes
    self.errorBytes = errorBytes
    self.timeout = timeout
  }
}
