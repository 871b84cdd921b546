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
    /// The line is cut, at the beginning of a character, and this is put behind it; the rest is
    /// skipped. The cut line is handed out at once, not only when its end comes.
    case cut(marker: String)
  }

  /// How long a line may be, in bytes, without its newline.
  public let limit: Int
  /// What becomes of longer ones.
  public let excess: Excess

  /// The chunk being cut, and how far it has been.
  private var chunk: ArraySlice<UInt8> = []
  /// The beginning of a line whose end wasn't in the chunks before this one.
  private var beginning: [UInt8] = []
  /// Whether the line being read has been cut already.
  private var isSkipping = false

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

  /// The next complete line, or a cut one; nil when more bytes are needed.
  public mutating func nextLine() throws(TransportError) -> ArraySlice<UInt8>? {
    while !chunk.isEmpty {
      let end = Self.firstNewline(in: chunk)
      let piece = chunk[..<(end ?? chunk.endIndex)]
      chunk = end.map { chunk[($0 + 1)...] } ?? []
      if isSkipping {
        isSkipping = end == nil
        continue
      }
      guard beginning.count + piece.count <= limit else {
        isSkipping = end == nil
        return try cut(piece)
      }
      guard end != nil else {
        beginning += piece
        return nil
      }
      guard !beginning.isEmpty else { return piece }
      defer { beginning = [] }
      beginning += piece
      return beginning[...]
    }
    return nil
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
    defer {
      beginning = []
      isSkipping = false
    }
    return beginning.isEmpty ? nil : beginning[...]
  }

  private mutating func cut(_ piece: ArraySlice<UInt8>) throws(TransportError) -> ArraySlice<UInt8>
  {
    guard case .cut(let marker) = excess else { throw TransportError(.tooLarge(limit: limit)) }
    defer { beginning = [] }
    let room = limit - beginning.count
    beginning += piece.prefix(room)
    if let next = piece.dropFirst(room).first, Self.isContinuation(next) {
      Self.dropPartialCharacter(from: &beginning)
    }
    beginning += marker.utf8
    return beginning[...]
  }

  /// Drops the first bytes of a character whose others have been cut off.
  private static func dropPartialCharacter(from bytes: inout [UInt8]) {
    var dropped = 0
    while dropped < 3, let last = bytes.last, isContinuation(last) {
      bytes.removeLast()
      dropped += 1
    }
    if let last = bytes.last, last >= 0xc0 { bytes.removeLast() }
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
