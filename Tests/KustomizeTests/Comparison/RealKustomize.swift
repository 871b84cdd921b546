import Documents
import FolderSupport
import Foundation
import Glibc
import Testing
import YAML

/// `kubectl kustomize`, which everything is held against.
enum RealKustomize {
  /// What it made of a folder.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Builds folders, a few at a time; the outcomes are in the folders' order.
  ///
  /// One shell does them all: starting it is the one thing that has to be waited for.
  static func build(_ folders: [String]) async throws -> [Outcome] {
    let results = try TemporaryFolder()
    let list = folders.enumerated().map { "\($0) '\($1)'\n" }.joined()
    try results.write("list", list)
    let one =
      #"kubectl kustomize "$2" >"$0/$1.out" 2>"$0/$1.err"; echo $? >"$0/$1.status""#
    let script = "xargs -P 3 -n 2 sh -c '\(one)' '\(results.path)' <'\(results.path)/list'"
    try await runShell(script)
    return try folders.indices.map { index in
      func text(_ ending: String) throws -> String {
        let file = URL(fileURLWithPath: "\(results.path)/\(index).\(ending)")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
      }
      let status = try text("status").trimmingCharacters(in: .whitespacesAndNewlines)
      return Outcome(
        status: try #require(Int32(status)), output: try text("out"), errors: try text("err"))
    }
  }

  /// Whether there is a kubectl whose kustomize is of the version that is followed here.
  static func isAvailable() async -> Bool {
    guard let results = try? TemporaryFolder() else { return false }
    let version = "kubectl version --client 2>/dev/null | grep -q 'Kustomize Version: v5'"
    try? await runShell("if \(version); then : >'\(results.path)/yes'; fi")
    return FileManager.default.fileExists(atPath: "\(results.path)/yes")
  }

  private struct NotStarted: Error {
    var code: Int32
  }

  /// Runs a script to its end, on a thread that may wait.
  private static func runShell(_ script: String) async throws {
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread {
        var words = ["/bin/sh", "-c", script].map { (word: String) in strdup(word) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        var id: pid_t = 0
        let code = posix_spawn(&id, "/bin/sh", &actions, nil, words, environ)
        guard code == 0 else {
          continuation.resume(throwing: NotStarted(code: code))
          return
        }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        continuation.resume()
      }
    }
  }
}

extension RealKustomize.Outcome {
  /// The objects it printed; nil where it refused.
  func objects() throws -> [Value]? {
    guard status == 0 else { return nil }
    return try YAMLParser().parse(output).filter { !$0.isEmpty }.map(\.value)
  }

  /// What it complained of, in a few words.
  var complaint: String {
    let text = errors.split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: " ")
    return String(text.prefix(300))
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that ask kubectl what is right.
  static var realKustomize: Self {
    .enabled("needs kubectl, with kustomize 5, in the path") { await RealKustomize.isAvailable() }
  }
}
