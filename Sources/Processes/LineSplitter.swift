/// Cuts a stream of bytes into lines.
struct LineSplitter {
  /// A line that is longer is handed over in pieces, so that a program can't fill the memory.
  private let limit: Int
  private var rest: [UInt8] = []

  init(limit: Int = 1 << 20) {
    self.limit = limit
  }

  /// Takes more bytes and returns the lines they complete, without their line breaks.
  mutating func split(_ bytes: UnsafeRawBufferPointer) -> [String] {
    var lines: [String] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      rest.append(contentsOf: bytes[start..<(end ?? bytes.endIndex)])
      start = end.map { $0 + 1 } ?? bytes.endIndex
      while rest.count > limit {
        lines.append(String(decoding: rest.prefix(limit), as: UTF8.self))
        rest.removeFirst(limit)
      }
      if end != nil { lines.append(take()) }
    }
    return lines
  }

  /// The line that the stream ended in the middle of.
  mutating func finish() -> String? {
    rest.isEmpty ? nil : take()
  }

  private mutating func take() -> String {
    if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
    defer { rest.removeAll(keepingCapacity: true) }
    return String(decoding: rest, as: UTF8.self)
  }
}
