import Console
import Files
import GitOps
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Building stacks again only when that is needed.
@Suite struct StackBuildsTests {
  private func tree(_ replicas: Int) -> MemoryTree {
    var tree = MemoryTree()
    for name in ["a", "b"] {
      let count = name == "a" ? replicas : 1
      tree["infrastructure/base/\(name)/config.yaml"] = .file(
        Array(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: \(name)}
          data: {count: "\(count)"}
          """.utf8))
    }
    return tree
  }

  private func build(_ builds: StackBuilds, _ tree: MemoryTree) async -> [String] {
    let told = Watched<[Stack]>([])
    await builds.build(
      StackFinder(tree).stacks(), environment: nil, with: StackRenderer(tree),
      files: FileMarks(tree)
    ) { stacks in told.change { $0 += stacks } }
    return told.value.map(\.name)
  }

  @Test func onlyWhatHasChangedIsBuiltAgain() async {
    let builds = StackBuilds()
    #expect(await build(builds, tree(1)) == ["a", "b"])
    #expect(await build(builds, tree(1)) == [])
    #expect(await build(builds, tree(2)) == ["a"])
  }

  @Test func aNewFileInTheFolderIsAChange() async {
    let builds = StackBuilds()
    _ = await build(builds, tree(1))
    var more = tree(1)
    more["infrastructure/base/b/other.yaml"] = .file(
      Array("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n".utf8))
    #expect(await build(builds, more) == ["b"])
  }

  @Test func whoeverFollowsGetsAllStacks() async {
    let builds = StackBuilds()
    var changes = await builds.changes().makeAsyncIterator()
    _ = await build(builds, tree(1))
    let content = await changes.next()
    #expect(content?.outcomes.count == 2)
    #expect(content?.isComplete == true)
  }

  @Test func readsAreToldOfAlsoToThoseWhoComeLater() async {
    let builds = StackBuilds()
    await builds.noteRead(StackFinder(tree(1)).stacks(), isCommitted: true)
    var reads = await builds.reads().makeAsyncIterator()
    #expect(await reads.next()?.map(\.name) == ["a", "b"])
  }
}
