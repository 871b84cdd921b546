internal import Synchronization

/// The thread that libcurl runs on, and its connections.
///
/// One is enough for a program: every `CurlTransport` made with it shares its thread, and requests
/// to the same server share connections. It ends with the last reference, which transports, and
/// bodies still being read, hold too.
public final class TransferLoop: Sendable {
  let thread: TransferThread
  let pool: TransferPool
  private let lastID = Atomic<UInt64>(0)

  /// Starts the thread, which at once begins to initialise libcurl while the caller goes on.
  public init() {
    thread = TransferThread()
    pool = TransferPool(on: thread)
    thread.start(serving: pool)
  }

  deinit {
    thread.stop()
  }

  /// How many transfers libcurl is working on right now, paused ones included.
  public var liveTransfers: Int {
    get async { await pool.liveCount }
  }

  /// How many bytes of bodies are in memory that nobody has read yet.
  public var bufferedBytes: Int {
    get async { await pool.bufferedBytes }
  }

  func makeID() -> Transfer.ID {
    Transfer.ID(number: lastID.wrappingAdd(1, ordering: .relaxed).newValue)
  }
}
