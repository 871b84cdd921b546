import Documents

/// As much of PEM and X.509 as it takes to say when a certificate expires, before a TLS handshake
/// fails without saying why.
enum PEM {
  static func looksLikePEM(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("-----BEGIN ")
  }

  /// When the first certificate of a PEM text expires; nil where that can't be read.
  static func firstCertificateExpires(_ bytes: [UInt8]) -> Timestamp? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let begin = text.firstRange(of: "-----BEGIN CERTIFICATE-----"),
      let end = text[begin.upperBound...].firstRange(of: "-----END CERTIFICATE-----"),
      let der = Base64.decode(String(text[begin.upperBound..<end.lowerBound]))
    else { return nil }
    return expiry(der: der)
  }

  /// `notAfter` of a certificate: within its first sequence, after an optional version, the serial
  /// number, the algorithm and the issuer, comes the pair of times.
  static func expiry(der: [UInt8]) -> Timestamp? {
    var outer = DER(der[...])
    guard var certificate = outer.enter(0x30), var body = certificate.enter(0x30) else {
      return nil
    }
    _ = body.take(0xA0)
    guard body.take(0x02) != nil, body.take(0x30) != nil, body.take(0x30) != nil,
      var validity = body.enter(0x30), validity.takeAny() != nil,
      let (tag, time) = validity.takeAny()
    else { return nil }
    return timestamp(tag, String(decoding: time, as: UTF8.self))
  }

  /// Reads `YYMMDDhhmmssZ` or `YYYYMMDDhhmmssZ`.
  private static func timestamp(_ tag: UInt8, _ text: String) -> Timestamp? {
    var digits = text.utf8.prefix { (0x30...0x39).contains($0) }.map { Int64($0 - 0x30) }
    if tag == 0x17, digits.count == 12 {
      // Two digits of a year mean 1950 to 2049.
      digits = (digits[0] < 5 ? [2, 0] : [1, 9]) + digits
    }
    guard digits.count == 14, text.utf8.count == (tag == 0x17 ? 13 : 15), text.last == "Z" else {
      return nil
    }
    func pair(_ index: Int) -> Int64 { digits[index] * 10 + digits[index + 1] }
    let days = Timestamp.days(year: pair(0) * 100 + pair(2), month: pair(4), day: pair(6))
    return Timestamp(
      seconds: days * 86_400 + pair(8) * 3600 + pair(10) * 60 + pair(12))
  }
}

/// Walks over DER, value by value.
private struct DER {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// Takes the next value, whatever it is.
  mutating func takeAny() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard let tag = rest.first else { return nil }
    var position = rest.startIndex + 1
    guard position < rest.endIndex else { return nil }
    var length = Int(rest[position])
    position += 1
    if length >= 0x80 {
      let count = length & 0x7F
      guard (1...4).contains(count), rest.endIndex - position >= count else { return nil }
      length = rest[position..<(position + count)].reduce(0) { $0 << 8 | Int($1) }
      position += count
    }
    guard rest.endIndex - position >= length else { return nil }
    let content = rest[position..<(position + length)]
    rest = rest[(position + length)...]
    return (tag, content)
  }

  /// Takes the next value if it has that tag.
  mutating func take(_ tag: UInt8) -> ArraySlice<UInt8>? {
    guard rest.first == tag else { return nil }
    return takeAny()?.content
  }

  /// Takes the next value if it has that tag, to walk over what is in it.
  mutating func enter(_ tag: UInt8) -> DER? { take(tag).map(DER.init) }
}
