import ArgumentParser
import Files
import Foundation
import Kustomize

/// Builds all kustomizations of a repository, once with Duet and once with kubectl.
struct KustomizeBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kustomize",
    abstract: "All kustomizations of a repository, beside `kubectl kustomize` on each.",
    discussion: "Without --repository, one with --count kustomizations is written.")

  @Option(help: "The folder of a repository.")
  var repository: String?

  @Option(help: "How many kustomizations the written repository has.")
  var count = 200

  @Option(help: "How many runs; the best of each counts.")
  var runs = 3

  func run() async throws {
    if let repository { return try await measure(repository) }
    try await StackFiles.withFolder(StackFiles.kustomizations(count), measure)
  }

  private func measure(_ root: String) async throws {
    let folders = Self.kustomizations(in: root)
    let clock = ContinuousClock()
    var own = Duration.seconds(3600)
    var kubectl = Duration.seconds(3600)
    var built = 0
    var objects = 0
    var agreed = 0
    for run in 0..<runs {
      built = 0
      objects = 0
      var good: Set<String> = []
      let start = clock.now
      let builder = KustomizeBuilder(tree: try DiskTree(root))
      for folder in folders {
        guard let result = try? await builder.build(folder) else { continue }
        built += 1
        objects += result.resources.count
        good.insert(folder)
      }
      own = min(own, clock.now - start)
      guard run < 1 || folders.count <= 400 else { continue }
      let before = clock.now
      agreed = 0
      for folder in folders {
        let child = try? Child.run(
          "kubectl", ["kustomize", "\(root)/\(folder)"], discardsOutput: true)
        if (child != nil) == good.contains(folder) { agreed += 1 }
      }
      kubectl = min(kubectl, clock.now - before)
    }
    report(
      "`kubectl kustomize` on each of \(folders.count) folders", Measure.text(kubectl))
    let times = Measure.milliseconds(kubectl) / Measure.milliseconds(own)
    report(
      "all of them in process: \(built) build, \(objects) objects", Measure.text(own),
      "\(Measure.rounded(times)) times faster; \(agreed) of \(folders.count) end alike")
  }

  private static func kustomizations(in root: String) -> [String] {
    let names: Set<String> = ["kustomization.yaml", "kustomization.yml", "Kustomization"]
    var folders: Set<String> = []
    for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      guard names.contains(Paths.name(of: path)) else { continue }
      folders.insert(Paths.folder(of: path))
    }
    return folders.sorted()
  }
}
