import Documents
import Foundation
import Testing

@testable import DemoCluster

/// The demo's repositories as real Git repositories, read back with `git`.
@Suite(.enabled(if: GitForTests.isInstalled, "git isn't installed"))
struct ScenarioRepositoryTests {
  /// A demo in a temporary folder of its own, with its repositories written.
  private func withDemo(_ body: (Demo, RepositoryFolder) async throws -> Void) async throws {
    let parent = FileManager.default.temporaryDirectory.path + "/demo-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let demo = try Demo(.standard, git: GitForTests.run, temporaryFolder: parent)
    try await demo.writeRepositories()
    let folder = try #require(demo.folder)
    try await body(demo, folder)
    demo.remove()
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  private func git(_ folder: String, _ arguments: String...) async throws -> String {
    let output = try await GitForTests.run(arguments, folder, [])
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  @Test func theCommitsAreTheOnesThatWereForeseen() async throws {
    try await withDemo { _, folder in
      for repository in ExampleRepositories.applications(.example) {
        let log = try await git(folder.clone(of: repository.name), "log", "--format=%H", "main")
        #expect(
          log.split(separator: "\n").map(String.init)
            == repository.snapshots.reversed().map(\.revision))
      }
    }
  }

  @Test func theInfrastructureRepositoryIsCleanAndOneCommitAhead() async throws {
    try await withDemo { demo, _ in
      let clone = try #require(demo.infrastructure)
      #expect(try await git(clone, "status", "--porcelain") == "")
      #expect(try await git(clone, "rev-list", "--count", "origin/main..main") == "1")
      #expect(try await git(clone, "fsck", "--strict") == "")
      #expect(
        try await git(clone, "ls-files", "-s", "scripts/deploy-stack.sh").hasPrefix("100755"))
      #expect(
        try await git(clone, "config", "remote.origin.url")
          == "https://git.talos00/homelab/homelab-infra.git")
    }
  }

  @Test func aPushedCommitIsDeployed() async throws {
    try await withDemo { demo, folder in
      let clone = folder.clone(of: "catalyst-ui")
      let file = clone + "/k8s/deployment.yaml"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try text.replacing("replicas: 2", with: "replicas: 3")
        .write(toFile: file, atomically: true, encoding: .utf8)
      _ = try await git(clone, "commit", "-q", "-a", "-m", "Run three replicas")
      _ = try await git(clone, "push", "-q")
      await demo.server.advance(by: .seconds(1))
      await demo.exchangeCommitsOnce()
      await demo.server.advance(by: .seconds(60))
      let live = await demo.server.get(.deployments, "catalyst", "catalyst-ui")
      #expect(live?.at("spec", "replicas") == 3)
      let application = await demo.server.get(ArgoCD.applications, "argocd", "catalyst-ui")
      let head = try await git(clone, "rev-parse", "HEAD")
      #expect(application?.at("status", "sync", "revision")?.string == head)
    }
  }

  @Test func aReleaseArrivesInTheRealRepository() async throws {
    try await withDemo { demo, folder in
      await demo.server.advance(by: .seconds(241))
      await demo.exchangeCommitsOnce()
      let clone = folder.clone(of: "catalyst-ui")
      _ = try await git(clone, "fetch", "-q")
      #expect(try await git(clone, "log", "-1", "--format=%s", "origin/main") == "Deploy c81a3f6")
      #expect(
        await demo.server.knows(
          try #require(folder.head(of: "catalyst-ui")),
          of: ExampleRepository.server + "catalyst-ui.git"))
    }
  }

  @Test func foldersOfDeadProcessesAreSweptAway() throws {
    let parent = FileManager.default.temporaryDirectory.path + "/demo-sweep-\(UUID().uuidString)"
    let stale = parent + "/duet-demo-2147483646-1"
    let other = parent + "/duet-demo-\(ProcessInfo.processInfo.processIdentifier)-1"
    for path in [stale, other] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    defer { try? FileManager.default.removeItem(atPath: parent) }
    let folder = try RepositoryFolder(in: parent, run: GitForTests.run)
    #expect(!FileManager.default.fileExists(atPath: stale))
    #expect(FileManager.default.fileExists(atPath: other))
    folder.remove()
  }
}

/// Runs the `git` of the machine, for tests.
enum GitForTests {
  struct Failure: Error {
    var arguments: [String]
    var message: String
  }

  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

  static let run: GitRunner = { arguments, folder, input in
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try runSynchronously(arguments, folder, input) })
      }
    }
  }

  private static func runSynchronously(
    _ arguments: [String], _ folder: String, _ input: [UInt8]
  ) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"]
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    DispatchQueue.global().async {
      try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
      try? standardInput.fileHandleForWriting.close()
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let message = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(arguments: arguments, message: String(decoding: message, as: UTF8.self))
    }
    return Array(data)
  }
}
