internal import CCurl
internal import Glibc
internal import Synchronization

/// The curl thread, as an executor: the actor on it *is* confined to that thread.
///
/// Between jobs the thread is inside `TransferPool.turn`, which waits in `curl_multi_poll`; whatever
/// is put into the inbox ends that wait.
final class TransferThread: SerialExecutor {
  /// What the thread has to do besides moving bytes.
  struct Work {
    /// Pieces of actor methods.
    var jobs: [UnownedJob] = []
    /// Transfers that nobody wants any more, and why.
    ///
    /// Not jobs, because those who know (a `deinit`,
    /// a cancellation handler) cannot wait.
    var endings: [(Transfer.ID, Transfer.Ending)] = []
    /// Whether the thread has to end.
    var isStopped = false

    var isEmpty: Bool { jobs.isEmpty && endings.isEmpty && !isStopped }
  }

  private struct Inbox {
    var work = Work()
    /// Whether the thread is waiting, or about to, and needs the bell.
    var isWaiting = false
  }

  /// Ends a wait of the thread.
  let bell: Int32
  private let inbox = Mutex(Inbox())
  /// The thread's identity, 0 until it runs.
  private let identity = Atomic<UInt>(0)

  init() {
    bell = bell_open()
    precondition(bell >= 0, "no file descriptor left for the transfer thread")
  }

  deinit {
    close(bell)
  }

  /// Starts the thread, which holds both until `stop()`.
  func start(serving pool: TransferPool) {
    let context = Unmanaged.passRetained(Context(thread: self, pool: pool))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    var handle = pthread_t()
    // Signals are for other threads: a handler here would not end `poll` where it is awaited, and
    // OpenSSL's writes to a closed socket raise SIGPIPE, which stays pending while blocked.
    var blocked = sigset_t()
    var previous = sigset_t()
    sigfillset(&blocked)
    for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS] {
      sigdelset(&blocked, fault)
    }
    pthread_sigmask(SIG_BLOCK, &blocked, &previous)
    let failure = pthread_create(
      &handle, &attributes,
      { context in
        guard let context else { return nil }
        let both = Unmanaged<Context>.fromOpaque(context).takeRetainedValue()
        both.thread.run(both.pool)
        return nil
      }, context.toOpaque())
    pthread_sigmask(SIG_SETMASK, &previous, nil)
    precondition(failure == 0, "the transfer thread cannot be started")
  }

  /// Lets the thread end once it has done what is in the inbox.
  func stop() {
    put { $0.isStopped = true }
  }

  /// Ends a transfer, from anywhere, without waiting for it.
  func end(_ id: Transfer.ID, _ ending: Transfer.Ending) {
    put { $0.endings.append((id, ending)) }
  }

  /// Says that the thread is about to wait.
  ///
  /// Returns false if there is work, and no waiting to be done.
  func beginWaiting() -> Bool {
    inbox.withLock {
      $0.isWaiting = $0.work.isEmpty
      return $0.isWaiting
    }
  }

  private func put(_ change: (inout Work) -> Void) {
    let needsBell = inbox.withLock { inbox in
      change(&inbox.work)
      defer { inbox.isWaiting = false }
      return inbox.isWaiting
    }
    if needsBell { bell_ring(bell) }
  }

  private func run(_ pool: TransferPool) {
    identity.store(pthread_self(), ordering: .releasing)
    let executor = asUnownedSerialExecutor()
    while true {
      let work = inbox.withLock { inbox in
        defer { inbox = Inbox() }
        return inbox.work
      }
      let endings = work.endings
      pool.assumeIsolated { $0.end(endings) }
      for job in work.jobs { job.runSynchronously(on: executor) }
      guard !work.isStopped else { break }
      pool.assumeIsolated { $0.turn() }
    }
    pool.assumeIsolated { $0.close() }
  }

  // MARK: SerialExecutor

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    put { $0.jobs.append(job) }
  }

  func checkIsolated() {
    precondition(isIsolatingCurrentContext() == true, "not on the transfer thread")
  }

  func isIsolatingCurrentContext() -> Bool? {
    identity.load(ordering: .acquiring) == pthread_self()
  }

  /// What a new thread is handed.
  private final class Context {
    let thread: TransferThread
    let pool: TransferPool

    init(thread: TransferThread, pool: TransferPool) {
      self.thread = thread
      self.pool = pool
    }
  }
}
