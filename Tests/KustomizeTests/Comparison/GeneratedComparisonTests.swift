import Documents
import Files
import FolderSupport
import Kustomize
import Testing

@Suite(.realKustomize) struct GeneratedComparisonTests {
  @Test func allOfAGeneratedRepositoryIsBuiltAsKubectlBuildsIt() async throws {
    let repository = GeneratedRepository(families: 80, seed: 5)
    #expect(repository.count >= 200)
    // Many at once: starting kubectl takes longer than what it does.
    let groups = Self.groups(of: repository.bases) + Self.groups(of: repository.overlays)
    var files = repository.files
    for (index, group) in groups.enumerated() {
      let list = group.map { "- ../../\($0)\n" }.joined()
      files["groups/\(index)/kustomization.yaml"] = "resources:\n\(list)"
    }
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(path, text) }
    let tree = MemoryTree(files)
    let outcomes = try await RealKustomize.build(
      groups.indices.map { "\(folder.path)/groups/\($0)" })
    for (index, theirs) in outcomes.enumerated() {
      #expect(theirs.status == 0, "the generated repository is wrong: \(theirs.complaint)")
      let ours = await Comparison.build("groups/\(index)", in: tree)
      guard try Comparison.difference(ours, theirs) != nil else { continue }
      try await compareEach(of: groups[index], in: tree, folder)
    }
  }

  private static func groups(of folders: [String]) -> [[String]] {
    stride(from: 0, to: folders.count, by: 15).map {
      Array(folders[$0..<min($0 + 15, folders.count)])
    }
  }

  /// Finds out which of a group are built otherwise.
  private func compareEach(
    of group: [String], in tree: MemoryTree, _ folder: TemporaryFolder
  ) async throws {
    let outcomes = try await RealKustomize.build(group.map { "\(folder.path)/\($0)" })
    var isAnyDifferent = false
    for (path, theirs) in zip(group, outcomes) {
      let ours = await Comparison.build(path, in: tree)
      guard let difference = try Comparison.difference(ours, theirs) else { continue }
      isAnyDifferent = true
      Issue.record("\(path): \(difference)")
    }
    if !isAnyDifferent { Issue.record("\(group) together, and none of them alone") }
  }
}
