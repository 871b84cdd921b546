public import HTTP

/// The lines of a log, as many at once as have arrived.
///
/// Pulled: nothing is read ahead of the reader.
public struct LogBatches: AsyncSequence, Sendable {
  /// Lines, never none.
  public typealias Element = [LogLine]
  /// What reading can fail with.
  public typealias Failure = KubernetesError

  /// The longest line, in bytes; what is longer is cut.
  public static let longestLine = 256 << 10

  // No line has a newline in it, unless this one is put there.
  private static let cutMarker = "\n"

  private let body: Body

  /// Reads a response's body as a log with times.
  public init(_ body: Body) { self.body = body }

  public func makeAsyncIterator() -> Iterator {
    Iterator(
      lines: body.lineBatches(limit: Self.longestLine, excess: .cut(marker: Self.cutMarker))
        .makeAsyncIterator())
  }

  /// Reads batches, and holds the transfer: dropping it ends it.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var lines: LineBatches.Iterator

    public mutating func next() async throws(KubernetesError) -> [LogLine]? {
      try await next(isolation: nil)
    }

    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(KubernetesError) -> [LogLine]? {
      do throws(TransportError) {
        return try await lines.next(isolation: actor)?.map { LogLine(bytes: $0) }
      } catch {
        throw .transport(error)
      }
    }
  }
}

extension LogLine {
  /// Reads a line as the API server sends it: a time, a space, and what was written.
  init(bytes line: ArraySlice<UInt8>) {
    var line = line
    isCut = line.last == UInt8(ascii: "\n")
    if isCut { line.removeLast() }
    // A container that writes line ends of another system means a line end all the same.
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    // The longest time there is has 35 bytes.
    if let space = line.prefix(36).firstIndex(of: UInt8(ascii: " ")) {
      time = line[..<space].withUnsafeBufferPointer { Timestamp(bytes: $0) }
      if time != nil { line = line[(space + 1)...] }
    } else {
      time = line.withUnsafeBufferPointer { $0.count > 35 ? nil : Timestamp(bytes: $0) }
      if time != nil { line = [] }
    }
    text = String(decoding: line, as: UTF8.self)
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
