import Testing

@testable import DemoCluster

/// Names of Git's objects, checked against what Git itself gives.
@Suite struct ScenarioGitTests {
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      String(repeating: "a", count: 1000), "291e9a6c66994949b57ba5e650361e98fc36b1ba"
    ),
  ])
  func digestsAreThoseOfSHA1(text: String, digest: String) {
    #expect(Digest.hexadecimal(Digest.sha1(Array(text.utf8))) == digest)
  }

  @Test func revisionsAreTheSameInEveryRun() {
    let first = ExampleRepositories.applications(.example).map(\.head)
    #expect(first == ExampleRepositories.applications(.example).map(\.head))
    #expect(Set(first).count == first.count)
  }

  @Test func commitsAreOldestFirst() {
    let all = [Infrastructure.repository(.example)] + ExampleRepositories.applications(.example)
    for repository in all {
      let times = repository.snapshots.map(\.commit.time)
      #expect(times == times.sorted(), "\(repository.name)")
    }
  }
}
