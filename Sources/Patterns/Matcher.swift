/// A pattern made ready to be found in many texts.
public struct Matcher {
  private let expression: Expression?

  init(_ expression: Expression?) { self.expression = expression }

  /// Whether it stands anywhere in a text.
  public func callAsFunction(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }

  /// Whether it stands anywhere in a text, given as UTF-8.
  ///
  /// What isn't UTF-8 matches nothing, and the text on either side of it is still searched.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    expression?.firstMatch(in: bytes) != nil
  }

  /// Where it stands in a text, in order, none empty.
  public func ranges(in text: String) -> [Range<String.Index>] {
    guard let expression else { return [] }
    var text = text
    let found = text.withUTF8 { bytes in
      var found: [Range<Int>] = []
      var start = 0
      while start < bytes.count, let range = expression.firstMatch(in: bytes, from: start) {
        if !range.isEmpty { found.append(range) }
        start = range.isEmpty ? Self.next(after: range.upperBound, in: bytes) : range.upperBound
      }
      return found
    }
    let utf8 = text.utf8
    return found.map { range in
      let lower = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
      return lower..<utf8.index(lower, offsetBy: range.count)
    }
  }

  /// Where the next character begins.
  private static func next(after offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var next = offset + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
