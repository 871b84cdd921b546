/// A commit that was written, on a branch of its own.
public struct GitCommit: Hashable, Sendable {
  /// The repository's folder, as an absolute path.
  public var folder: String
  /// The branch that was made for it.
  public var branch: String
  /// The commit, in full.
  public var commit: String
  /// The remote that it would be pushed to; nil where there is none.
  public var remote: String?

  /// Describes a commit.
  public init(folder: String, branch: String, commit: String, remote: String? = nil) {
    self.folder = folder
    self.branch = branch
    self.commit = commit
    self.remote = remote
  }

  /// The first seven digits of the commit.
  public var shortCommit: String { String(commit.prefix(7)) }
}

/// Why something couldn't be written to a repository.
public enum GitWriteError: Error, Hashable, Sendable {
  /// git isn't installed.
  case gitMissing
  /// The folder belongs to no Git repository.
  case noRepository(String)
  /// git doesn't know who commits.
  case nobody
  /// The branch is there already.
  case branchExists(String)
  /// git takes no such name for a branch.
  case badBranch(String)
  /// Another commit is checked out than the change is based on.
  case moved(from: String, to: String)
  /// There is no remote to push to.
  case noRemote
  /// git failed, in its own words.
  case failed(String)
}

extension GitWriteError: CustomStringConvertible {
  /// What is wrong, for a person; of git's own words all lines.
  public var description: String {
    switch self {
    case .gitMissing: "git isn't installed"
    case .noRepository(let folder): "\(folder) belongs to no Git repository"
    case .nobody:
      "git doesn't know who you are; `git config --global user.name NAME` and "
        + "`git config --global user.email ADDRESS` tell it"
    case .branchExists(let branch): "the branch \(branch) is there already"
    case .badBranch(let branch): "git takes no branch of the name \(branch)"
    case .moved(let from, let to):
      "the repository went on from \(from.prefix(7)) to \(to.prefix(7)) meanwhile; look again"
    case .noRemote: "the repository has no remote to push to"
    case .failed(let words): words
    }
  }
}
