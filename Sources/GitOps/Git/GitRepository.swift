/// A folder that may belong to a Git repository; asks git about it.
///
/// Running programs is another module's business: a closure does it.
public struct GitRepository: Sendable {
  /// What a run of git left behind.
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

  /// Runs git with these arguments in a folder, with something to read or nothing; nil means that
  /// git isn't installed.
  ///
  /// Git's messages are expected in English, its locks not taken, and prompts switched off.
  public typealias Run =
    @Sendable (_ arguments: [String], _ input: [UInt8]?, _ folder: String) async throws -> Output?

  /// The folder, as an absolute path.
  public let folder: String
  let run: Run

  /// Makes a repository for a folder.
  public init(_ folder: String, run: @escaping Run) {
    self.folder = folder
    self.run = run
  }

  /// Where the folder stands, its changes with paths from the folder.
  ///
  /// Never throws: what goes wrong is part of the answer.
  public func status() async -> GitStatus {
    do {
      // Where the folder is within the repository, to which all paths of the status are relative.
      guard let place = try await run(["rev-parse", "--show-prefix"], nil, folder) else {
        return .gitMissing
      }
      guard place.exitCode == 0 else { return Self.failure(place) }
      let prefix = String(decoding: place.output, as: UTF8.self)
      let status = try await run(
        ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=normal", "--", "."],
        nil, folder)
      guard let status else { return .gitMissing }
      guard status.exitCode == 0 else { return Self.failure(status) }
      let path = prefix.last == "\n" ? prefix.dropLast() : prefix[...]
      return .repository(
        GitStatusParser.parse(status.output)
          .relative(to: String(path.last == "/" ? path.dropLast() : path)))
    } catch {
      return .failed("\(error)")
    }
  }

  /// Where it was cloned from; nil where it doesn't say.
  public var origin: String? {
    get async {
      let answer = try? await run(["remote", "get-url", "origin"], nil, folder)
      guard let answer, answer.exitCode == 0 else { return nil }
      let line = answer.output.prefix { $0 != UInt8(ascii: "\n") }
      return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
  }

  private static func failure(_ output: Output) -> GitStatus {
    if output.errors.contains("not a git repository") { return .noRepository }
    let line = output.errors.split(separator: "\n").first ?? "git failed without a word"
    return .failed(String(line))
  }
}
