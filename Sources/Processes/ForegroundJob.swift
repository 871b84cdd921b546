internal import Glibc
internal import Synchronization

/// A program as the job in the foreground of a terminal, and the part of a shell that looks after it.
///
/// It is a process group of its own: so signals of the keyboard go to it and not to us, and a program
/// that stops itself with its whole group stops nobody else.
final class ForegroundJob: Sendable {
  /// Why it couldn't be started.
  struct Failure: Error {
    let call: String
    let code: Int32

    var words: String { "\(call): \(String(cString: strerror(code)))" }
  }

  private enum State {
    case waiting, running(pid_t), over
  }

  private let path: String
  private let words: [String]
  private let environment: [String]
  private let terminal: Int32
  private let keepsErrors: Bool
  private let state = Mutex(State.waiting)

  init(
    path: String, words: [String], environment: [String], terminal: Int32, keepsErrors: Bool
  ) {
    self.path = path
    self.words = words
    self.environment = environment
    self.terminal = terminal
    self.keepsErrors = keepsErrors
  }

  /// Runs it to its end, on a thread that has nothing else to do.
  func run() -> Result<(exit: ProcessExit, errors: String), Failure> {
    // Whoever isn't in the foreground and changes the terminal is stopped, unless it blocks this;
    // and while the job has the terminal we aren't.
    var ours = sigset_t()
    var blocked = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &blocked, &ours)
    defer { pthread_sigmask(SIG_SETMASK, &ours, nil) }

    let tee = keepsErrors ? ErrorTee(showing: 2) : nil
    let modes = TerminalModes(terminal)
    let job: pid_t
    switch spawn(errors: tee?.input) {
    case .success(let pid): job = pid
    case .failure(let failure):
      _ = tee?.finish()
      return .failure(failure)
    }
    tee?.begin()
    // Whichever of the two comes first: both we and the job's beginning depend on it.
    setpgid(job, job)
    giveTerminal(to: job)
    let exit = follow(job, modes)
    modes.restore(on: terminal)
    giveTerminal(to: getpgrp())
    return .success((exit, tee?.finish() ?? ""))
  }

  /// Ends the job: as if its terminal were gone.
  func end() {
    state.withLock { state in
      switch state {
      case .running(let job):
        kill(-job, SIGHUP)
        kill(-job, SIGCONT)
      case .waiting: state = .over
      case .over: break
      }
    }
  }

  // MARK: Its life

  /// Waits until it has ended, and shares the terminal with our own shell whenever it stops.
  private func follow(_ job: pid_t, _ modes: TerminalModes) -> ProcessExit {
    while true {
      let status = wait(for: job)
      let low = status & 0x7F
      guard low == 0x7F else {
        return low == 0 ? .code(Int(status >> 8 & 0xFF)) : .signal(Int(low))
      }
      let signal = status >> 8 & 0xFF
      // It asked for the terminal before it was given to it, or a moment before it had it.
      if signal == SIGTTIN || signal == SIGTTOU,
        tcgetpgrp(terminal) == job || giveTerminal(to: job)
      {
        kill(-job, SIGCONT)
        continue
      }
      let jobModes = TerminalModes(terminal)
      modes.restore(on: terminal)
      giveTerminal(to: getpgrp())
      Self.stop(on: terminal)
      jobModes.restore(on: terminal)
      giveTerminal(to: job)
      kill(-job, SIGCONT)
    }
  }

  /// Waits until it has ended or was stopped; returns which, as the system writes it.
  private func wait(for job: pid_t) -> Int32 {
    var info = siginfo_t()
    // Leaves it as it is, so that its number can't be anybody else's yet.
    while waitid(P_PID, id_t(job), &info, WEXITED | WSTOPPED | WNOWAIT) < 0, errno == EINTR {}
    return state.withLock { state in
      var status: Int32 = 0
      while waitpid(job, &status, WUNTRACED) < 0, errno == EINTR {}
      if status & 0x7F != 0x7F { state = .over }
      return status
    }
  }

  @discardableResult
  private func giveTerminal(to group: pid_t) -> Bool { tcsetpgrp(terminal, group) == 0 }

  /// Stops our own job, as the keyboard would; returns once it is in the foreground again.
  ///
  /// Nobody is there to continue a job without a shell: the system doesn't stop that one.
  private static func stop(on terminal: Int32) {
    stopGroup(SIGTSTP)
    // Continued in the background, it waits like everybody who wants to read there.
    for _ in 0..<50 {
      let group = tcgetpgrp(terminal)
      if group < 0 || group == getpgrp() { return }
      stopGroup(SIGTTIN)
      poll(nil, 0, 20)
    }
  }

  /// Stops our group; returns once it is continued, or at once where the system doesn't stop it.
  ///
  /// A signal to the process may be taken by another thread, and this one run on for a while; one to
  /// this thread alone stops all of them before it returns. So the others of the group get theirs
  /// first, while it means nothing to us.
  private static func stopGroup(_ signal: Int32) {
    var (ignored, standard, ours) = (sigaction(), sigaction(), sigaction())
    ignored.__sigaction_handler.sa_handler = SIG_IGN
    standard.__sigaction_handler.sa_handler = SIG_DFL
    // Somebody may listen to this signal for a screen that isn't there at the moment.
    sigaction(signal, &ignored, &ours)
    defer { sigaction(signal, &ours, nil) }
    kill(0, signal)
    sigaction(signal, &standard, nil)
    var (taken, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&taken)
    sigaddset(&taken, signal)
    pthread_kill(pthread_self(), signal)
    // Threads of this program leave signals to one of them; here this one takes it.
    pthread_sigmask(SIG_UNBLOCK, &taken, &blocked)
    pthread_sigmask(SIG_SETMASK, &blocked, nil)
  }

  // MARK: Its beginning

  private func spawn(errors: Int32?) -> Result<pid_t, Failure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let errors { posix_spawn_file_actions_adddup2(&actions, errors, 2) }
    // Whatever else this process has open is none of its business; to close what isn't open is no
    // error. (Swift doesn't see glibc's action for all.)
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
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let (words, variables) = (CStrings(words), CStrings(environment))
    defer {
      words.free()
      variables.free()
    }
    return state.withLock { state in
      guard case .waiting = state else { return .failure(Failure(call: "start", code: ECANCELED)) }
      var job: pid_t = 0
      let code = posix_spawn(
        &job, path, &actions, &attributes, words.pointers, variables.pointers)
      guard code == 0 else { return .failure(Failure(call: path, code: code)) }
      state = .running(job)
      return .success(job)
    }
  }
}

