extension JSONReader {
  // MARK: Strings

  /// Reads a string.
  public mutating func readString() throws(JSONError) -> String {
    let (bytes, isEscaped) = try stringBytes()
    return isEscaped ? Self.unescape(bytes) : String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a string through a pool, so that equal ones share their storage.
  public mutating func readString(
    interning pool: inout StringPool
  ) throws(JSONError) -> String {
    let (bytes, isEscaped) = try stringBytes()
    return isEscaped ? pool.intern(Self.unescape(bytes)) : pool.intern(bytes)
  }

  /// Reads a string, or nil for `null`.
  public mutating func readStringOrNull() throws(JSONError) -> String? {
    try readNull() ? nil : try readString()
  }

  private mutating func stringBytes() throws(JSONError) -> (UnsafeBufferPointer<UInt8>, Bool) {
    skipSpace()
    guard base[position] == UInt8(ascii: "\"") else { throw expected(.string) }
    let start = position + 1
    let isEscaped = try scanString()
    return (UnsafeBufferPointer(start: base + start, count: position - 1 - start), isEscaped)
  }

  /// Passes over a string, the reader being at its opening quote; says whether it has escapes.
  mutating func scanString() throws(JSONError) -> Bool {
    let raw = UnsafeRawPointer(base)
    var index = position &+ 1
    var isEscaped = false
    while true {
      // Eight bytes at a time to the first that is a quote, a backslash or below 0x20. Each test
      // is exact for the lowest byte it marks, which is the only one looked at.
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let quotes = word ^ 0x2222_2222_2222_2222
      let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let marks =
        ((quotes &- 0x0101_0101_0101_0101) & ~quotes
          | (slashes &- 0x0101_0101_0101_0101) & ~slashes
          | (word &- 0x2020_2020_2020_2020) & ~word) & 0x8080_8080_8080_8080
      guard marks != 0 else {
        index &+= 8
        continue
      }
      index &+= marks.trailingZeroBitCount &>> 3
      if base[index] == UInt8(ascii: "\"") {
        move(to: index &+ 1)
        return isEscaped
      }
      guard base[index] == UInt8(ascii: "\\") else {
        move(to: index)
        throw index >= count ? expected(.quote) : error(.controlCharacter(base[index]))
      }
      isEscaped = true
      index = try scanEscape(at: index)
    }
  }

  private mutating func scanEscape(at index: Int) throws(JSONError) -> Int {
    switch base[index + 1] {
    case UInt8(ascii: "u"):
      var next = index + 2
      while next < index + 6 {
        guard hexadecimalDigit(base[next]) != nil else { break }
        next += 1
      }
      if next == index + 6 { return next }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    default:
      break
    }
    move(to: index)
    throw error(.invalidEscape)
  }

  /// The text of a string whose escapes have been checked.
  static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        let (scalar, length) = escapedScalar(bytes, at: index)
        text.append(contentsOf: Character(scalar).utf8)
        index += length
      default: text.append(escape)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The scalar of the four digits at an index, with those of the low surrogate that may follow.
  private static func escapedScalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (Unicode.Scalar, length: Int) {
    let unit = codeUnit(bytes, at: index)
    if let scalar = Unicode.Scalar(unit) { return (scalar, 4) }
    if unit < 0xDC00, index + 10 <= bytes.count, bytes[index + 4] == UInt8(ascii: "\\"),
      bytes[index + 5] == UInt8(ascii: "u")
    {
      let low = codeUnit(bytes, at: index + 6)
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return (scalar, 10)
      }
    }
    return ("\u{FFFD}", 4)
  }

