/// A stack with all its objects, as they would be deployed.
public struct RenderedStack: Hashable, Sendable {
  /// The stack: with its objects, and the files that are no part of it.
  public var stack: Stack
  /// The objects, each with the file and line it comes from.
  ///
  /// In the order that the source says: of a kustomization's build, of a chart's templates, of files
  /// and lines.
  public var manifests: [Manifest]
  /// Every file that was read, from the root of the tree.
  public var files: Set<String>
  /// What a person should know, though it keeps nothing from being deployed.
  public var warnings: [String]

  /// Makes a rendered stack; the objects that the stack is said to have are those of the manifests.
  public init(
    _ stack: Stack, manifests: [Manifest], files: Set<String> = [], warnings: [String] = []
  ) {
    self.stack = stack
    self.stack.content = .objects(manifests.map(\.object))
    self.stack.problems = []
    self.manifests = manifests
    self.files = files
    self.warnings = warnings
  }

  /// Files of the stack's folder that are no part of it, and why.
  public var leftOut: [LeftOutFile] { stack.leftOut }
}

/// Why a stack can't be built: everything that is wrong with it, nothing being rendered.
public struct StackBuildError: Error, Hashable, Sendable, CustomStringConvertible {
  /// All of it, at least one.
  public var problems: [StackProblem]

  /// Makes an error.
  public init(_ problems: [StackProblem]) {
    self.problems = problems
  }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension Stack {
  /// The stack as its build found it: with all its objects, or broken, and why.
  public func built(_ result: Result<RenderedStack, StackBuildError>) -> Stack {
    switch result {
    case .success(let rendered):
      var stack = rendered.stack
      (stack.id, stack.name, stack.environment) = (id, name, environment)
      return stack
    case .failure(let error):
      var stack = self
      stack.problems = error.problems
      return stack
    }
  }
}
