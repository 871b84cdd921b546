import Files
import FolderSupport
import Foundation
import GitOps
import Testing

/// Commits that real git holds, written beside what is checked out.
@Suite struct GitCommitTests {
  let remote: TemporaryFolder
  let folder: TemporaryFolder
  let repository: GitRepository

  init() throws {
    remote = try TemporaryFolder()
    folder = try TemporaryFolder()
    repository = GitRepository(folder.path, run: runRealGit)
    try git("init", "--bare", "-b", "main", in: remote)
    try git("init", "-b", "main")
    try git("config", "user.name", "A")
    try git("config", "user.email", "a@example.com")
    try folder.write("apps/web/deployment.yaml", "replicas: 1\n")
    try folder.write("apps/run.sh", "#!/bin/sh\n")
    try folder.write("readme", "hello\n")
    try git("add", "-A")
    try git("update-index", "--chmod=+x", "apps/run.sh")
    try git("commit", "-m", "first")
  }

  @discardableResult
  func git(_ arguments: String..., in place: TemporaryFolder? = nil) throws -> String {
    let output = try #require(try runRealGit(arguments, nil, (place ?? folder).path))
    try #require(output.exitCode == 0, "\(output.errors)")
    return String(decoding: output.output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  func write(
    _ files: [FileChange], branch: String = "duet/web", isFree: Bool = false
  ) async throws -> GitCommit {
    try await repository.commit(
      files, on: try git("rev-parse", "HEAD"), branch: branch, isFree: isFree,
      message: "Set replicas\n\nBecause.\n")
  }

  static let change = FileChange(
    path: "apps/web/deployment.yaml", before: Array("replicas: 1\n".utf8),
    after: Array("replicas: 2\n".utf8))

  @Test func theCommitHasTheChangeAndNothingElse() async throws {
    let commit = try await write([Self.change])
    #expect(commit.branch == "duet/web")
    #expect(
      try git("diff", "--name-status", "HEAD", "duet/web") == "M\tapps/web/deployment.yaml")
    #expect(try git("show", "duet/web:apps/web/deployment.yaml") == "replicas: 2")
    #expect(try git("log", "-1", "--format=%B|%an", "duet/web") == "Set replicas\n\nBecause.\n|A")
    #expect(try git("rev-parse", "duet/web^") == (try git("rev-parse", "HEAD")))
  }

  @Test func whatIsCheckedOutStaysAsItIs() async throws {
    try folder.write("readme", "changed\n")
    try folder.write("apps/web/deployment.yaml", "replicas: 9\n")
    try git("add", "readme")
    let before = try git("status", "--porcelain=v2", "--branch")
    let index = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/.git/index"))
    _ = try await write([Self.change])
    #expect(try git("status", "--porcelain=v2", "--branch") == before)
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/.git/index")) == index)
    #expect(try git("stash", "list") == "")
  }

  @Test func newFilesAndFoldersAreAddedAndFilesGo() async throws {
    _ = try await write([
      FileChange(path: "apps/web/ümlaut new/patch.yaml", before: nil, after: Array("a\n".utf8)),
      FileChange(path: "readme", before: Array("hello\n".utf8), after: nil),
      FileChange(
        path: "apps/run.sh", before: Array("#!/bin/sh\n".utf8),
        after: Array("#!/bin/bash\n".utf8)),
    ])
    let listing = try git("-c", "core.quotepath=off", "ls-tree", "-r", "duet/web")
    #expect(
      listing.split(separator: "\n").map { $0.split(separator: "\t")[1] } == [
        "apps/run.sh", "apps/web/deployment.yaml", "apps/web/ümlaut new/patch.yaml",
      ])
    #expect(listing.contains("100755 blob"))
  }

  @Test func aFolderThatIsLeftEmptyGoes() async throws {
    _ = try await write([FileChange(path: Self.change.path, before: Self.change.before, after: nil)]
    )
    #expect(try git("ls-tree", "--name-only", "duet/web:apps") == "run.sh")
  }

  @Test func aFolderWithinTheRepositoryHasItsOwnPaths() async throws {
    let inner = GitRepository("\(folder.path)/apps", run: runRealGit)
    _ = try await inner.commit(
      [FileChange(path: "web/deployment.yaml", before: nil, after: Array("x\n".utf8))],
      on: try git("rev-parse", "HEAD"), branch: "b", message: "x")
    #expect(try git("show", "b:apps/web/deployment.yaml") == "x")
  }

  @Test func aBranchThatIsThereIsRefusedOrAnotherNameIsFound() async throws {
    _ = try await write([Self.change])
    await #expect(throws: GitWriteError.branchExists("duet/web")) {
      try await write([Self.change])
    }
    #expect(try await write([Self.change], isFree: true).branch == "duet/web-2")
  }

  @Test func aNameThatIsNoBranchIsRefused() async throws {
    await #expect(throws: GitWriteError.badBranch("a..b")) {
      try await write([Self.change], branch: "a..b")
    }
  }

  @Test func whoCommitsHasToBeKnown() async throws {
    try git("config", "--unset", "user.email")
    try git("config", "user.useConfigOnly", "true")
    await #expect(throws: GitWriteError.nobody) { try await write([Self.change]) }
  }

  @Test func aCommitOnWhatIsNotCheckedOutAnyMoreIsRefused() async throws {
    let base = try git("rev-parse", "HEAD")
    try folder.write("readme", "more\n")
    try git("commit", "-am", "second")
    await #expect(throws: GitWriteError.self) {
      try await repository.commit([Self.change], on: base, branch: "b", message: "x")
    }
  }

  @Test func aFolderOutsideIsNoRepository() async throws {
    let plain = try TemporaryFolder()
    let repository = GitRepository(plain.path, run: runRealGit)
    await #expect(throws: GitWriteError.self) {
      try await repository.commit([Self.change], on: "x", branch: "b", message: "x")
    }
  }

  @Test func aSignatureThatCannotBeMadeFailsInGitsWords() async throws {
    try git("config", "commit.gpgsign", "true")
    try git("config", "gpg.program", "/bin/false")
    let error = await #expect(throws: GitWriteError.self) { try await write([Self.change]) }
    #expect(error?.description.contains("gpg") == true)
    #expect(try git("branch", "--list", "duet/*") == "")
  }

  @Test func theBranchIsPushedWhenAskedTo() async throws {
    try git("remote", "add", "origin", remote.path)
    let commit = try await write([Self.change])
    #expect(try git("branch", "--list", in: remote) == "")
    _ = try await repository.push(commit)
    #expect(try git("rev-parse", "duet/web", in: remote) == commit.commit)
  }

  @Test func aPushThatFailsSaysSoWithoutPasswords() async throws {
    try git("remote", "add", "origin", "https://me:secret@127.0.0.1:1/x.git")
    let commit = try await write([Self.change])
    let error = await #expect(throws: GitWriteError.self) { try await repository.push(commit) }
    #expect(error?.description.contains("127.0.0.1") == true)
    #expect(error?.description.contains("secret") == false)
    #expect(error?.description.contains("me:") == false)
  }

  @Test func withoutARemoteNothingIsPushed() async throws {
    let commit = try await write([Self.change])
    await #expect(throws: GitWriteError.noRemote) { try await repository.push(commit) }
  }
}
