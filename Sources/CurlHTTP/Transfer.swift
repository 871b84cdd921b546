internal import CCurl
internal import HTTP

/// One request under way: an easy handle, what it has brought, and who waits for that.
///
/// Not Sendable: it lives and dies on the curl thread. It outlives its easy handle while bytes that
/// have come are still to be read.
final class Transfer {
  /// Names a transfer from outside the curl thread.
  struct ID: Hashable, Sendable {
    let number: UInt64
  }

  /// Why somebody ends a transfer early.
  enum Ending: Sendable {
    /// The task that waits for it was cancelled.
    case cancelled
    /// The body is gone.
    case dropped
  }

  /// What a transfer begins with.
  struct Start: Sendable {
    let head: ResponseHead
    /// The body, if it has come together with the head.
    let wholeBody: [UInt8]?
  }

  typealias HeadWaiter = CheckedContinuation<Result<Start, TransportError>, Never>
  typealias ChunkWaiter = CheckedContinuation<Result<[UInt8]?, TransportError>, Never>

  private let plan: TransferPlan
  /// nil once the transfer is over.
  private var easy: EasyHandle?
  private var head = ResponseHead()
  private var isHeadTooLong = false
  private var buffer = ReceiveBuffer(mark: 256 << 10)
  /// How it went; nil while it goes on.
  private var outcome: Result<Void, TransportError>?
  private var headWaiter: HeadWaiter?
  private var chunkWaiter: ChunkWaiter?

  private let began: ContinuousClock.Instant
  /// When something came or went last.
  private var lastMove: ContinuousClock.Instant
  /// Whether something has since that was looked at last.
  private var hasMoved = false
  private var sent = 0

  init(_ plan: TransferPlan, now: ContinuousClock.Instant) {
    self.plan = plan
    began = now
    lastMove = now
  }

  /// Whether libcurl is working on it.
  var isLive: Bool { easy != nil }

  /// How many bytes nobody has read yet.
  var bufferedBytes: Int { buffer.count }

  /// Makes the easy handle and starts it.
  func begin(on multi: Multi) {
    let easy = EasyHandle()
    self.easy = easy
    easy.configure(plan)
    // Not retained: the handle lies in `self`, and calls nobody once it is freed.
    let context = Unmanaged.passUnretained(self).toOpaque()
    easy.note(curl_set_pointer(easy.pointer, CURLOPT_PRIVATE, context))
    easy.note(curl_set_pointer(easy.pointer, CURLOPT_HEADERDATA, context))
    easy.note(curl_set_pointer(easy.pointer, CURLOPT_WRITEDATA, context))
    easy.note(
      curl_set_writer(easy.pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        Transfer.at(context).receiveHeader(
          UnsafeRawBufferPointer(start: bytes, count: size * count))
      })
    easy.note(
      curl_set_writer(easy.pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        Transfer.at(context).receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
      })
    if easy.refusal != CURLE_OK {
      finish(easy.refusal)
    } else if !easy.attach(to: multi) {
      finish(CURLE_FAILED_INIT)
    }
  }

  // MARK: Reading

  func awaitHead(_ waiter: HeadWaiter) {
    headWaiter = waiter
    serveHead()
  }

  func awaitChunk(_ waiter: ChunkWaiter) {
    // A second reader, against `Body`'s rule, would otherwise leave the first one waiting for ever.
    chunkWaiter?.resume(returning: .failure(TransportError(.other, detail: "two readers")))
    chunkWaiter = waiter
  }

  /// What a reader gets without waiting; nil if it has to wait.
  func take(now: ContinuousClock.Instant) -> Result<[UInt8]?, TransportError>? {
    guard buffer.isEmpty else {
      let (chunk, resumes) = buffer.take()
      if resumes {
        // The pause was ours, not the server's.
        lastMove = now
        easy?.resume()
      }
      return .success(chunk)
    }
    return outcome.map { $0.map { nil } }
  }

  /// Gives waiting readers what has come since the last turn, and ends a transfer that is silent.
  func serve(now: ContinuousClock.Instant) {
    if hasMoved {
      lastMove = now
      hasMoved = false
    }
    if let left = timeLeft(now: now), left <= .zero { checkSilence(now: now) }
    serveHead()
    if let waiter = chunkWaiter, let ready = take(now: now) {
      chunkWaiter = nil
      waiter.resume(returning: ready)
    }
    if !buffer.refuses, buffer.pauseIfFull() { easy?.pause() }
  }

