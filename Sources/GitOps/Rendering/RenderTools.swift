/// Runs the programs that a build needs: helm for charts, git for what lies elsewhere.
///
/// Running programs is another module's business: a closure does it.
public struct RenderTools: Sendable {
  /// One run.
  public struct Call: Hashable, Sendable {
    /// The program, to be looked up in `PATH`: `helm`, `git`.
    public var program: String
    /// Its arguments.
    public var arguments: [String]
    /// The files it needs, by their paths in the folder it runs in; there are no others.
    public var files: [String: [UInt8]]

    /// Describes a run.
    public init(_ program: String, _ arguments: [String], files: [String: [UInt8]] = [:]) {
      self.program = program
      self.arguments = arguments
      self.files = files
    }
  }

  /// What a run left behind.
  public struct Output: Hashable, Sendable {
    /// Its exit code; zero means success.
    public var exitCode: Int
    /// What it wrote to standard output.
    public var output: [UInt8]
    /// What it wrote to standard error.
    public var errors: String

    /// Makes a result.
    public init(exitCode: Int = 0, output: [UInt8] = [], errors: String = "") {
      self.exitCode = exitCode
      self.output = output
      self.errors = errors
    }
  }

  /// Runs a program in an empty folder with the call's files; nil means that it isn't installed.
  public typealias Run = @Sendable (_ call: Call) async throws -> Output?

  let run: Run

  /// Makes tools.
  public init(run: @escaping Run) {
    self.run = run
  }
}
