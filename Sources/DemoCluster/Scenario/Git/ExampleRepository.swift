/// One of the demo's Git repositories: its commits, oldest first, and what each of them holds.
///
/// It exists twice: here, so that the cluster can compare against it at once and without running
/// anything, and as a real repository written by `RepositoryFolder` when there is a `git` to run.
/// Both have the same commit names.
public struct ExampleRepository: Sendable {
  /// The name of the repository and of its folder.
  public let name: String
  /// All commits, oldest first.
  public private(set) var snapshots: [Snapshot] = []

  /// A commit, with every file as it was then.
  public struct Snapshot: Sendable {
    /// The commit's full name, forty hexadecimal digits.
    public let revision: String
    /// What was committed.
    public let commit: RepositoryCommit
    /// All files, by path.
    public let files: [String: String]
  }

  /// The address Argo CD knows it under.
  public var url: String { Self.server + name + ".git" }

  /// Where the demo's repositories pretend to live.
  public static let server = "https://git.talos00/homelab/"

  /// Makes a repository from its commits, oldest first.
  public init(name: String, commits: [RepositoryCommit]) {
    self.name = name
    for commit in commits { add(commit) }
  }

  /// The newest commit's name; empty for a repository without commits.
  public var head: String { snapshots.last?.revision ?? "" }

  /// Commits once more on top, and gives the new commit's name.
  @discardableResult
  public mutating func add(_ commit: RepositoryCommit) -> String {
    var files = snapshots.last?.files ?? [:]
    for (path, text) in commit.changes { files[path] = text }
    let executable = Set(files.keys.filter(Self.isExecutable))
    let revision = GitObjects.commit(
      files: files, executable: executable, parent: snapshots.last?.revision, commit)
    snapshots.append(Snapshot(revision: revision, commit: commit, files: files))
    return revision
  }

  /// Takes over a commit that was made elsewhere, or goes back to an earlier one.
  mutating func receive(_ revision: String, _ files: [String: String], at time: DemoTime) {
    let author = RepositoryCommit.Author(name: "Demo Operator", email: "operator@talos00")
    let commit =
      snapshots.last { $0.revision == revision }?.commit
      ?? RepositoryCommit(author, at: time.milliseconds / 1000, "", [:])
    snapshots.append(Snapshot(revision: revision, commit: commit, files: files))
  }

  /// The commit of that name, which may be shortened; nil if there is none.
  public func snapshot(_ revision: String) -> Snapshot? {
    guard revision.utf8.count >= 7 else { return nil }
    return snapshots.last { $0.revision.hasPrefix(revision) }
  }

  /// Scripts are the only files the examples mark executable.
  static func isExecutable(_ path: String) -> Bool { path.hasSuffix(".sh") }
}

/// One commit of an example repository: who, when, why and what changed.
public struct RepositoryCommit: Sendable {
  /// A person who commits.
  public struct Author: Hashable, Sendable {
    /// The person's name.
    public let name: String
    /// The person's address.
    public let email: String
  }

  /// Who committed.
  public let author: Author
  /// When, in seconds since 1970.
  public let time: Int64
  /// Why: the subject, perhaps followed by a body.
  public let message: String
  /// The new content of each changed file, by path; nil removes it.
  public let changes: [String: String?]

  /// Makes a commit.
  public init(_ author: Author, at time: Int64, _ message: String, _ changes: [String: String?]) {
    self.author = author
    self.time = time
    self.message = message
    self.changes = changes
  }
}
