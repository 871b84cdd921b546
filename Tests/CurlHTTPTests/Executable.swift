import Glibc

/// Commands that tests use where the machine has them.
enum Executable {
  /// Whether a command is on the path.
  static func isThere(_ name: String) -> Bool {
    guard let path = getenv("PATH") else { return false }
    return String(cString: path).split(separator: ":").contains {
      access("\($0)/\(name)", X_OK) == 0
    }
  }

  /// Runs a command without output; throws unless it succeeds.
  static func run(_ name: String, _ arguments: [String]) async throws {
    let process = try spawn(name, arguments)
    close(process.output)
    let status = await onThread { () -> Int32 in
      var status: Int32 = 0
      waitpid(process.id, &status, 0)
      return status
    }
    guard status == 0 else { throw Failure(text: "\(name) failed: \(status)") }
  }

  /// Runs a server for as long as `body` takes.
  ///
  /// `body` gets the port: the digits at the end of the first line that contains a colon.
  static func serving<Result>(
    _ name: String, _ arguments: [String], _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let process = try spawn(name, arguments)
    defer {
      kill(process.id, SIGKILL)
      waitpid(process.id, nil, 0)
      close(process.output)
    }
    let line = await onThread { () -> String in
      var line: [UInt8] = []
      var byte: UInt8 = 0
      while read(process.output, &byte, 1) == 1 {
        guard byte == 0x0a else {
          line.append(byte)
          continue
        }
        if line.contains(UInt8(ascii: ":")) { break }
        line = []
      }
      return String(decoding: line, as: UTF8.self)
    }
    guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw Failure(text: "\(name) didn't say where it listens, but: \(line)")
    }
    return try await body(port)
  }

  /// A command that didn't do what it should.
  struct Failure: Error {
    let text: String
  }

  /// Starts a command with its output in a pipe and everything else to nowhere.
  private static func spawn(
    _ name: String, _ arguments: [String]
  ) throws -> (id: pid_t, output: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(text: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    guard posix_spawnp(&id, name, &actions, nil, words, environ) == 0 else {
      close(ends[0])
      throw Failure(text: "\(name) can't be started")
    }
    return (id, ends[0])
  }

  /// Runs what blocks outside the pool that all tests share.
  private static func onThread<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      startThread { continuation.resume(returning: body()) }
    }
  }
}
