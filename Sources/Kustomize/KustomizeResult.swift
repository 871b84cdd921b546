public import Documents

/// What a kustomization comes to.
public struct KustomizeResult: Sendable {
  /// The objects, in kustomize's order.
  public var resources: [BuiltResource]
  /// All files that were read, from the root of the tree.
  public var files: Set<String>
  /// What works and should be changed nevertheless, such as deprecated fields.
  public var warnings: [KustomizeError.Problem]

  /// Describes a result.
  public init(
    resources: [BuiltResource], files: Set<String>, warnings: [KustomizeError.Problem] = []
  ) {
    self.resources = resources
    self.files = files
    self.warnings = warnings
  }
}

/// One object of a built kustomization.
public struct BuiltResource: Hashable, Sendable {
  /// The object.
  public var value: Value
  /// The file it was written in, or of the kustomization that generated it, from the tree's root.
  public var file: String
  /// The line in that file, from 1.
  public var line: Int

  /// Describes an object.
  public init(value: Value, file: String, line: Int) {
    self.value = value
    self.file = file
    self.line = line
  }
}
