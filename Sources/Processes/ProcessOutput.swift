/// How a program ended.
public enum ProcessExit: Hashable, Sendable {
  /// It ended by itself with this code; zero means success.
  case code(Int)
  /// A signal ended it.
  case signal(Int)

  /// Whether the program ended by itself with code zero.
  public var isSuccess: Bool { self == .code(0) }
}

/// What a program that ran to its end left behind.
public struct ProcessOutput: Hashable, Sendable {
  /// How it ended; a failure is an answer, not an error.
  public var exit: ProcessExit
  /// Everything it wrote to standard output.
  public var output: [UInt8]
  /// What it wrote to standard error, up to `ProcessLimits.errorBytes`.
  public var errors: [UInt8]

  /// Makes the result of a run.
  public init(exit: ProcessExit, output: [UInt8] = [], errors: [UInt8] = []) {
    self.exit = exit
    self.output = output
    self.errors = errors
  }

  /// Standard output as text; bytes that aren't UTF-8 become replacement characters.
  public var outputText: String { String(decoding: output, as: UTF8.self) }

  /// Standard error as text; bytes that aren't UTF-8 become replacement characters.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }
}

/// One line that a running program wrote.
public struct ProcessLine: Hashable, Sendable {
  /// Which of its two outputs a line came from.
  public enum Source: Hashable, Sendable {
    case standardOutput
    case standardError
  }

  /// Where the program wrote it.
  public var source: Source
  /// The line without its line break; bytes that aren't UTF-8 become replacement characters.
  public var text: String

  /// Makes a line.
  public init(source: Source, text: String) {
    self.source = source
    self.text = text
  }
}
