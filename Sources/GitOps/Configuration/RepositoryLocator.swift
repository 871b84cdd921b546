internal import Files

/// Finds the infrastructure repository that a person means.
public enum RepositoryLocator {
  /// Where a repository was found, and by what.
  public struct Found: Hashable, Sendable {
    /// What made it the one.
    public enum Reason: Hashable, Sendable {
      /// It was asked for by name.
      case given
      /// It has a `.duet.yaml`.
      case configuration
      /// It has one of the folders that stacks are looked for in.
      case stackRoots
      /// It is the Git repository around the current folder, without any sign of stacks.
      case git
    }

    /// Its root, as an absolute path.
    public var folder: String
    /// What made it the one.
    public var reason: Reason

    /// Describes a place.
    public init(folder: String, reason: Reason) {
      self.folder = folder
      self.reason = reason
    }
  }

  /// The name of the configuration in the root of a repository.
  public static let configurationName = ".duet.yaml"

  /// The repository around a folder: the nearest folder upwards that has a configuration or a stack
  /// root, or else the nearest that is the root of a Git repository; nil for neither.
  ///
  /// The search doesn't leave a Git repository: what is around it is another repository. `exists`
  /// says whether there is anything at an absolute path.
  public static func repository(
    around folder: String, roots: StackRoots = StackRoots(), exists: (String) -> Bool
  ) -> Found? {
    var current = folder
    while true {
      let base = current == "/" ? "" : current
      if exists("\(base)/\(configurationName)") {
        return Found(folder: current, reason: .configuration)
      }
      if roots.all.contains(where: { exists("\(base)/\($0)") }) {
        return Found(folder: current, reason: .stackRoots)
      }
      // A file in a linked worktree, a folder otherwise.
      if exists("\(base)/.git") { return Found(folder: current, reason: .git) }
      guard let slash = current.lastIndex(of: "/"), !base.isEmpty else { return nil }
      current = slash == current.startIndex ? "/" : String(current[..<slash])
    }
  }

  /// The repository around a folder of the disk.
  public static func repository(
    around folder: String, roots: StackRoots = StackRoots()
  ) -> Found? {
    guard let real = DiskTree.realPath(folder) else { return nil }
    return repository(around: real, roots: roots) { DiskTree.realPath($0) != nil }
  }
}
