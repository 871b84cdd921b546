/// A text to look for, as typed after `/`: a regular expression, or plain text where it has no
/// special characters.
///
/// Letter case doesn't matter unless the text has a capital.
///
/// Plain text is found by comparing bytes: a filter over fifty thousand rows keeps up with typing.
public struct Pattern: Hashable, Sendable {
  /// The text as typed.
  public let source: String
  /// Why it isn't a regular expression, for a person; nil where it is fine.
  public let problem: String?

  private let isPlain: Bool
  private let ignoresCase: Bool
  private let needle: [UInt8]

  /// Reads a text as typed.
  ///
  /// A text that isn't a regular expression is looked for as it stands, and `problem` says why.
  public init(_ source: String) {
    self.source = source
    ignoresCase = !source.contains(where: \.isUppercase)
    let special = source.contains { #".*+?^$[](){}|\"#.contains($0) }
    var problem: String?
    if special {
      do {
        _ = try Regex(source)
      } catch {
        problem = "not a regular expression: \(source)"
      }
    }
    self.problem = problem
    // Bytes can't fold the case of letters beyond ASCII; those go the slow way.
    let isASCII = source.utf8.allSatisfy { $0 < 128 }
    isPlain = (!special || problem != nil) && (isASCII || !ignoresCase)
    needle = Array((ignoresCase ? source.lowercased() : source).utf8)
  }

  /// Something that answers for many texts, compiled once.
  ///
  /// Not Sendable: for use within one pass.
  public func matcher() -> (String) -> Bool {
    if isPlain || problem != nil {
      let needle = needle
      let ignoresCase = ignoresCase
      return { Self.contains(needle, in: $0, ignoringCase: ignoresCase) }
    }
    guard let regex = compiled else { return { _ in false } }
    return { text in (try? regex.firstMatch(in: text)) != nil }
  }

  /// Where the pattern stands in a text: ranges of characters' indices, in order, none empty.
  public func ranges(in text: String) -> [Range<String.Index>] {
    if isPlain || problem != nil {
      return Self.ranges(of: needle, in: text, ignoringCase: ignoresCase, limit: .max)
    }
    guard let regex = compiled else { return [] }
    return text.ranges(of: regex).filter { !$0.isEmpty }
  }

  private var compiled: Regex<AnyRegexOutput>? {
    (try? Regex(source))?.ignoresCase(ignoresCase)
  }

  private static func ranges(
    of needle: [UInt8], in text: String, ignoringCase: Bool, limit: Int
  ) -> [Range<String.Index>] {
    guard let first = needle.first else { return [] }
    var found: [Range<String.Index>] = []
    let utf8 = text.utf8
    var text = text
    let offsets: [Int] = text.withUTF8 { bytes in
      var offsets: [Int] = []
      var start = 0
      let last = bytes.count - needle.count
      while start <= last {
        if folded(bytes[start], ignoringCase) == first
          && needle.indices.allSatisfy({ folded(bytes[start + $0], ignoringCase) == needle[$0] })
        {
          offsets.append(start)
          if offsets.count == limit { break }
          start += needle.count
        } else {
          start += 1
        }
      }
      return offsets
    }
    for offset in offsets {
      let lower = utf8.index(utf8.startIndex, offsetBy: offset)
      found.append(lower..<utf8.index(lower, offsetBy: needle.count))
    }
    return found
  }

  private static func contains(_ needle: [UInt8], in text: String, ignoringCase: Bool) -> Bool {
    guard let first = needle.first else { return false }
    var text = text
    return text.withUTF8 { bytes in
      needle.withUnsafeBufferPointer { needle in
        var start = 0
        let last = bytes.count - needle.count
        while start <= last {
          if folded(bytes[start], ignoringCase) == first {
            var index = 1
            while index < needle.count, folded(bytes[start + index], ignoringCase) == needle[index]
            {
              index += 1
            }
            if index == needle.count { return true }
          }
          start += 1
        }
        return false
      }
    }
  }

  private static func folded(_ byte: UInt8, _ ignoringCase: Bool) -> UInt8 {
    ignoringCase && (65...90).contains(byte) ? byte | 32 : byte
  }
}
