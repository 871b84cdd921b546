internal import YAML

/// Why a text can't be taken back from an editor, and where.
public struct EditProblem: Error, Hashable, Sendable {
  /// The line of the text, counted from 1; nil where it is the whole.
  public var line: Int?
  /// What is wrong, and what to do.
  public var reason: String

  /// Makes a problem.
  public init(line: Int? = nil, _ reason: String) {
    self.line = line
    self.reason = reason
  }
}

extension EditProblem: CustomStringConvertible {
  /// `line 12: …`.
  public var description: String { (line.map { "line \($0): " } ?? "") + reason }
}

extension EditProblem {
  init(_ error: YAMLError) {
    self.init(line: error.line, "\(error.reason)")
  }
}
