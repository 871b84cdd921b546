internal import Files

/// What Git says about the working tree of a repository.
public enum GitStatus: Hashable, Sendable {
  /// The folder belongs to a repository.
  case repository(GitState)
  /// The folder belongs to no Git repository.
  case noRepository
  /// git isn't installed.
  case gitMissing
  /// git failed, in its own words.
  case failed(String)

  /// The state, where the folder belongs to a repository.
  public var state: GitState? {
    guard case .repository(let state) = self else { return nil }
    return state
  }
}

/// Where a working tree stands: its commit, its branch, and what differs from it.
public struct GitState: Hashable, Sendable {
  /// The branch checked out; nil while HEAD is detached.
  public var branch: String?
  /// The commit checked out, in full; nil before the first one.
  public var commit: String?
  /// The branch of the remote that this one follows: `origin/main`; nil for none.
  public var upstream: String?
  /// How many commits the upstream doesn't have; nil without an upstream, or when it is gone.
  public var ahead: Int?
  /// How many commits only the upstream has; nil as for `ahead`.
  public var behind: Int?
  /// What differs from the commit, in the order of paths.
  public var changes: [GitChange]

  /// Makes a state.
  public init(
    branch: String? = nil, commit: String? = nil, upstream: String? = nil, ahead: Int? = nil,
    behind: Int? = nil, changes: [GitChange] = []
  ) {
    self.branch = branch
    self.commit = commit
    self.upstream = upstream
    self.ahead = ahead
    self.behind = behind
    self.changes = changes
  }

  /// The first seven digits of the commit.
  public var shortCommit: String? { commit.map { String($0.prefix(7)) } }

  /// Whether no branch is checked out.
  public var isDetached: Bool { branch == nil }

  /// Whether anything differs from the commit, new files included.
  public var isDirty: Bool { !changes.isEmpty }

  /// Whether there are commits that the remote doesn't have, as far as is known here.
  public var isUnpushed: Bool { (ahead ?? 0) > 0 }

  /// The changes at or below a path; untracked folders around it count too.
  public func changes(below path: String) -> [GitChange] {
    changes.filter { $0.touches(path) }
  }

  /// The same state for a folder of the repository: its changes, with paths from there.
  public func relative(to folder: String) -> GitState {
    guard !folder.isEmpty else { return self }
    var state = self
    state.changes = changes(below: folder).map { change in
      var change = change
      // An untracked folder around this one stands for all of it.
      change.path =
        Paths.isBelow(change.path, folder) ? Paths.relative(change.path, to: folder) : ""
      change.from = change.from.map { Paths.relative($0, to: folder) }
      return change
    }
    return state
  }
}

/// One path that differs from the commit.
public struct GitChange: Hashable, Sendable {
  /// How it differs.
  public enum Kind: Hashable, Sendable {
    case added
    case modified
    case deleted
    case renamed
    /// Not in Git yet, and not ignored either.
    case untracked
    /// Both sides of a merge changed it.
    case conflicted
  }

  /// The file, from the root of the repository; an untracked folder ends with a slash, and is empty
  /// if it is the root.
  public var path: String
  /// How it differs.
  public var kind: Kind
  /// Where a renamed file was before.
  public var from: String?
  /// Whether all of the change is in the index, ready to be committed.
  public var isStaged: Bool

  /// Describes a change.
  public init(path: String, kind: Kind, from: String? = nil, isStaged: Bool = false) {
    self.path = path
    self.kind = kind
    self.from = from
    self.isStaged = isStaged
  }

  /// Whether it is about a folder or something in it.
  func touches(_ folder: String) -> Bool {
    guard !folder.isEmpty, !path.isEmpty else { return true }
    // A folder that isn't tracked at all stands for everything in it.
    if path.hasSuffix("/"), "\(folder)/".hasPrefix(path) { return true }
    return Paths.isBelow(path, folder) || from.map { Paths.isBelow($0, folder) } ?? false
  }
}
