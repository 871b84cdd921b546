/// A response body that is pulled, chunk by chunk.
///
/// Nothing is read from the network beyond a small buffer until somebody asks (back-pressure). A
/// body is read once, by one reader. Cancelling the reading task, or dropping the last reference to
/// the body and its iterator, ends the transfer.
public struct Body: AsyncSequence, Sendable {
  /// One piece of the body, never empty.
  public typealias Element = [UInt8]
  /// What a read can fail with.
  public typealias Failure = TransportError

  /// Where chunks come from; implemented by transports.
  public protocol Source: AnyObject, Sendable {
    /// The next chunk, never empty; nil at the end, and on every call after the end.
    ///
    /// Throws when the transfer failed before the end of the body or the task was cancelled.
    func next() async throws(TransportError) -> [UInt8]?
  }

  private let source: any Source

  /// Makes a body that reads from a source.
  public init(_ source: any Source) {
    self.source = source
  }

  /// Makes a body of bytes that are already there.
  public init(_ bytes: [UInt8] = []) {
    self.init(FixedSource(bytes))
  }

  public func makeAsyncIterator() -> Iterator { Iterator(source: source) }

  /// Reads chunks, and holds the transfer: dropping it ends it.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let source: any Source

    public mutating func next() async throws(TransportError) -> [UInt8]? {
      try await source.next()
    }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransportError) -> [UInt8]? {
      try await source.next()
    }
  }

  /// Reads the whole body.
  ///
  /// Throws `.tooLarge` as soon as it is longer than `limit` bytes; the rest isn't read.
  public func collect(upTo limit: Int = 256 << 20) async throws(TransportError) -> [UInt8] {
    guard let first = try await source.next() else { return [] }
    var chunks = [first]
    var count = first.count
    while count <= limit, let chunk = try await source.next() {
      chunks.append(chunk)
      count += chunk.count
    }
    guard count <= limit else { throw TransportError(.tooLarge(limit: limit)) }
    guard chunks.count > 1 else { return first }
    // Joined once at the end: an array that grows with the body copies it several times over.
    return [UInt8](unsafeUninitializedCapacity: count) { all, filled in
      for chunk in chunks { filled = all[filled...].initialize(fromContentsOf: chunk) }
    }
  }
}

/// The source of a body that is all there from the start.
private final class FixedSource: Body.Source {
  // Read once by one reader, as `Body` says; an actor would cost a hop for every chunk.
  private let remaining: Once

  init(_ bytes: [UInt8]) { remaining = Once(bytes.isEmpty ? nil : bytes) }

  func next() async throws(TransportError) -> [UInt8]? { await remaining.take() }

  private actor Once {
    private var bytes: [UInt8]?
    init(_ bytes: [UInt8]?) { self.bytes = bytes }
    func take() -> [UInt8]? {
      defer { bytes = nil }
      return bytes
    }
  }
}
