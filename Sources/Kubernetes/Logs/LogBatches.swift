public import HTTP

/// The lines of a log, as many at once as have arrived.
///
/// Pulled: nothing is read ahead of the reader. The bytes aren't copied, but for lines that came in
/// several pieces.
public struct LogBatches: AsyncSequence, Sendable {
  /// Lines, never none.
  public typealias Element = [LogLine]
  /// What reading can fail with.
  public typealias Failure = KubernetesError

  /// The longest line, in bytes, with its time; what is longer comes in pieces.
  public static let longestLine = (1 << 20) + 64

  private let body: Body
  private let limit: Int

  /// Reads a response's body as a log with times.
  public init(_ body: Body, longestLine limit: Int = Self.longestLine) {
    self.body = body
    self.limit = limit
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(chunks: body.makeAsyncIterator(), framer: LineFramer(limit: limit, excess: .split))
  }

  /// Reads batches, and holds the transfer: dropping it ends it.
  public struct Iterator: AsyncIteratorProtocol {
    private var chunks: Body.Iterator
    private var framer: LineFramer
    private var isAtEnd = false
    /// The time of the line whose pieces are being read.
    private var timeOfPieces: Timestamp?
    private var isWithinLine = false

    fileprivate init(chunks: Body.Iterator, framer: LineFramer) {
      self.chunks = chunks
      self.framer = framer
    }

    public mutating func next() async throws(KubernetesError) -> [LogLine]? {
      try await next(isolation: nil)
    }

    /// The next lines; nil at the end of the log.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(KubernetesError) -> [LogLine]? {
      do throws(TransportError) {
        while !isAtEnd {
          guard let chunk = try await chunks.next(isolation: actor) else {
            isAtEnd = true
            return framer.finish().map { [line($0, ending: .log)] }
          }
          framer.append(chunk)
          var lines: [LogLine] = []
          while let bytes = try framer.nextLine() {
            lines.append(line(bytes, ending: framer.isWithinLine ? .cut : .line))
          }
          if !lines.isEmpty { return lines }
        }
        return nil
      } catch {
        throw .transport(error)
      }
    }

    private mutating func line(_ bytes: ArraySlice<UInt8>, ending: LogLine.Ending) -> LogLine {
      // Only the first piece has the time.
      let line =
        isWithinLine
        ? LogLine(time: timeOfPieces, bytes: bytes, ending: ending)
        : LogLine(received: bytes, ending: ending)
      isWithinLine = ending == .cut
      timeOfPieces = line.time
      return line
    }
  }
}

extension LogLine {
  /// Reads a line as the API server sends it: a time, a space, and what was written.
  init(received line: ArraySlice<UInt8>, ending: Ending) {
    let (time, length) = line.withUnsafeBufferPointer { bytes -> (Timestamp?, Int) in
      // The longest time there is has 35 bytes.
      var end = 0
      while end < min(bytes.count, 36), bytes[end] != UInt8(ascii: " ") { end += 1 }
      guard end < 36, let time = Timestamp(bytes: UnsafeBufferPointer(rebasing: bytes[..<end]))
      else { return (nil, 0) }
      return (time, min(end + 1, bytes.count))
    }
    self.init(time: time, bytes: line.dropFirst(length), ending: ending)
  }
}

extension Client {
  /// Opens a log.
  ///
  /// It ends with the container's run, or goes on until dropped where it is followed.
  public func logs(_ query: LogQuery) async throws(KubernetesError) -> LogBatches {
    LogBatches(try await send(Requests.logs(query)).body)
  }
}
