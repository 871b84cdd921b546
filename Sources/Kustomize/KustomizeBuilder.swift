public import Files

/// Builds kustomizations as `kustomize build` does: the same objects, in the same order.
///
/// Files are read from the tree alone, and each one once however many kustomizations share it; so a
/// builder is for one state of the tree.
public struct KustomizeBuilder: Sendable {
  private let tree: any FileTree
  private let options: KustomizeOptions

  /// Makes a builder for the kustomizations of a tree.
  public init(tree: any FileTree, options: KustomizeOptions = KustomizeOptions()) {
    self.tree = tree
    self.options = options
  }

  /// Builds the kustomization of a folder.
  public func build(
    _ folder: String, overriding overrides: KustomizeOverrides = .none
  ) async throws(KustomizeError) -> KustomizeResult {
    throw KustomizeError([.init(file: folder, reason: "can't be built yet")])
  }
}
