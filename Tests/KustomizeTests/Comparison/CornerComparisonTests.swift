import Files
import FolderSupport
import Testing

@Suite(.realKustomize) struct CornerComparisonTests {
  @Test func oddKustomizationsAreBuiltAsKubectlBuildsThem() async throws {
    let cases =
      CornerCase.patches + CornerCase.replacements + CornerCase.generators + CornerCase.reading
      + CornerCase.labels
    let folder = try TemporaryFolder()
    for (index, example) in cases.enumerated() {
      for (path, text) in example.files { try folder.write("\(index)/\(path)", text + "\n") }
    }
    let outcomes = try await RealKustomize.build(
      cases.enumerated().map { "\(folder.path)/\($0)/\($1.folder)" })
    for (example, theirs) in zip(cases, outcomes) {
      let tree = MemoryTree(example.files.mapValues { $0 + "\n" })
      let ours = await Comparison.build(example.folder, in: tree)
      if let difference = try Comparison.difference(ours, theirs) {
        Issue.record("\(example.name): \(difference)")
      }
    }
  }
}
