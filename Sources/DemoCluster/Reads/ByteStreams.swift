import HTTP

/// A body made of pieces that are all there, handed out in chunks of a decent size.
actor PiecewiseSource: Body.Source {
  private var pieces: [[UInt8]]
  private var next = 0
  private static let chunkSize = 64 << 10

  init(_ pieces: [[UInt8]]) { self.pieces = pieces }

  func next() async throws(TransportError) -> [UInt8]? {
    if Task.isCancelled { throw TransportError(.cancelled) }
    return take()
  }

  /// The next chunk; nil once everything is out.
  func take() -> [UInt8]? {
    var chunk: [UInt8] = []
    while next < pieces.count, chunk.isEmpty || chunk.count < Self.chunkSize {
      chunk.append(contentsOf: pieces[next])
      // What is out isn't held any longer.
      pieces[next] = []
      next += 1
    }
    return chunk.isEmpty ? nil : chunk
  }
}

/// The way from the server to one reader: what is put into the output comes out of the source.
struct LiveChannel {
  /// What comes.
  enum Piece: Sendable {
    case bytes([UInt8])
    case failure(TransportError)
  }

  /// How much may come without being read: a reader who is slower than that is cut off.
  private static let limit = 8192

  let output: LiveOutput
  private let stream: AsyncStream<Piece>

  init() {
    let (stream, input) = AsyncStream<Piece>.makeStream(
      bufferingPolicy: .bufferingOldest(Self.limit))
    self.stream = stream
    output = LiveOutput(input: input)
  }

  func source(startingWith pieces: [[UInt8]]) -> LiveSource {
    LiveSource(startingWith: pieces, then: stream)
  }
}

/// A body that begins with what is there and goes on with what comes.
final class LiveSource: Body.Source {
  private let start: PiecewiseSource
  private let stream: AsyncStream<LiveChannel.Piece>

  init(startingWith pieces: [[UInt8]], then stream: AsyncStream<LiveChannel.Piece>) {
    start = PiecewiseSource(pieces)
    self.stream = stream
  }

  func next() async throws(TransportError) -> [UInt8]? {
    if let chunk = await start.take() { return chunk }
    // Every iterator of a stream takes from the same buffer; dropping one ends nothing.
    for await piece in stream {
      switch piece {
      case .bytes(let bytes): return bytes
      case .failure(let error): throw error
      }
    }
    if Task.isCancelled { throw TransportError(.cancelled) }
    return nil
  }
}

/// One open watch or log: where its bytes go.
struct LiveOutput {
  let input: AsyncStream<LiveChannel.Piece>.Continuation

  /// Sends bytes; false if nobody reads any longer, or too slowly.
  func send(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    switch input.yield(.bytes(bytes)) {
    case .enqueued: return true
    case .terminated: return false
    case .dropped:
      input.finish()
      return false
    @unknown default: return false
    }
  }

  func end(_ error: TransportError?) {
    if let error { input.yield(.failure(error)) }
    input.finish()
  }
}