  private func serveHead() {
    guard let waiter = headWaiter else { return }
    switch outcome {
    case .failure(let error) where !head.isComplete || error.reason == .cancelled:
      headWaiter = nil
      waiter.resume(returning: .failure(error))
    case .success:
      headWaiter = nil
      waiter.resume(returning: .success(Start(head: head, wholeBody: buffer.take().chunk)))
    case .failure, nil:
      guard head.isComplete else { return }
      headWaiter = nil
      waiter.resume(returning: .success(Start(head: head, wholeBody: nil)))
    }
  }

  // MARK: Ending

  /// Ends it early.
  func end(_ ending: Ending) {
    guard outcome == nil || ending == .dropped || chunkWaiter != nil else { return }
    buffer = ReceiveBuffer(mark: 0)
    close(.failure(TransportError(.cancelled)))
    serveHead()
    chunkWaiter?.resume(returning: .failure(TransportError(.cancelled)))
    chunkWaiter = nil
  }

  /// Takes libcurl's word for how it ended.
  func finish(_ code: CURLcode) {
    guard let easy else { return }
    // libcurl calls it a lack of memory when a single field is longer than it takes, 100 KiB.
    if isHeadTooLong || (code == CURLE_OUT_OF_MEMORY && !head.isComplete) {
      close(.failure(TransportError(.protocolViolation, detail: "the response's head is too long")))
    } else if code != CURLE_OK {
      close(.failure(TransportError(code, of: easy, for: plan)))
    } else if !head.isComplete {
      close(.failure(TransportError(.connectionLost, detail: "the response's head isn't whole")))
    } else {
      close(.success(()))
    }
  }

  private func close(_ outcome: Result<Void, TransportError>) {
    self.outcome = outcome
    // Frees the handle, and with it what libcurl has buffered.
    easy = nil
  }

  // MARK: Silence

  /// How long it may stay silent from now on; nil if that doesn't matter.
  func timeLeft(now: ContinuousClock.Instant) -> Duration? {
    guard easy != nil, !buffer.isPaused else { return nil }
    return plan.idleTimeout - (now - lastMove)
  }

  /// Ends the transfer unless the silence has another reason.
  private func checkSilence(now: ContinuousClock.Instant) {
    guard let easy else { return }
    // While it connects, libcurl's own limit holds; the server's time begins with the request.
    let connecting = easy.offset(CURLINFO_PRETRANSFER_TIME_T)
    let uploaded = easy.offset(CURLINFO_SIZE_UPLOAD_T)
    if connecting == 0 || uploaded > sent {
      sent = uploaded
      lastMove = now
    } else if !head.isComplete {
      lastMove = max(lastMove, began + .microseconds(connecting))
    }
    guard let left = timeLeft(now: now), left <= .zero else { return }
    // Nothing else should wait on a connection like this one.
    easy.set(CURLOPT_FORBID_REUSE, true)
    let silence = plan.idleTimeout.components.seconds
    close(
      .failure(TransportError(.timedOut, detail: "nothing came from the server for \(silence) s")))
  }

  // MARK: libcurl's callbacks, during `Multi.perform` and `EasyHandle.resume`

  private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context else { preconditionFailure("a callback without its transfer") }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Int {
    hasMoved = true
    guard head.receive(line) else {
      isHeadTooLong = true
      return 0
    }
    if head.isComplete, head.headers["Content-Encoding"] != nil { expectExpansion() }
    return line.count
  }

  /// Prepares for a body that libcurl decompresses.
  private func expectExpansion() {
    buffer.refuses = false
    // A paused stream of HTTP/2 still gets what the server was allowed to send (32 MiB), and fails
    // when that expands to more than 64 MiB. Such bodies are lists, which are read to the end.
    if let easy, easy.number(CURLINFO_HTTP_VERSION) == Int(CURL_HTTP_VERSION_2_0) {
      buffer.mark = 32 << 20
    }
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    hasMoved = true
    return buffer.receive(bytes) ? bytes.count : Int(CURL_WRITEFUNC_PAUSE)
  }
}
