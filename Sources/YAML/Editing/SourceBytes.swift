/// The bytes of a text, with its lines.
struct SourceBytes {
  let bytes: [UInt8]

  private static let space = UInt8(ascii: " ")
  private static let tab = UInt8(ascii: "\t")

  var count: Int { bytes.count }

  subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  // MARK: - Lines

  static func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// Where the line begins that a place is on.
  func lineStart(_ offset: Int) -> Int {
    var start = min(offset, count)
    // Within a line break of two bytes, the place is on the line that ends there.
    while start > 0, !Self.isBreak(bytes[start - 1]) { start -= 1 }
    return start
  }

  /// Where the line ends that a place is on, without its line break.
  func lineEnd(_ offset: Int) -> Int {
    var end = offset
    while end < count, !Self.isBreak(bytes[end]) { end += 1 }
    return end
  }

  /// Where the next line begins, or the end of the text.
  func nextLine(_ offset: Int) -> Int {
    let end = lineEnd(offset)
    guard end < count else { return end }
    let isPair =
      bytes[end] == UInt8(ascii: "\r") && end + 1 < count && bytes[end + 1] == UInt8(ascii: "\n")
    return end + (isPair ? 2 : 1)
  }

  /// Where the line break begins that is in front of the line a place is on; nil on the first line.
  func breakBefore(_ offset: Int) -> Int? {
    let start = lineStart(offset)
    guard start > 0 else { return nil }
    let isPair =
      start > 1 && bytes[start - 1] == UInt8(ascii: "\n")
      && bytes[start - 2] == UInt8(ascii: "\r")
    return start - (isPair ? 2 : 1)
  }

  /// Whether only white space is in front of a place on its line.
  func isFirstOnLine(_ offset: Int) -> Bool {
    bytes[lineStart(offset)..<offset].allSatisfy(Self.isBlank)
  }

  /// How many Unicode scalars are in front of a place on its line.
  func column(_ offset: Int) -> Int {
    bytes[lineStart(offset)..<offset].count { $0 & 0xC0 != 0x80 }
  }

  /// The line that a place is on, from 1.
  func line(_ offset: Int) -> Int {
    var line = 1
    var index = 0
    while index < min(offset, count) {
      if Self.isBreak(bytes[index]) {
        line += 1
        if bytes[index] == UInt8(ascii: "\r"), index + 1 < count,
          bytes[index + 1] == UInt8(ascii: "\n")
        {
          index += 1
        }
      }
      index += 1
    }
    return line
  }

  /// Whether the line that a place is on has nothing but white space.
  func isBlankLine(_ offset: Int) -> Bool {
    bytes[lineStart(offset)..<lineEnd(offset)].allSatisfy(Self.isBlank)
  }

  /// The line break that is used around a place: that of the line before, or else the first one.
  func lineBreak(around offset: Int) -> String {
    if let start = breakBefore(offset) { return self[start..<lineStart(offset)] }
    let end = lineEnd(0)
    return end < count ? self[end..<nextLine(0)] : "\n"
  }

  // MARK: - Nodes

  /// The first place that is neither white space nor a comment.
  func skipBlank(from offset: Int) -> Int {
    var index = offset
    while index < count {
      if bytes[index] == UInt8(ascii: "#") {
        index = lineEnd(index)
      } else if Self.isBlank(bytes[index]) || Self.isBreak(bytes[index]) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// Where the anchor and the tag of a node end.
  func endOfProperties(from offset: Int) -> Int {
    var end = offset
    var index = offset
    while index < count, bytes[index] == UInt8(ascii: "&") || bytes[index] == UInt8(ascii: "!") {
      while index < count, !Self.isBlank(bytes[index]), !Self.isBreak(bytes[index]),
        !",[]{}".utf8.contains(bytes[index])
      {
        index += 1
      }
      end = index
      index = skipBlank(from: index)
    }
    return end
  }

  /// Where the last line of a block scalar ends, its line break not included.
  func endOfBlockScalar(_ range: Range<Int>) -> Int {
    let header = BlockHeader(self, at: range.lowerBound)
    let firstLine = nextLine(range.lowerBound)
    guard firstLine < range.upperBound else { return lineEnd(header.end) }
    var end = range.upperBound
    // The scanner stands at the beginning of the line below, or at the end of the text.
    if end == lineStart(end), let before = breakBefore(end) { end = before }
    if !header.keepsBreaks {
      while isBlankLine(end), let before = breakBefore(end), before >= lineEnd(range.lowerBound) {
        end = before
      }
    }
    return max(end, header.end)
  }

  /// Where the colon of a key ends.
  func endOfColon(after key: Range<Int>) -> Int? {
    let index = skipBlank(from: key.upperBound)
    return index < count && bytes[index] == UInt8(ascii: ":") ? index + 1 : nil
  }

  /// Where the dash of a block sequence's element is.
  func dash(of element: SyntaxNode, column: Int) -> Int? {
    var offset = element.start
    if element.range.isEmpty, element.propertiesEnd == nil, offset > 0 { offset -= 1 }
    while true {
      let start = lineStart(offset)
      let place = start + column
      if place <= offset, place < count, bytes[place] == UInt8(ascii: "-"),
        !bytes[start..<place].contains(UInt8(ascii: "#"))
      {
        return place
      }
      guard let before = breakBefore(offset) else { return nil }
      offset = before
    }
  }
}

/// What stands behind the `|` or `>` of a block scalar.
struct BlockHeader {
  /// Where the indicators end.
  let end: Int
  /// Whether line breaks at the end belong to the text.
  let keepsBreaks: Bool

  init(_ text: SourceBytes, at offset: Int) {
    var end = offset + 1
    while end < text.count, "+-0123456789".utf8.contains(text.bytes[end]) { end += 1 }
    self.end = end
    keepsBreaks = text.bytes[min(offset, text.count)..<min(end, text.count)]
      .contains(UInt8(ascii: "+"))
  }
}