/// Texts as C wants them.
private struct CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

  func free() {
    for pointer in pointers { Glibc.free(pointer) }
  }
}

/// What the line of a terminal does with bytes, and whether its reads and writes wait.
private struct TerminalModes {
  private let modes: termios?
  private let flags: Int32

  init(_ terminal: Int32) {
    var modes = termios()
    self.modes = tcgetattr(terminal, &modes) == 0 ? modes : nil
    flags = fcntl(terminal, F_GETFL)
  }

  func restore(on terminal: Int32) {
    if var modes { tcsetattr(terminal, TCSADRAIN, &modes) }
    // The flags are those of every descriptor of the terminal, ours included.
    if flags >= 0 { _ = fcntl(terminal, F_SETFL, flags) }
  }
}

/// Shows what a program writes to its standard error, and keeps the last of it.
private final class ErrorTee: Sendable {
  /// The end for the program.
  let input: Int32
  private let output: Int32
  private let shown: Int32
  private let stopping: (reader: Int32, writer: Int32)
  private let kept = Mutex<[UInt8]>([])
  private let thread = Mutex<OwnThread?>(nil)

  /// So many of the last bytes are kept.
  private static let capacity = 4096

  init?(showing descriptor: Int32) {
    guard let (output, input) = Self.pipe(), let stopping = Self.pipe() else { return nil }
    self.output = output
    self.input = input
    self.stopping = stopping
    shown = descriptor
  }

  /// Begins, once the program has its end.
  func begin() {
    close(input)
    thread.withLock { $0 = OwnThread { [self] in copy() } }
  }

  /// Ends, and returns what was kept.
  ///
  /// What the program started may live on and have its end open: that isn't waited for.
  func finish() -> String {
    close(stopping.writer)
    if let thread = thread.withLock({ $0.take() }) { thread.join() } else { close(input) }
    close(stopping.reader)
    close(output)
    return String(decoding: kept.withLock { $0 }, as: UTF8.self)
  }

  private func copy() {
    // Some terminals stop whoever writes from the background.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var waiting = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: stopping.reader, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, -1) >= 0 || errno == EINTR else { return }
      if waiting[0].revents != 0 {
        let count = read(output, &buffer, buffer.count)
        guard count > 0 else { return }
        _ = write(shown, buffer, count)
        kept.withLock { kept in
          kept += buffer.prefix(count)
          kept.removeFirst(max(0, kept.count - Self.capacity))
        }
      } else if waiting[1].revents != 0 {
        return
      }
    }
  }

  private static func pipe() -> (reader: Int32, writer: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    // No program that is started meanwhile is to keep them open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
