import CNcurses
import Glibc
import Synchronization

/// The thread that ncurses lives on, as the executor of ``Screen``.
///
/// It sleeps in `poll` until a key arrives, a job is enqueued, a frame is posted or a signal handler
/// writes to ``wakeup``. What an actor on this executor holds is confined to this thread, which the
/// compiler checks.
///
/// It is unchecked because `source` and `thread` are plain variables: `thread` is written before the
/// thread starts to run jobs, `source` is touched on the thread alone.
final class ScreenLoop: SerialExecutor, @unchecked Sendable {
  /// What the loop works for besides jobs.
  struct Source {
    /// Where to wait for input; -1 for nowhere.
    var descriptor: Int32
    /// Called after each wake-up, told whether input is ready.
    ///
    /// Returns after how many milliseconds to be called again at the latest, or -1.
    var turn: (_ isReadable: Bool) -> Int32
  }

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var frame: Frame?
    var isStopped = false
  }

  /// An eventfd that ends the wait; writing to it is safe from anywhere, handlers included.
  let wakeup: Int32
  private let inbox = Mutex(Inbox())
  private let started = Mutex<pthread_t?>(nil)
  private var source: Source?

  init() throws(ScreenError) {
    wakeup = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard wakeup >= 0 else { throw .system(call: "eventfd", code: errno) }
    try start()
  }

  deinit { Glibc.close(wakeup) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    inbox.withLock { $0.jobs.append(job) }
    wake()
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  func checkIsolated() {
    precondition(isOnThread, "only the screen's own thread may do this")
  }

  /// Leaves a frame to be drawn; one that wasn't drawn yet is forgotten.
  func post(_ frame: Frame) {
    inbox.withLock { $0.frame = frame }
    wake()
  }

  /// The frame that was posted last, once.
  func takeFrame() -> Frame? { inbox.withLock { $0.frame.take() } }

  /// Begins to work for a source; on the thread only.
  func attach(_ source: Source?) {
    checkIsolated()
    self.source = source
  }

  /// Lets the thread end once its jobs are done.
  func stop() {
    inbox.withLock { $0.isStopped = true }
    wake()
  }

  private var isOnThread: Bool {
    started.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  private func wake() {
    var one: UInt64 = 1
    _ = write(wakeup, &one, MemoryLayout<UInt64>.size)
  }

  private func start() throws(ScreenError) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let code = started.withLock { started -> Int32 in
      let code = pthread_create(
        &thread, nil,
        { context in
          if let context { Unmanaged<ScreenLoop>.fromOpaque(context).takeRetainedValue().run() }
          return nil
        }, context.toOpaque())
      if code == 0 { started = thread }
      return code
    }
    guard code == 0 else {
      context.release()
      throw .system(call: "pthread_create", code: code)
    }
    pthread_detach(thread)
  }

  private func run() {
    var timeout: Int32 = -1
    while true {
      let (jobs, isStopped) = inbox.withLock { inbox in
        defer { inbox.jobs.removeAll() }
        return (inbox.jobs, inbox.isStopped)
      }
      for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
      if isStopped, jobs.isEmpty { return }
      if !jobs.isEmpty {
        // A job may have attached a source or left a frame: look before sleeping.
        timeout = 0
      }
      timeout = wait(timeout)
    }
  }

  /// Sleeps until there is something to do, and lets the source do it.
  private func wait(_ timeout: Int32) -> Int32 {
    var descriptors = [
      pollfd(fd: wakeup, events: Int16(POLLIN), revents: 0),
      pollfd(fd: source?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&descriptors, 2, timeout)
    if descriptors[0].revents != 0 {
      var count: UInt64 = 0
      _ = read(wakeup, &count, MemoryLayout<UInt64>.size)
    }
    return source?.turn(descriptors[1].revents != 0) ?? -1
  }
}
