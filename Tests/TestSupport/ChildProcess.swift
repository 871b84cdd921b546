import Foundation
import Glibc
import Synchronization

/// A child process, with a thread of its own that starts it and waits for it.
///
/// Not Foundation's `Process`: that learns of an end by a socket which other children inherit if
/// they are started at the same moment, and takes a process for alive as long as one of them is.
/// And nothing here may wait on the cooperative pool, which has few threads.
package final class ChildProcess: Sendable {
  /// What to run.
  package struct Command: Sendable {
    /// The program's path.
    package var program: String
    /// Its arguments, less the first, which is the program.
    package var arguments: [String]
    /// Where its standard input is read from.
    package var input: Input = .file("/dev/null")
    /// The file that its standard output is added to.
    package var output: String = "/dev/null"
    /// The file that its standard error is added to.
    package var errors: String = "/dev/null"

    package init(
      program: String, arguments: [String], input: Input = .file("/dev/null"),
      output: String = "/dev/null", errors: String = "/dev/null"
    ) {
      self.program = program
      self.arguments = arguments
      self.input = input
      self.output = output
      self.errors = errors
    }

    /// A standard input.
    package enum Input: Sendable {
      case file(String)
      case descriptor(Int32)
    }
  }

  private struct State {
    var status: Int32?
    var waiters: [CheckedContinuation<Int32, Never>] = []
  }

  private let id: pid_t
  private let state = Mutex(State())

  private init(id: pid_t) { self.id = id }

  /// Starts a program.
  ///
  /// Its thread is there until it has ended, which matters to programs that ask to be killed with
  /// their parent: to Linux the parent is the thread.
  package static func start(_ command: Command) async throws -> ChildProcess {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        do {
          let child = ChildProcess(id: try spawn(command))
          continuation.resume(returning: child)
          child.reap()
        } catch {
          continuation.resume(throwing: error)
        }
      }
    }
  }

  /// Whether it hasn't ended yet.
  package var isRunning: Bool { state.withLock { $0.status == nil } }

  /// Waits until it has ended; returns its exit code, or 128 and the number of the signal.
  package func wait() async -> Int32 {
    await withCheckedContinuation { continuation in
      let status = state.withLock { state in
        if state.status == nil { state.waiters.append(continuation) }
        return state.status
      }
      if let status { continuation.resume(returning: status) }
    }
  }

  /// Sends a signal and waits until it has ended.
  package func end(_ signal: Int32) async {
    // Under the lock, so that the number still belongs to our child: `reap` frees it only after.
    state.withLock { state in
      if state.status == nil { kill(id, signal) }
    }
    _ = await wait()
  }

  private func reap() {
    var info = siginfo_t()
    // Leaves the process as it is, so that its number can't be anybody else's yet.
    while waitid(P_PID, id_t(id), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    let (status, waiters) = state.withLock { state in
      var raw: Int32 = 0
      while waitpid(id, &raw, 0) < 0, errno == EINTR {}
      let status = raw & 0x7f == 0 ? raw >> 8 & 0xff : 128 + raw & 0x7f
      state.status = status
      defer { state.waiters = [] }
      return (status, state.waiters)
    }
    for waiter in waiters { waiter.resume(returning: status) }
  }

  private static func spawn(_ command: Command) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    switch command.input {
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
    case .descriptor(let descriptor):
      posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
    }
    for (descriptor, path) in [(1, command.output), (2, command.errors)] as [(Int32, String)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    // Whatever else this process has open is none of the child's business.
    // (Nor is it an error to close what isn't open. Swift doesn't see glibc's action for all.)
    for descriptor in 3..<Int32(min(sysconf(Int32(_SC_OPEN_MAX)), 4096)) {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

    var words = ([command.program] + command.arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var id: pid_t = 0
    let code = posix_spawn(&id, command.program, &actions, &attributes, words, environ)
    guard code == 0 else {
      throw ControlPlane.StartError.failed("\(command.program): \(String(cString: strerror(code)))")
    }
    return id
  }
}

/// What a program that ran to its end said.
struct ProcessResult: Sendable {
  /// The exit code, or 128 and the number of the signal that ended it.
  var status: Int32
  /// What it wrote to its standard output.
  var output: String
  /// What it wrote to its standard error.
  var errors: String
}

/// Runs a program to its end.
func runToEnd(
  _ program: String, _ arguments: [String], input: String = ""
) async throws -> ProcessResult {
  // Files rather than pipes: no reader is needed for each, and none can fill up.
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "duet-run-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = { (name: String) in folder.appendingPathComponent(name) }
  try Data(input.utf8).write(to: file("in"))
  let child = try await ChildProcess.start(
    ChildProcess.Command(
      program: program, arguments: arguments, input: .file(file("in").path),
      output: file("out").path, errors: file("err").path))
  let status = await child.wait()
  return ProcessResult(
    status: status, output: String(decoding: try Data(contentsOf: file("out")), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: file("err")), as: UTF8.self))
}

/// Asks again and again, in small steps, until the answer is yes.
///
/// For other processes only, which can't be awaited: everything of our own has a way to be idle.
package func poll(
  for what: String, upTo limit: Duration = .seconds(60), every step: Duration = .milliseconds(20),
  _ isThere: @Sendable () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now.advanced(by: limit)
  while try await !isThere() {
    guard ContinuousClock.now < deadline else { throw ControlPlane.StartError.timedOut(what) }
    try await Task.sleep(for: step)
  }
}