  private static func codeUnit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
    bytes[index..<(index + 4)].reduce(0) { $0 << 4 | UInt32(hexadecimalDigit($1) ?? 0) }
  }

  // MARK: Numbers

  /// Reads an integer that fits in 64 bits.
  public mutating func readInteger() throws(JSONError) -> Int {
    skipSpace()
    let start = position
    guard base[start] == UInt8(ascii: "-") || isDigit(base[start]) else {
      throw expected(.integer)
    }
    guard try scanNumber() else {
      move(to: start)
      throw expected(.integer)
    }
    guard let integer = integer(in: start..<position) else {
      move(to: start)
      throw error(.numberOutOfRange)
    }
    return integer
  }

  /// Reads an integer that fits in 64 bits, or nil for `null`.
  public mutating func readIntegerOrNull() throws(JSONError) -> Int? {
    try readNull() ? nil : try readInteger()
  }

  /// Reads any number as floating point.
  public mutating func readNumber() throws(JSONError) -> Double {
    skipSpace()
    let start = position
    guard base[start] == UInt8(ascii: "-") || isDigit(base[start]) else {
      throw expected(.number)
    }
    if try scanNumber(), let integer = integer(in: start..<position) { return Double(integer) }
    guard let number = Double(text(in: start..<position)), number.isFinite else {
      move(to: start)
      throw error(.numberOutOfRange)
    }
    return number
  }

  /// Reads any number, as the value that keeps it best.
  mutating func readNumberValue() throws(JSONError) -> Value {
    let start = position
    if try scanNumber() {
      if let integer = integer(in: start..<position) { return .integer(Int64(integer)) }
      return .largeInteger(text(in: start..<position))
    }
    move(to: start)
    return .double(try readNumber())
  }

  /// Passes over a number; says whether it is written as an integer.
  mutating func scanNumber() throws(JSONError) -> Bool {
    var index = position
    if base[index] == UInt8(ascii: "-") { index &+= 1 }
    if base[index] == UInt8(ascii: "0") {
      index &+= 1
      guard !isDigit(base[index]) else { throw error(.invalidNumber) }
    } else {
      index = try scanDigits(at: index)
    }
    var isInteger = true
    if base[index] == UInt8(ascii: ".") {
      isInteger = false
      index = try scanDigits(at: index &+ 1)
    }
    if base[index] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index &+= 1
      if base[index] == UInt8(ascii: "+") || base[index] == UInt8(ascii: "-") { index &+= 1 }
      index = try scanDigits(at: index)
    }
    move(to: index)
    return isInteger
  }

  private func scanDigits(at start: Int) throws(JSONError) -> Int {
    var index = start
    while isDigit(base[index]) { index &+= 1 }
    guard index > start else { throw error(.invalidNumber) }
    return index
  }

  private func integer(in range: Range<Int>) -> Int? {
    let isNegative = base[range.lowerBound] == UInt8(ascii: "-")
    var index = isNegative ? range.lowerBound + 1 : range.lowerBound
    var number = 0
    // Counted downwards, since the least integer has no positive counterpart.
    while index < range.upperBound {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(Int(base[index] & 0x0F))
      guard !overflow, !carry else { return nil }
      number = sum
      index &+= 1
    }
    if isNegative { return number }
    return number == .min ? nil : -number
  }

  private func text(in range: Range<Int>) -> String {
    String(
      decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self)
  }

  // MARK: Literals

  /// Reads `true` or `false`.
  public mutating func readBool() throws(JSONError) -> Bool {
    skipSpace()
    let isTrue = base[position] == UInt8(ascii: "t")
    guard isTrue || base[position] == UInt8(ascii: "f") else { throw expected(.bool) }
    try scanLiteral()
    return isTrue
  }

  /// Reads `true` or `false`, or nil for `null`.
  public mutating func readBoolOrNull() throws(JSONError) -> Bool? {
    try readNull() ? nil : try readBool()
  }

  /// Reads `null` if that is what comes next; says whether it was.
  public mutating func readNull() throws(JSONError) -> Bool {
    skipSpace()
    guard base[position] == UInt8(ascii: "n") else { return false }
    try scanLiteral()
    return true
  }

  mutating func scanLiteral() throws(JSONError) {
    let literal: StaticString
    switch base[position] {
    case UInt8(ascii: "t"): literal = "true"
    case UInt8(ascii: "f"): literal = "false"
    case UInt8(ascii: "n"): literal = "null"
    default: throw expected(.value)
    }
    var index = 0
    while index < literal.utf8CodeUnitCount {
      guard base[position + index] == literal.utf8Start[index] else {
        move(to: position + index)
        throw error(
          .expected(
            .value, found: position >= count ? .end : .byte(base[position])))
      }
      index += 1
    }
    move(to: position + index)
  }
}

@inline(__always)
private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
