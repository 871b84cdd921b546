/// Something that keeps a stack from being built: where it is and what is wrong.
public struct StackProblem: Hashable, Sendable {
  /// The file or folder, from the root of the repository.
  public var file: String
  /// The line, from 1; nil where it is about the whole file.
  public var line: Int?
  /// What is wrong, in one line for a person.
  public var reason: String

  /// Describes a problem.
  public init(file: String, line: Int? = nil, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }
}

extension StackProblem: CustomStringConvertible {
  /// `path/file.yaml:12: what is wrong`.
  public var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }
}

/// A file in a stack's folder that is no part of the stack.
public struct LeftOutFile: Hashable, Sendable {
  /// Why a file isn't deployed.
  public enum Reason: Hashable, Sendable {
    /// It has no `apiVersion` and `kind`: Helm values, most of the time.
    case noObject
    /// A Talos machine configuration.
    case talosConfiguration
    /// A configuration of kustomize's own, such as a patch or a transformer.
    case kustomizeConfiguration
    /// The kustomization doesn't name it.
    case notNamed
    /// Annotated as meant for tools alone, `config.kubernetes.io/local-config`.
    case localConfiguration
    /// A link that leads out of the repository, or nowhere.
    case leadsOutside
  }

  /// The file, from the root of the repository.
  public var file: String
  /// Why it is left out.
  public var reason: Reason

  /// Describes a file.
  public init(file: String, reason: Reason) {
    self.file = file
    self.reason = reason
  }
}
