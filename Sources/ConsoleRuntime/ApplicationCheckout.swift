public import GitOps

/// A local checkout of an application's repository, as it was at a commit.
public struct ApplicationCheckout: Sendable {
  /// Its folder.
  public var folder: String
  /// The commit, in full.
  public var commit: String
  /// Where it was cloned from; nil if it doesn't say.
  public var origin: String?
  /// Renders what is in it.
  public var renderer: StackRenderer

  /// Makes a checkout.
  public init(folder: String, commit: String, origin: String? = nil, renderer: StackRenderer) {
    self.folder = folder
    self.commit = commit
    self.origin = origin
    self.renderer = renderer
  }

  /// Whether it is one of that repository, as far as anybody can tell.
  func isOf(_ repository: String) -> Bool {
    guard let origin, let own = RepositoryAddress(origin),
      let other = RepositoryAddress(repository)
    else { return true }
    return own.host == other.host && own.path == other.path
  }
}
