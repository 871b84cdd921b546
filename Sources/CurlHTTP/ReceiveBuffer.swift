/// Bytes that have come and that nobody has read yet, and whether more are welcome.
struct ReceiveBuffer {
  private var bytes: [UInt8] = []
  /// Above this many bytes no more are taken.
  var mark: Int
  /// Whether bytes were refused since the last reading.
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
    guard bytes.count < mark else {
      isPaused = true
      return false
    }
    if bytes.isEmpty, usual > more.count { bytes.reserveCapacity(usual) }
    bytes.append(contentsOf: more)
    return true
  }

  /// Hands out all bytes; the second value says that refused ones should now be offered again.
  mutating func take() -> (chunk: [UInt8], resumes: Bool) {
    defer {
      usual = bytes.count
      bytes = []
      isPaused = false
    }
    return (bytes, isPaused)
  }
}
