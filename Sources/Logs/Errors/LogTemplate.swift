/// A message without what differs from time to time in it, so that those of one kind are the same.
///
/// Numbers, times, addresses, hashes, texts in quotes and the random ends of pods' names become
/// placeholders such as `<n>`.
public struct LogTemplate: Hashable, Sendable {
  /// The message with its placeholders.
  public let text: String

  /// Longer messages are told apart by their beginnings.
  private static let longest = 400

  /// Makes the template of what a line says, and of the error that it names beside it.
  public init(_ record: LogRecord) {
    var message = record.message
    for name in ["error", "err", "exception", "error.message", "reason"] {
      guard let value = record[name], !value.isEmpty, !message.contains(value) else { continue }
      message += message.isEmpty ? value : ": \(value)"
      break
    }
    if message.isEmpty {
      message = record.fields.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
    }
    self.init(message)
  }

  /// Makes the template of a message.
  public init(_ message: String) {
    var masker = LogMasker(Array(message.utf8.prefix(Self.longest)))
    text = masker.mask()
  }
}

/// Puts placeholders in the places of what differs.
private struct LogMasker {
  private let bytes: [UInt8]
  private var index = 0
  private var masked: [UInt8] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    masked.reserveCapacity(bytes.count)
  }

  mutating func mask() -> String {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x1B {
        skipColor()
      } else if "\"'`".utf8.contains(byte), takeQuoted(byte) {
        continue
      } else if Self.endsWord(byte) {
        masked.append(byte < 0x20 ? 0x20 : byte)
        index += 1
      } else {
        let start = index
        while index < bytes.count, !Self.endsWord(bytes[index]) { index += 1 }
        take(word: bytes[start..<index])
      }
    }
    return String(decoding: masked, as: UTF8.self)
  }

  private mutating func skipColor() {
    index += 1
    guard index < bytes.count, bytes[index] == UInt8(ascii: "[") else { return }
    index += 1
    while index < bytes.count, bytes[index] < 0x40 { index += 1 }
    index += 1
  }

  /// Quoted texts; an apostrophe within a word opens none.
  private mutating func takeQuoted(_ quote: UInt8) -> Bool {
    if index > 0, Self.isLetter(bytes[index - 1]) || Self.isDigit(bytes[index - 1]) { return false }
    guard let end = bytes[(index + 1)...].firstIndex(of: quote) else { return false }
    masked += [quote] + Array("<text>".utf8) + [quote]
    index = end + 1
    return true
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || ",;=()[]{}<>|\"`!?&".utf8.contains(byte)
  }

  private mutating func take(word: ArraySlice<UInt8>) {
    guard word.contains(where: Self.isDigit) || word.contains(UInt8(ascii: "-")) else {
      // Hashes may have letters alone, but nobody can tell those from words.
      masked += word
      return
    }
    // The full stop or colon after a word isn't a part of it.
    var body = word
    while let last = body.last, ".:'".utf8.contains(last) { body.removeLast() }
    let rest = word[body.endIndex...]
    if let whole = Self.placeholder(body) {
      masked += Array(whole.utf8)
    } else {
      maskParts(body)
    }
    masked += rest
  }

  /// What stands for a word as a whole.
  private static func placeholder(_ word: ArraySlice<UInt8>) -> String? {
    if isUUID(word) { return "<uuid>" }
    if isTime(word) { return "<time>" }
    if isAddress(word) { return "<ip>" }
    if isHash(word) { return "<hex>" }
    return isQuantity(word) ? "<n>" : nil
  }

  private static func isUUID(_ word: ArraySlice<UInt8>) -> Bool {
    let parts = word.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(isHex) }
  }

  /// `2026-07-01T12:30:00Z`, `2026-07-01`, `12:30:00.123`.
  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    guard let first = word.first, isDigit(first) else { return false }
    let dashes = word.count { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
    let colons = word.count { $0 == UInt8(ascii: ":") }
    return (dashes >= 2 && word.count >= 8 || colons == 2)
      && word.allSatisfy { isDigit($0) || "-/:.,TZ+".utf8.contains($0) }
  }

  /// `10.0.0.1`, `10.0.0.1:8080`, `[fe80::1]` without its brackets, `10.0.0.0/8`.
  private static func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
    let dots = word.count { $0 == UInt8(ascii: ".") }
    if dots == 3, word.allSatisfy({ isDigit($0) || ".:/".utf8.contains($0) }) { return true }
    let colons = word.count { $0 == UInt8(ascii: ":") }
    return colons >= 2 && word.allSatisfy { isHex($0) || $0 == UInt8(ascii: ":") || $0 == 0x2E }
  }

  /// `42`, `-1.5`, `0x7f`, `12%`, `250ms`, `1m30s`, `512Mi`, `#7`.
  private static func isQuantity(_ word: ArraySlice<UInt8>) -> Bool {
    var rest = word
    while let first = rest.first, "-+#$@".utf8.contains(first) { rest.removeFirst() }
    guard let first = rest.first, isDigit(first) else { return false }
    if first == 0x30, rest.count > 2, rest.dropFirst().first == UInt8(ascii: "x") {
      return rest.dropFirst(2).allSatisfy(isHex)
    }
    var letters = 0
    for byte in rest {
      if isDigit(byte) || ".,%/".utf8.contains(byte) {
        letters = 0
      } else {
        // Letters and the two bytes of µ.
        guard isLetter(byte) || byte >= 0x80 else { return false }
        letters += 1
        if letters > 3 { return false }
      }
    }
    return true
  }

  private static func isHash(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 7 && word.allSatisfy(isHex) && word.contains(where: isDigit)
      && word.contains(where: isLetter)
  }

  /// Of a name with several parts those that are numbers, hashes or random; of a part that has
  /// letters too its longer numbers.
  private mutating func maskParts(_ word: ArraySlice<UInt8>) {
    var start = word.startIndex
    var count = 0
    while start <= word.endIndex {
      let end =
        word[start...].firstIndex { "-./:_@#+~%*\\".utf8.contains($0) } ?? word.endIndex
      let part = word[start..<end]
      let isRandom = count > 0 && word[start - 1] == UInt8(ascii: "-") && Self.isRandom(part)
      if !part.isEmpty, part.allSatisfy(Self.isDigit) {
        masked += Array("<n>".utf8)
      } else if isRandom {
        masked += Array("<id>".utf8)
      } else if Self.isHash(part) {
        masked += Array("<hex>".utf8)
      } else {
        maskNumbers(part)
      }
      guard end < word.endIndex else { return }
      masked.append(word[end])
      start = end + 1
      count += 1
    }
  }

  private mutating func maskNumbers(_ part: ArraySlice<UInt8>) {
    var index = part.startIndex
    while index < part.endIndex {
      let digits = part[index...].prefix(while: Self.isDigit)
      if digits.count >= 2 {
        masked += Array("<n>".utf8)
      } else {
        masked += digits
      }
      index = digits.endIndex
      let others = part[index...].prefix { !Self.isDigit($0) }
      masked += others
      index = others.endIndex
    }
  }

  /// Kubernetes makes the ends of names of these letters and digits alone, so that they are no
  /// words: five for a pod, eight to ten for the ReplicaSet it belongs to.
  private static func isRandom(_ part: ArraySlice<UInt8>) -> Bool {
    (part.count == 5 || (8...10).contains(part.count))
      && part.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".utf8.contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
