#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs `git` with these arguments in that folder, hands it the input, and gives its output.
///
/// Throws when git can't be run or fails. The module runs no programs itself; whoever composes the
/// program passes one of these in.
public typealias GitRunner =
  @Sendable (
    _ arguments: [String], _ folder: String, _ input: [UInt8]
  ) async throws -> [UInt8]

/// The temporary folder with the demo's repositories, as real Git repositories.
///
/// `remotes/NAME.git` is what Argo CD deploys from; `NAME/` is a clone of it with a working tree,
/// from which a person can commit and `git push`. The clones' remote has the address that
/// Applications name, and a Git setting that leads from there to the folder.
public struct RepositoryFolder: Sendable {
  /// The path of the folder.
  public let path: String
  private let run: GitRunner

  /// Folders of demos are named so, and followed by the process and a number.
  private static let prefix = "duet-demo-"

  /// Makes an empty folder below `parent`, the system's temporary folder if that is nil, and
  /// removes those that earlier processes left behind.
  public init(in parent: String? = nil, run: @escaping GitRunner) throws {
    let parent = parent ?? FileManager.default.temporaryDirectory.path
    Self.sweep(parent)
    let number = UInt32.random(in: 0 ... .max)
    path = parent + (parent.hasSuffix("/") ? "" : "/") + "\(Self.prefix)\(getpid())-\(number)"
    self.run = run
    try FileManager.default.createDirectory(
      atPath: path + "/remotes", withIntermediateDirectories: true)
  }

  /// Where the working tree of a repository is.
  public func clone(of name: String) -> String { "\(path)/\(name)" }

  /// Where the repository is that Argo CD reads.
  public func remote(of name: String) -> String { "\(path)/remotes/\(name).git" }

  /// Writes repositories, several at a time.
  ///
  /// The last `unpushed` commits of each that is named
  /// there are in its clone only.
  public func write(
    _ repositories: [ExampleRepository], unpushed: [String: Int] = [:]
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for repository in repositories {
        group.addTask {
          try await write(repository, unpushed: unpushed[repository.name] ?? 0)
        }
      }
      try await group.waitForAll()
    }
  }

  private func write(_ repository: ExampleRepository, unpushed: Int) async throws {
    let name = repository.name
    let pushed = repository.snapshots.dropLast(unpushed)
    _ = try await run(["init", "-q", "--bare", "-b", "main", remote(of: name)], path, [])
    try await append(ArraySlice(pushed), to: remote(of: name))
    _ = try await run(
      [
        "clone", "-q", "-c", "url.\(path)/remotes/.insteadOf=\(ExampleRepository.server)",
        "-c", "user.name=Demo Operator", "-c", "user.email=operator@talos00",
        repository.url, clone(of: name),
      ], path, [])
    guard unpushed > 0 else { return }
    try await append(repository.snapshots.suffix(unpushed), to: clone(of: name))
    _ = try await run(["reset", "-q", "--hard"], clone(of: name), [])
  }

  /// Puts commits on top of `main` of a remote, as a push by somebody else would.
  public func push(_ snapshot: ExampleRepository.Snapshot, to name: String) async throws {
    try await append([snapshot], to: remote(of: name))
  }

  /// The newest commit on a remote's `main`; nil while it hasn't been written.
  public func head(of name: String) -> String? {
    let file = remote(of: name) + "/refs/heads/main"
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    let revision = text.prefix { $0.isHexDigit }
    return revision.utf8.count == 40 ? String(revision) : nil
  }

  /// Reads the YAML files of any commit on a remote, by path, with its subject.
  public func files(of name: String, at revision: String) async throws -> [String: String] {
    let folder = remote(of: name)
    let list = try await run(["ls-tree", "-r", "-z", "--name-only", revision], folder, [])
    var files: [String: String] = [:]
    for bytes in list.split(separator: 0) {
      let path = String(decoding: bytes, as: UTF8.self)
      guard [".yaml", ".yml", ".json"].contains(where: path.hasSuffix) else { continue }
      let content = try await run(["cat-file", "blob", "\(revision):\(path)"], folder, [])
      files[path] = String(decoding: content, as: UTF8.self)
    }
    return files
  }

  /// Removes the folder and everything in it.
  public func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  private func append(
    _ snapshots: ArraySlice<ExampleRepository.Snapshot>, to folder: String
  ) async throws {
    guard !snapshots.isEmpty else { return }
    _ = try await run(
      ["fast-import", "--quiet"], folder, Self.stream(of: snapshots, onTop: folder))
  }

  /// The commits as `git fast-import` reads them.
  private static func stream(
    of snapshots: ArraySlice<ExampleRepository.Snapshot>, onTop folder: String
  ) -> [UInt8] {
    var stream = ""
    let isEmpty =
      !FileManager.default.fileExists(atPath: folder + "/refs/heads/main")
      && !FileManager.default.fileExists(atPath: folder + "/.git/refs/heads/main")
    for (index, snapshot) in snapshots.enumerated() {
      let commit = snapshot.commit
      let signature = "\(commit.author.name) <\(commit.author.email)> \(commit.time) +0000\n"
      stream += "commit refs/heads/main\nauthor \(signature)committer \(signature)"
      stream += data(commit.message + "\n")
      if index == 0 && !isEmpty { stream += "from refs/heads/main^0\n" }
      for (path, text) in commit.changes.sorted(by: { $0.key < $1.key }) {
        guard let text else {
          stream += "D \(path)\n"
          continue
        }
        let mode = ExampleRepository.isExecutable(path) ? "100755" : "100644"
        stream += "M \(mode) inline \(path)\n" + data(text)
      }
      stream += "\n"
    }
    return Array((stream + "done\n").utf8)
  }

  private static func data(_ text: String) -> String { "data \(text.utf8.count)\n\(text)\n" }

  /// Removes folders of demos whose process is gone: killed, or out of power.
  private static func sweep(_ parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let process = Int32(name.dropFirst(prefix.count).prefix { $0.isNumber }), process > 0
      else { continue }
      if kill(process, 0) != 0, errno == ESRCH {
        try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
      }
    }
  }
}
