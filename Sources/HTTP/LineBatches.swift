/// A body as lines: all that a chunk completes, at once.
///
/// One await for many lines is what makes hundreds of thousands a second possible. Dropping the
/// iterator ends the transfer, as it does for `Body`.
public struct LineBatches: AsyncSequence, Sendable {
  /// Complete lines without their newlines, never none.
  public typealias Element = [ArraySlice<UInt8>]
  /// What a read can fail with.
  public typealias Failure = TransportError

  fileprivate let body: Body
  fileprivate let framer: LineFramer

  public func makeAsyncIterator() -> Iterator {
    Iterator(chunks: body.makeAsyncIterator(), framer: framer)
  }

  /// Reads batches, and holds the transfer.
  public struct Iterator: AsyncIteratorProtocol {
    private var chunks: Body.Iterator
    private var framer: LineFramer
    private var isAtEnd = false

    fileprivate init(chunks: Body.Iterator, framer: LineFramer) {
      self.chunks = chunks
      self.framer = framer
    }

    public mutating func next() async throws(TransportError) -> [ArraySlice<UInt8>]? {
      try await next(isolation: nil)
    }

    /// The next lines; nil at the end of the body.
    ///
    /// A last line without a newline is one, too.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransportError) -> [ArraySlice<UInt8>]? {
      while !isAtEnd {
        guard let chunk = try await chunks.next(isolation: actor) else {
          isAtEnd = true
          return framer.finish().map { [$0] }
        }
        let lines = try framer.lines(adding: chunk)
        if !lines.isEmpty { return lines }
      }
      return nil
    }
  }
}

/// A body as lines, one by one.
public struct Lines: AsyncSequence, Sendable {
  /// A line without its newline.
  public typealias Element = ArraySlice<UInt8>
  /// What a read can fail with.
  public typealias Failure = TransportError

  fileprivate let body: Body
  fileprivate let framer: LineFramer

  public func makeAsyncIterator() -> Iterator {
    Iterator(chunks: body.makeAsyncIterator(), framer: framer)
  }

  /// Reads lines, and holds the transfer.
  public struct Iterator: AsyncIteratorProtocol {
    private var chunks: Body.Iterator
    private var framer: LineFramer
    private var isAtEnd = false

    fileprivate init(chunks: Body.Iterator, framer: LineFramer) {
      self.chunks = chunks
      self.framer = framer
    }

    public mutating func next() async throws(TransportError) -> ArraySlice<UInt8>? {
      try await next(isolation: nil)
    }

    /// The next line; nil at the end of the body.
    ///
    /// A last line without a newline is one, too.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransportError) -> ArraySlice<UInt8>? {
      while !isAtEnd {
        if let line = try framer.nextLine() { return line }
        guard let chunk = try await chunks.next(isolation: actor) else {
          isAtEnd = true
          return framer.finish()
        }
        framer.append(chunk)
      }
      return nil
    }
  }
}

extension Body {
  /// The body cut into lines; `limit` is the most bytes a line may have.
  public func lines(limit: Int = 8 << 20) -> Lines {
    Lines(body: self, framer: LineFramer(limit: limit))
  }

  /// The body cut into lines, as many at once as a chunk completes.
  public func lineBatches(limit: Int = 8 << 20) -> LineBatches {
    LineBatches(body: self, framer: LineFramer(limit: limit))
  }
}
