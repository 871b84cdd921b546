internal import Glibc

/// Cuts chunks of bytes into lines: the JSON documents of a watch, the lines of a log.
///
/// Lines come without their newline, and mostly as slices of the chunk they came in, uncopied. Time
/// is linear in the number of bytes, however small the chunks; memory is bounded by the limit.
public struct LineFramer: Sendable {
  /// What becomes of a line that is longer than the limit.
  public enum Excess: Hashable, Sendable {
    /// Reading fails with `TransportError.Reason.tooLarge`: half a document is worth nothing.
    case fail
    /// The line is handed out in pieces of about that length, cut between characters; nothing is
    /// lost. A piece is handed out at once, not only when the line's end comes.
    case split
  }

  /// How long a line may be, in bytes, without its newline.
  public let limit: Int
  /// What becomes of longer ones.
  public let excess: Excess

  /// The chunk being cut, and how far it has been.
  private var chunk: ArraySlice<UInt8> = []
  /// The beginning of a line whose end wasn't in the chunks before this one.
  private var beginning: [UInt8] = []
  /// Whether what was handed out last was a piece of a line that goes on.
  public private(set) var isWithinLine = false

  /// Makes a framer.
  public init(limit: Int, excess: Excess = .fail) {
    self.limit = limit
    self.excess = excess
  }

  /// Takes in more bytes.
  ///
  /// All lines should have been read by then; if not, what is left is copied together.
  public mutating func append(_ more: [UInt8]) {
    if chunk.isEmpty { chunk = more[...] } else { chunk += more }
  }

  /// The next complete line, or a piece of one; nil when more bytes are needed.
  public mutating func nextLine() throws(TransportError) -> ArraySlice<UInt8>? {
    guard !chunk.isEmpty else { return nil }
    let room = limit - beginning.count
    let searched = chunk.prefix(room + 1)
    if let end = Self.firstNewline(in: searched) {
      let piece = chunk[..<end]
      chunk = chunk[(end + 1)...]
      isWithinLine = false
      guard !beginning.isEmpty else { return piece }
      defer { beginning = [] }
      beginning += piece
      return beginning[...]
    }
    guard searched.count > room else {
      beginning += chunk
      chunk = []
      return nil
    }
    guard excess == .split else { throw TransportError(.tooLarge(limit: limit)) }
    isWithinLine = true
    return splitPiece(room)
  }

  /// All complete lines, once the framer has taken in a chunk.
  public mutating func lines(adding more: [UInt8]) throws(TransportError) -> [ArraySlice<UInt8>] {
    append(more)
    var lines: [ArraySlice<UInt8>] = []
    while let line = try nextLine() { lines.append(line) }
    return lines
  }

  /// The last line, if it has no newline at its end; nil if there is none.
  ///
  /// For when no more bytes will come and `nextLine()` has returned nil.
  public mutating func finish() -> ArraySlice<UInt8>? {
    defer { beginning = [] }
    isWithinLine = false
    return beginning.isEmpty ? nil : beginning[...]
  }

  /// Cuts off a piece for which the chunk has so many bytes and more.
  private mutating func splitPiece(_ room: Int) -> ArraySlice<UInt8> {
    var piece = beginning
    piece += chunk.prefix(room)
    chunk = chunk.dropFirst(room)
    // A character that the cut would go through is left to the next piece.
    var whole = piece.count
    if let next = chunk.first, Self.isContinuation(next) {
      while whole > max(0, piece.count - 3), Self.isContinuation(piece[whole - 1]) { whole -= 1 }
      whole = whole > 0 && piece[whole - 1] >= 0xc0 ? whole - 1 : piece.count
      if whole == 0 { whole = piece.count }
    }
    beginning = Array(piece[whole...])
    return piece[..<whole]
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }

  private static func firstNewline(in bytes: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, let found = memchr(start, 0x0a, buffer.count) else {
        return nil
      }
      return bytes.startIndex + (UnsafeRawPointer(found) - start)
    }
  }
}
