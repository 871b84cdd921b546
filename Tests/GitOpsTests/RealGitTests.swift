import Files
import FolderSupport
import Foundation
import GitOps
import Testing

/// What real git says of real repositories.
@Suite struct RealGitTests {
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
    try git("config", "commit.gpgsign", "false")
  }

  @discardableResult
  func git(_ arguments: String..., in place: TemporaryFolder? = nil) throws -> String {
    let output = try #require(try runRealGit(arguments, nil, (place ?? folder).path))
    try #require(output.exitCode == 0, "\(output.errors)")
    return String(decoding: output.output, as: UTF8.self)
  }

  func state() async throws -> GitState { try #require(await repository.status().state) }

  func commit(_ name: String) throws {
    try folder.write(name, name)
    try git("add", "-A")
    try git("commit", "-m", name)
  }

  @Test func aFreshRepositoryHasNoCommit() async throws {
    let state = try await state()
    #expect(state.branch == "main")
    #expect(state.commit == nil)
    #expect(!state.isDirty)
  }

  @Test func theCommitIsTheOneCheckedOut() async throws {
    try commit("a.yaml")
    let state = try await state()
    #expect(state.commit == (try git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)))
    #expect(state.upstream == nil)
    #expect(state.ahead == nil)
  }

  @Test func changesComeWithTheirPaths() async throws {
    try commit("infrastructure/base/web/a.yaml")
    try commit("infrastructure/base/web/old.yaml")
    try folder.write("infrastructure/base/web/a.yaml", "changed")
    try folder.write("infrastructure/base/ümlaut new/b.yaml", "new")
    try git("mv", "infrastructure/base/web/old.yaml", "infrastructure/base/web/new.yaml")
    #expect(
      try await state().changes == [
        GitChange(path: "infrastructure/base/web/a.yaml", kind: .modified),
        GitChange(
          path: "infrastructure/base/web/new.yaml", kind: .renamed,
          from: "infrastructure/base/web/old.yaml", isStaged: true),
        GitChange(path: "infrastructure/base/ümlaut new/", kind: .untracked),
      ])
  }

  @Test func unpushedCommitsAreCounted() async throws {
    try commit("a")
    try git("remote", "add", "origin", remote.path)
    try git("push", "-u", "origin", "main")
    #expect(try await state().ahead == 0)
    try commit("b")
    let state = try await state()
    #expect(state.upstream == "origin/main")
    #expect(state.ahead == 1)
    #expect(state.isUnpushed)
  }

  @Test func aDetachedHeadIsSaid() async throws {
    try commit("a")
    try git("checkout", "--detach")
    #expect(try await state().isDetached)
  }

  @Test func aFolderOfTheRepositoryHasPathsOfItsOwn() async throws {
    try commit("lab/a.yaml")
    try folder.write("lab/a.yaml", "changed")
    try folder.write("other.yaml", "new")
    let status = await GitRepository("\(folder.path)/lab", run: runRealGit).status()
    #expect(status.state?.changes == [GitChange(path: "a.yaml", kind: .modified)])
  }

  @Test func theFilesOfACommitAreReadAsTheyWere() async throws {
    try folder.write(".gitattributes", "hidden.yaml export-ignore\n")
    try folder.write("hidden.yaml", "hidden: true\n")
    try folder.write("lab/a.yaml", "a: 1\n")
    try folder.write("empty.yaml", "")
    try folder.link("lab/link.yaml", to: "a.yaml")
    try commit("lab/b.yaml")
    try folder.write("lab/a.yaml", "a: 2\n")
    try commit("lab/c.yaml")
    let (tree, commit) = try await repository.tree(of: "HEAD~1")
    #expect(commit.count == 40)
    #expect(try tree.read("lab/a.yaml", limit: 100) == Array("a: 1\n".utf8))
    #expect(try tree.read("lab/link.yaml", limit: 100) == Array("a: 1\n".utf8))
    #expect(try tree.read("empty.yaml", limit: 100).isEmpty)
    #expect(tree.kind(of: "hidden.yaml") == .file)
    #expect(tree.kind(of: "lab/c.yaml") == nil)
  }

  @Test func theFilesOfACommitAreThoseOfTheFolder() async throws {
    try commit("lab/a.yaml")
    let lab = GitRepository("\(folder.path)/lab", run: runRealGit)
    #expect(try await lab.tree(of: "HEAD").tree.kind(of: "a.yaml") == .file)
  }

  @Test(arguments: ["0123456789", "nowhere", "--help", ""])
  func aCommitThatIsNotThereIsSaid(revision: String) async throws {
    try commit("a.yaml")
    await #expect(throws: GitTreeError.unknownRevision(revision)) {
      _ = try await repository.tree(of: revision)
    }
  }

  @Test func aFolderOutsideIsNoRepository() async throws {
    let plain = try TemporaryFolder()
    #expect(await GitRepository(plain.path, run: runRealGit).status() == .noRepository)
  }
}
