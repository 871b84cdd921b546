import Glibc

/// Another program, run and measured.
struct Child {
  /// What it wrote.
  var output: String
  /// From its start to its end.
  var elapsed: Duration
  /// The processor time it used.
  var processorTime: Duration
  /// The most memory it had resident, in KiB; no less than this process had when it started it.
  var peakKiB: Int

  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  static let ownPath = "/proc/self/exe"

  static func run(
    _ program: String, _ arguments: [String], discardsOutput: Bool = false
  ) throws -> Child {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failed(description: "pipe failed") }
    // Neither end is the child's, but for what is put in the place of its output below.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if discardsOutput {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    } else {
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    }
    let clock = ContinuousClock()
    let start = clock.now
    var child: pid_t = 0
    let line = ([program] + arguments)
    var words: [UnsafeMutablePointer<CChar>?] = line.map { (word: String) in strdup(word) }
    words.append(nil)
    defer { for word in words { free(word) } }
    let code = posix_spawnp(&child, program, &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      throw Failed(description: "\(program) can't be run: \(String(cString: strerror(code)))")
    }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      guard count > 0 else { break }
      output += buffer[..<count]
    }
    close(ends[0])
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    let elapsed = clock.now - start
    guard status == 0 else {
      throw Failed(description: "\(program) ended with status \(status)")
    }
    return Child(
      output: String(decoding: output, as: UTF8.self), elapsed: elapsed,
      processorTime: Measure.duration(usage.ru_utime) + Measure.duration(usage.ru_stime),
      peakKiB: usage.ru_maxrss)
  }
}
