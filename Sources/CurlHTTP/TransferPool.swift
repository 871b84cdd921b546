internal import CCurl
internal import HTTP

/// Owns the multi handle and every transfer; runs on the curl thread.
actor TransferPool {
  private let thread: TransferThread
  private var multi: Multi?
  private var transfers: [Transfer.ID: Transfer] = [:]
  private let clock = ContinuousClock()

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(on thread: TransferThread) {
    self.thread = thread
  }

  /// How many transfers have an easy handle.
  var liveCount: Int { transfers.values.count { $0.isLive } }

  /// How many bytes have been received that nobody has read yet.
  var bufferedBytes: Int { transfers.values.reduce(0) { $0 + $1.bufferedBytes } }

  /// Starts a transfer and returns the head of its response.
  func start(_ plan: TransferPlan, as id: Transfer.ID) async -> Result<
    Transfer.Start, TransportError
  > {
    // A cancellation that came before this found no transfer to end.
    guard !Task.isCancelled else { return .failure(TransportError(.cancelled)) }
    let multi = openMulti()
    let transfer = Transfer(plan, now: clock.now)
    transfers[id] = transfer
    transfer.begin(on: multi)
    return await withCheckedContinuation { transfer.awaitHead($0) }
  }

  /// The next chunk of a body; nil after the last one.
  func next(_ id: Transfer.ID) async -> Result<[UInt8]?, TransportError> {
    guard let transfer = transfers[id] else { return .success(nil) }
    if Task.isCancelled { transfer.end(.cancelled) }
    if let ready = transfer.take(now: clock.now) { return ready }
    return await withCheckedContinuation { transfer.awaitChunk($0) }
  }

  /// Ends transfers early; one that isn't there has ended, or sees its cancellation when it starts.
  func end(_ endings: [(Transfer.ID, Transfer.Ending)]) {
    for (id, ending) in endings {
      guard let transfer = transfers[id] else { continue }
      transfer.end(ending)
      if ending == .dropped { transfers[id] = nil }
    }
  }

  /// One turn of the loop: moves bytes, wakes readers, waits for more.
  func turn() {
    let multi = openMulti()
    multi.perform()
    let now = clock.now
    var wait = Duration.seconds(3600)
    for transfer in transfers.values {
      transfer.serve(now: now)
      if let left = transfer.timeLeft(now: now) { wait = min(wait, left) }
    }
    guard thread.beginWaiting() else { return }
    multi.wait(upTo: wait, bell: thread.bell)
  }

  /// Frees every handle, while still on their thread.
  func close() {
    for transfer in transfers.values { transfer.end(.dropped) }
    transfers = [:]
    multi = nil
  }

  private func openMulti() -> Multi {
    if let multi { return multi }
    let opened = Multi()
    multi = opened
    return opened
  }
}
