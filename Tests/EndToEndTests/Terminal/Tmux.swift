import Foundation
import Glibc
import Testing

/// A terminal of tmux with one program in it.
///
/// Each has a tmux server of its own, which ends with the test.
struct Tmux {
  /// What was waited for didn't come.
  struct Stuck: Error, CustomStringConvertible {
    var description: String
  }

  private let socket = "duet-test-\(UUID().uuidString.prefix(8))"

  /// Whether there is a tmux.
  static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }
  private static let program = "/usr/bin/tmux"

  /// The program that was built beside these tests, if it was.
  static var duet: String? {
    let folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent()
    var candidates = [Bundle.main.bundleURL, folder]
    if let bundle = CommandLine.arguments.first(where: { $0.hasSuffix(".xctest") }) {
      candidates.append(URL(fileURLWithPath: bundle).deletingLastPathComponent())
    }
    return candidates.map { $0.appendingPathComponent("duet").path }
      .first(where: FileManager.default.isExecutableFile)
  }

  /// Opens a terminal with a shell that runs a command line, and closes it after the body.
  static func run(
    _ line: String, width: Int, height: Int, _ body: (Tmux) async throws -> Void
  ) async throws {
    let tmux = Tmux()
    try await tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(width)", "-y", "\(height)",
      "env PS1='$ ' LANG=C.UTF-8 bash --norc --noprofile -i")
    do {
      try await tmux("set-option", "-g", "window-size", "manual")
      try await tmux.type(line)
      try await body(tmux)
    } catch {
      _ = try? await tmux("kill-server")
      throw error
    }
    _ = try? await tmux("kill-server")
  }

  /// Types a line into the shell.
  func type(_ line: String) async throws {
    try await self("send-keys", "-l", line)
    try await self("send-keys", "Enter")
  }

  /// Presses a key, by tmux's name for it.
  func press(_ key: String) async throws { try await self("send-keys", key) }

  func resize(_ width: Int, _ height: Int) async throws {
    try await self("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  /// What is on the screen.
  func screen() async throws -> String { try await self("capture-pane", "-p") }

  /// A fact about the terminal, in tmux's words: `alternate_on`.
  func fact(_ name: String) async throws -> String {
    try await self("display-message", "-p", "#{\(name)}").trimmingCharacters(in: .newlines)
  }

  /// Waits until the screen fulfils a condition.
  @discardableResult
  func wait(
    for what: String, until isFulfilled: (String) -> Bool
  ) async throws -> String {
    let end = ContinuousClock.now + .seconds(120)
    while true {
      let text = try await screen()
      if isFulfilled(text) { return text }
      guard ContinuousClock.now < end else {
        throw Stuck(description: "waited for \(what) in vain; the screen:\n\(text)")
      }
      // Another program's screen can't be waited on.
      try await Task.sleep(for: .milliseconds(30))
    }
  }

  /// Waits until all of these texts are on the screen.
  @discardableResult
  func see(_ texts: String...) async throws -> String {
    try await wait(for: "\(texts)") { screen in texts.allSatisfy(screen.contains) }
  }

  @discardableResult
  private func callAsFunction(_ arguments: String...) async throws -> String {
    // The server it may leave behind is not to hold what other tests have open.
    let closing =
      "for n in /proc/$BASHPID/fd/*; do n=${n##*/}; "
      + "[ $n -gt 2 ] && eval \"exec $n>&-\"; done; exec \"$@\""
    let words = ["/bin/bash", "-c", closing, "bash", Self.program, "-L", socket] + arguments
    return try await withCheckedThrowingContinuation { continuation in
      // Blocking one of the pool's threads would starve the tests.
      Thread.detachNewThread { continuation.resume(with: Result { try Self.runBlocking(words) }) }
    }
  }

  /// Runs a command on the calling thread, and returns what it printed.
  ///
  /// Not Foundation's `Process`: that takes a program for alive as long as any child of it is, and
  /// tmux leaves its server behind.
  private static func runBlocking(_ words: [String]) throws -> String {
    let output = FileManager.default.temporaryDirectory.appendingPathComponent(
      "duet-tmux-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // A thread of the tests may have signals blocked, among them the one that ends tmux's server.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var id: pid_t = 0
    guard posix_spawn(&id, words[0], &actions, &attributes, pointers, environ) == 0 else {
      throw Stuck(description: "\(words[0]) can't be started")
    }
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    return (try? String(contentsOf: output, encoding: .utf8)) ?? ""
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that run the built program in a terminal.
  static var terminal: Self {
    .enabled(
      if: Tmux.isAvailable && Tmux.duet != nil,
      "needs tmux, and the program `duet` built beside the tests")
  }
}
