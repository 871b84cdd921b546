import GitOps
import Testing

@testable import GitOps

@Suite struct GitStateTests {
  func parse(_ entries: String...) -> GitState {
    GitStatusParser.parse(Array((entries.joined(separator: "\0") + "\0").utf8))
  }

  @Test func theHeadersSayWhereItStands() {
    let state = parse(
      "# branch.oid 0123456789abcdef0123456789abcdef01234567", "# branch.head main",
      "# branch.upstream origin/main", "# branch.ab +2 -1")
    #expect(
      state
        == GitState(
          branch: "main", commit: "0123456789abcdef0123456789abcdef01234567",
          upstream: "origin/main", ahead: 2, behind: 1))
    #expect(state.shortCommit == "0123456")
    #expect(state.isUnpushed)
    #expect(!state.isDirty)
  }

  @Test func aDetachedHeadHasNoBranch() {
    let state = parse("# branch.oid abc", "# branch.head (detached)")
    #expect(state.isDetached)
    #expect(state.commit == "abc")
  }

  @Test func beforeTheFirstCommitThereIsNone() {
    let state = parse("# branch.oid (initial)", "# branch.head main")
    #expect(state.commit == nil)
    #expect(state.branch == "main")
    #expect(!state.isUnpushed)
  }

  @Test(arguments: [
    (
      "1 .M N... 100644 100644 100644 a b dir/a b.yaml", "dir/a b.yaml", GitChange.Kind.modified,
      false
    ),
    ("1 M. N... 100644 100644 100644 a b x", "x", .modified, true),
    ("1 A. N... 000000 100644 100644 a b x", "x", .added, true),
    ("1 AM N... 000000 100644 100644 a b x", "x", .added, false),
    ("1 .D N... 100644 100644 000000 a b x", "x", .deleted, false),
    ("u UU N... 100644 100644 100644 100644 a b c x", "x", .conflicted, false),
    ("? new folder/", "new folder/", .untracked, false),
  ])
  func entriesBecomeChanges(entry: String, path: String, kind: GitChange.Kind, isStaged: Bool) {
    #expect(parse(entry).changes == [GitChange(path: path, kind: kind, isStaged: isStaged)])
  }

  @Test func aRenameHasBothPaths() {
    #expect(
      parse("2 R. N... 100644 100644 100644 a b R100 new.yaml", "old.yaml", "? c").changes == [
        GitChange(path: "c", kind: .untracked),
        GitChange(path: "new.yaml", kind: .renamed, from: "old.yaml", isStaged: true),
      ])
  }

  @Test(arguments: ["", "1", "1 .M", "garbage", "# branch.ab", "2 R. N", "! ignored"])
  func unknownEntriesArePassedOver(entry: String) {
    #expect(parse(entry).changes.isEmpty)
  }

  @Test func changesBelongToTheStacksTheyAreIn() {
    let state = GitState(changes: [
      GitChange(path: "base/web/a.yaml", kind: .modified),
      GitChange(path: "base/web-2/a.yaml", kind: .modified),
      GitChange(path: "base/new/", kind: .untracked),
      GitChange(path: "c.yaml", kind: .renamed, from: "base/old/c.yaml"),
    ])
    #expect(state.changes(below: "base/web").map(\.path) == ["base/web/a.yaml"])
    #expect(state.changes(below: "base/new/sub").map(\.path) == ["base/new/"])
    #expect(state.changes(below: "base/old").map(\.path) == ["c.yaml"])
    #expect(state.changes(below: "other").isEmpty)
  }

  @Test func pathsCountFromTheFolderAskedAbout() {
    let state = GitState(changes: [
      GitChange(path: "infra/base/a.yaml", kind: .modified),
      GitChange(path: "other/b.yaml", kind: .modified),
    ])
    #expect(state.relative(to: "infra").changes.map(\.path) == ["base/a.yaml"])
  }

  @Test func aFolderThatIsNotTrackedAtAllIsAllUntracked() {
    let state = GitState(changes: [GitChange(path: "infra/", kind: .untracked)])
    let inner = state.relative(to: "infra/lab")
    #expect(inner.changes(below: "infrastructure/base/web").count == 1)
  }
}

@Suite struct GitRepositoryTests {
  @Test func noGitAtAllIsSaid() async {
    let repository = GitRepository("/x") { _, _, _ in nil }
    #expect(await repository.status() == .gitMissing)
  }

  @Test func aFolderOutsideOfAnyRepositoryIsSaid() async {
    let repository = GitRepository("/x") { _, _, _ in
      .init(exitCode: 128, errors: "fatal: not a git repository (or any of the parents): .git\n")
    }
    #expect(await repository.status() == .noRepository)
  }

  @Test func otherFailuresAreInGitsWords() async {
    let repository = GitRepository("/x") { _, _, _ in
      .init(exitCode: 128, errors: "fatal: detected dubious ownership in repository at '/x'\nmore")
    }
    #expect(
      await repository.status()
        == .failed("fatal: detected dubious ownership in repository at '/x'"))
  }

  @Test func theStatusIsThatOfTheFolder() async {
    let repository = GitRepository("/r/infra") { arguments, _, folder in
      #expect(folder == "/r/infra")
      return arguments.first == "rev-parse"
        ? .init(output: Array("infra/\n".utf8))
        : .init(output: Array("# branch.head main\0? infra/a.yaml\0".utf8))
    }
    #expect(
      await repository.status()
        == .repository(
          GitState(branch: "main", changes: [GitChange(path: "a.yaml", kind: .untracked)])))
  }
}
