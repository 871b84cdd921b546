/// The files of a repository, as far as finding and reading stacks needs them.
///
/// Paths are relative to the root, parts divided by `/`; the root itself is the empty path. An
/// implementation never leads out of the root, by `..` or by a symbolic link.
public protocol FileTree: Sendable {
  /// The entries of a folder, sorted by name, without `.` and `..`.
  func list(_ path: String) throws(FileTreeError) -> [FileEntry]
  /// What is at a path, links followed; nil if there is nothing.
  func kind(of path: String) -> FileEntry.Kind?
  /// The bytes of a file; `.tooLarge` if there are more than `limit`.
  func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]
}

/// One entry of a folder.
public struct FileEntry: Hashable, Sendable {
  /// What an entry is, symbolic links followed.
  public enum Kind: Hashable, Sendable {
    case file
    case folder
    /// A link that leads out of the tree, or to nothing.
    case outside
    /// A socket, a device or the like.
    case other
  }

  /// The name within the folder.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// Where a link inside the tree leads to, as a path of the tree; nil if it isn't a link.
  public var target: String?

  /// Describes an entry.
  public init(name: String, kind: Kind, target: String? = nil) {
    self.name = name
    self.kind = kind
    self.target = target
  }
}

/// Why a file or folder can't be read.
public enum FileTreeError: Error, Hashable, Sendable {
  /// There is nothing at that path.
  case missing(String)
  /// The path leads out of the tree.
  case outside(String)
  /// The file has more bytes than the reader allowed.
  case tooLarge(String, limit: Int)
  /// The system refuses, in its own words.
  case unreadable(String, reason: String)
}
