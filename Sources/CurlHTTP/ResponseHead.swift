internal import HTTP

/// The head of a response, put together from the lines libcurl hands over.
struct ResponseHead: Sendable {
  /// More than any server has reason to send.
  static let limit = 256 << 10

  private(set) var status = 0
  private(set) var headers = Headers()
  /// Whether the empty line after the last field has come.
  private(set) var isComplete = false
  private var size = 0
  private var unfinished: (name: String, value: String)?

  /// Takes in one line, its end included; returns false when the head is longer than allowed.
  mutating func receive(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    size += line.count
    guard size <= Self.limit else { return false }
    var line = line[...]
    while let last = line.last, last == 0x0d || last == 0x0a { line = line.dropLast() }
    if line.starts(with: "HTTP/".utf8) {
      // A head may be preceded by others: 100 Continue, 103 Early Hints.
      self = ResponseHead()
      let status = line.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
      self.status = Int(String(decoding: status, as: UTF8.self)) ?? 0
      return true
    }
    // Fields after the body (trailers) are none of the head.
    guard !isComplete else { return true }
    guard let first = line.first else {
      finishField()
      isComplete = status >= 200
      return true
    }
    if first == 0x20 || first == 0x09 {
      unfinished?.value += " " + Self.trimmed(line)
      return true
    }
    finishField()
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return true }
    unfinished = (
      String(decoding: line[..<colon], as: UTF8.self),
      Self.trimmed(line[line.index(after: colon)...])
    )
    return true
  }

  private mutating func finishField() {
    if let (name, value) = unfinished { headers.add(name, value) }
    unfinished = nil
  }

  private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
