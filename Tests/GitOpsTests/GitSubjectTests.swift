import GitOps
import Synchronization
import Testing

@Suite struct GitSubjectTests {
  private static let commit = String(repeating: "a1", count: 20)

  @Test func onlyCommitsAreAskedAbout() async {
    let asked = Mutex<[String]>([])
    let repository = GitRepository("/shop") { arguments, _, _ in
      asked.withLock { $0 = arguments }
      return .init(output: Array("\(Self.commit) Add a front door\nother\n".utf8))
    }
    let subjects = await repository.subjects(of: [Self.commit, "main", "--output=x", "1.2.0"])
    #expect(subjects == [Self.commit: "Add a front door"])
    #expect(asked.withLock { $0.last } == Self.commit)
    #expect(asked.withLock { $0.count } == 5)
  }

  @Test func withoutGitNothingIsKnown() async {
    #expect(await GitRepository("/shop") { _, _, _ in nil }.subjects(of: [Self.commit]) == [:])
    let failing = GitRepository("/shop") { _, _, _ in .init(exitCode: 128) }
    #expect(await failing.subjects(of: [Self.commit]) == [:])
  }
}
