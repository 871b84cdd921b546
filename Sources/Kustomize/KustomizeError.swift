/// Why a kustomization can't be built: everything that is wrong with it, nothing being built.
public struct KustomizeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  public struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file, from the root of the tree.
    public var file: String
    /// The line, from 1; nil where it is about the whole file.
    public var line: Int?
    /// What is wrong and what to do, in one line for a person.
    public var reason: String

    /// Describes a problem.
    public init(file: String, line: Int? = nil, reason: String) {
      self.file = file
      self.line = line
      self.reason = reason
    }

    public var description: String {
      line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
  }

  /// All of it, at least one.
  public var problems: [Problem]

  /// Makes an error.
  public init(_ problems: [Problem]) {
    self.problems = problems
  }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
