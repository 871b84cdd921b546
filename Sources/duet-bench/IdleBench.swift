import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
import Glibc
import Kubernetes
import TUI

/// What the console costs while nothing happens.
struct IdleBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "idle", abstract: "Processor time while nothing happens.")

  @Option(help: "The kubeconfig of a server, which must be another process.")
  var kubeconfig: String

  @Option(help: "For how many seconds.")
  var seconds = 30

  func run() async throws {
    let deck = try Deck(kubeconfig: kubeconfig)
    let running = Task { await deck.runtime.run() }
    _ = await deck.runtime.wait { $0.pods.isComplete }
    try await Task.sleep(for: .seconds(3))
    let before = Measure.processorTime
    let frames = await deck.terminal.frames
    try await Task.sleep(for: .seconds(seconds))
    let used = Measure.processorTime - before
    let share = Measure.milliseconds(used) / Double(seconds) / 10
    let drawn = await deck.terminal.frames - frames
    let pods = await deck.runtime.state.pods.total
    report(
      "idle, \(pods) pods", "\(Measure.rounded(share)) % of a core",
      "\(drawn) frames in \(seconds) s, \(Measure.mebibytes(Measure.peakResidentKiB)) peak")
    running.cancel()
    await running.value
  }
}

/// From the start of the program to its first frame, in a terminal of its own.
struct StartBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Start of `duet demo` to its first frame, in a terminal.")

  @Option(help: "The program.")
  var program = ".build/release/duet"

  @Option(help: "How many runs; the median counts.")
  var runs = 15

  func run() throws {
    var times = try (0..<runs).map { _ in try once() }
    times.sort()
    report(
      "start to first frame", Measure.text(times[times.count / 2]),
      "median of \(runs); best \(Measure.text(times[0]))")
  }

  /// `POSIX_SPAWN_SETSID`, which Swift doesn't see.
  private static let newSession: Int16 = 0x80

  /// `TIOCSPTLCK` and `TIOCGPTN`, likewise.
  private static let unlock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  /// Opens a terminal, starts the program in it, and waits for the title of the first pane.
  private func once() throws -> Duration {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, Self.unlock, &isLocked) == 0,
      ioctl(master, Self.getNumber, &number) == 0
    else { throw Child.Failed(description: "no pseudo-terminal") }
    let name = "/dev/pts/\(number)"
    defer { close(master) }
    var size = winsize(ws_row: 50, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Self.newSession)
    defer { posix_spawnattr_destroy(&attributes) }
    setenv("TERM", "xterm-256color", 1)
    let line = [program, "demo", "--scenario", "empty"]
    var words: [UnsafeMutablePointer<CChar>?] = line.map { (word: String) in strdup(word) }
    words.append(nil)
    defer { for word in words { free(word) } }
    let clock = ContinuousClock()
    let start = clock.now
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, &words, environ)
    guard code == 0 else {
      throw Child.Failed(description: "\(program): \(String(cString: strerror(code)))")
    }
    var seen: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let wanted = Array("Stacks".utf8)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      seen += buffer[..<count]
      if seen.count >= wanted.count,
        seen.indices.dropLast(wanted.count - 1).contains(where: {
          seen[$0] == wanted[0] && Array(seen[$0..<$0 + wanted.count]) == wanted
        })
      {
        break
      }
    }
    let elapsed = clock.now - start
    // Nobody reads what it would say in parting.
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return elapsed
  }
}
