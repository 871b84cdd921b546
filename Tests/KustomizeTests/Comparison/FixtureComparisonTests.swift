import Files
import Foundation
import Testing

@Suite(.realKustomize) struct FixtureComparisonTests {
  /// The folder of real repositories, if there is one.
  private static let fixtures: String? = ProcessInfo.processInfo.environment["DUET_FIXTURES"]
    .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

  @Test(
    .enabled(if: fixtures != nil, "needs the fixtures: DUET_FIXTURES names no folder"),
    arguments: ["homelab", "catalyst-ui"])
  func allOfARealRepositoryIsBuiltAsKubectlBuildsIt(_ repository: String) async throws {
    let root = "\(try #require(Self.fixtures))/\(repository)"
    let tree = try DiskTree(root)
    let folders = try Self.kustomizations(in: tree, below: "")
    #expect(!folders.isEmpty)
    let outcomes = try await RealKustomize.build(folders.map { "\(root)/\($0)" })
    for (folder, theirs) in zip(folders, outcomes) {
      let ours = await Comparison.build(folder, in: tree)
      if let difference = try Comparison.difference(ours, theirs) {
        Issue.record("\(folder): \(difference)")
      }
    }
  }

  private static func kustomizations(
    in tree: DiskTree, below folder: String
  ) throws -> [String] {
    var found: [String] = []
    for entry in try tree.list(folder) where entry.target == nil {
      if entry.kind == .folder, entry.name != ".git" {
        found += try kustomizations(in: tree, below: Paths.join(folder, entry.name))
      } else if ["kustomization.yaml", "kustomization.yml", "Kustomization"].contains(entry.name) {
        found.append(folder)
      }
    }
    return found
  }
}
