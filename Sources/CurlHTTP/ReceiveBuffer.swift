/// Bytes that have come and that nobody has read yet, and whether more are welcome.
struct ReceiveBuffer {
  private var bytes: [UInt8] = []
  /// Above this many bytes no more are taken.
  var mark: Int
  /// Whether bytes above the mark are refused, rather than taken until there is a pause.
  ///
  /// Where libcurl decompresses, it keeps what is refused, and all that the rest of its input
  /// expands to, and fails once that is 64 MiB.
  var refuses = true
  /// Whether no more will come until the next reading.
  private(set) var isPaused = false
  /// How large the last chunk was, and the next one is likely to be.
  private var usual = 0

  init(mark: Int) {
    self.mark = mark
  }

  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }

  /// Takes bytes in, or refuses them all and is paused.
  mutating func receive(_ more: UnsafeRawBufferPointer) -> Bool {
    if refuses, bytes.count >= mark {
      isPaused = true
      return false
    }
    if bytes.isEmpty, usual > more.count { bytes.reserveCapacity(usual) }
    bytes.append(contentsOf: more)
    return true
  }

  /// Pauses, between two deliveries, if it is full; returns whether this was the moment to do so.
  mutating func pauseIfFull() -> Bool {
    guard !isPaused, bytes.count >= mark else { return false }
    isPaused = true
    return true
  }

  /// Hands out all bytes; the second value says whether a pause is over with that.
  mutating func take() -> (chunk: [UInt8], resumes: Bool) {
    defer {
      usual = bytes.count
      bytes = []
      isPaused = false
    }
    return (bytes, isPaused)
  }
}
