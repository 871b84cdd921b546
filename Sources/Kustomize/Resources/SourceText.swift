import YAML

/// The text of a file, by the places of what is in it.
struct SourceText {
  private let bytes: [UInt8]
  private var lineStarts: [Int] = []

  init(_ bytes: [UInt8]) {
    // The parser doesn't count a byte order mark either.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// How a scalar without quotes is written; nil for any other node.
  mutating func plainScalar(_ node: YAMLNode) -> String? {
    guard node.position.line == node.end.line,
      let start = offset(of: node.position), let end = offset(of: node.end), start < end,
      !"\"'|>*&!".utf8.contains(bytes[start])
    else { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func offset(of position: SourcePosition) -> Int? {
    if lineStarts.isEmpty {
      lineStarts = [0]
      for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
        lineStarts.append(index + 1)
      }
    }
    guard position.line <= lineStarts.count else { return nil }
    var offset = lineStarts[position.line - 1]
    // Columns count characters, not bytes.
    for _ in 1..<position.column {
      repeat { offset += 1 } while offset < bytes.count && bytes[offset] & 0xC0 == 0x80
      guard offset <= bytes.count else { return nil }
    }
    return offset
  }
}
