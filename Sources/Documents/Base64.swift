/// Base 64 (RFC 4648).
public enum Base64 {
  /// Which characters stand for 62 and 63, and whether the text is filled up.
  public enum Alphabet: Sendable {
    /// `+` and `/`, with padding: what documents have.
    case standard
    /// `-` and `_`, without padding: what addresses and names have.
    case url

    fileprivate var digits: [UInt8] {
      Array(
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
          + (self == .standard ? "+/" : "-_")).utf8)
    }
  }

  /// The text of bytes, in one line.
  public static func encode(
    _ bytes: some Collection<UInt8>, _ alphabet: Alphabet = .standard
  ) -> String {
    let digits = alphabet.digits
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      count += 8
      while count >= 6 {
        count -= 6
        text.append(digits[bits >> count & 63])
      }
    }
    if count > 0 { text.append(digits[bits << (6 - count) & 63]) }
    while alphabet == .standard, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text; nil where it isn't base 64.
  ///
  /// White space is passed over, as Go does with line ends.
  public static func decode(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var bits = 0
    var count = 0
    var padding = 0
    for byte in text.utf8 {
      let digit: Int
      switch (byte, alphabet) {
      case (UInt8(ascii: "A")...UInt8(ascii: "Z"), _): digit = Int(byte) - 65
      case (UInt8(ascii: "a")...UInt8(ascii: "z"), _): digit = Int(byte) - 71
      case (UInt8(ascii: "0")...UInt8(ascii: "9"), _): digit = Int(byte) + 4
      case (UInt8(ascii: "+"), .standard), (UInt8(ascii: "-"), .url): digit = 62
      case (UInt8(ascii: "/"), .standard), (UInt8(ascii: "_"), .url): digit = 63
      case (UInt8(ascii: "="), .standard):
        padding += 1
        continue
      case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _): continue
      default: return nil
      }
      guard padding == 0 else { return nil }
      bits = (bits << 6 | digit) & 0xFF_FFFF
      count += 1
      if count % 4 == 0 { bytes += [UInt8(bits >> 16), UInt8(bits >> 8 & 255), UInt8(bits & 255)] }
    }
    if alphabet == .url { padding = (4 - count % 4) % 4 }
    switch (count % 4, padding) {
    case (0, 0): return bytes
    case (2, 2): return bytes + [UInt8(bits >> 4 & 255)]
    case (3, 1): return bytes + [UInt8(bits >> 10 & 255), UInt8(bits >> 2 & 255)]
    default: return nil
    }
  }
}
