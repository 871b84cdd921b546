import GitOps
import Testing

@Suite struct RepositoryLocatorTests {
  func find(from folder: String, _ existing: String...) -> RepositoryLocator.Found? {
    RepositoryLocator.repository(around: folder) { existing.contains($0) }
  }

  @Test func aConfigurationMarksTheRepository() {
    #expect(
      find(from: "/home/me/lab/a/b", "/home/me/lab/.duet.yaml")
        == .init(folder: "/home/me/lab", reason: .configuration))
  }

  @Test func aStackRootMarksTheRepository() {
    #expect(
      find(from: "/lab/infrastructure/base/web", "/lab/infrastructure/base")
        == .init(folder: "/lab", reason: .stackRoots))
  }

  @Test func aGitRepositoryIsBetterThanNothing() {
    #expect(find(from: "/src/app/k8s", "/src/app/.git") == .init(folder: "/src/app", reason: .git))
  }

  @Test func theSearchStaysWithinTheGitRepository() {
    #expect(
      find(from: "/lab/vendor/app", "/lab/vendor/app/.git", "/lab/.duet.yaml")?.folder
        == "/lab/vendor/app")
  }

  @Test func theRootOfTheDiskIsLookedAtToo() {
    #expect(find(from: "/a", "/.duet.yaml")?.folder == "/")
    #expect(find(from: "/", "/.duet.yaml")?.folder == "/")
  }

  @Test func withoutAnySignThereIsNone() {
    #expect(find(from: "/a/b/c") == nil)
  }
}
