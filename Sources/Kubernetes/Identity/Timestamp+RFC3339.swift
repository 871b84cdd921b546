extension Timestamp {
  /// Reads what Kubernetes writes: `2026-07-01T12:30:00Z`, with a fraction or an offset or both.
  public init?(_ text: some StringProtocol) {
    let parsed = text.utf8.withContiguousStorageIfAvailable { Timestamp(bytes: $0) }
    guard let timestamp = parsed ?? Array(text.utf8).withUnsafeBufferPointer(Timestamp.init(bytes:))
    else { return nil }
    self = timestamp
  }

  /// Reads RFC 3339 from bytes; nil where they are anything else.
  public init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let year = Self.number(bytes, 0, 4), let month = Self.number(bytes, 5, 2),
      let day = Self.number(bytes, 8, 2), let hour = Self.number(bytes, 11, 2),
      let minute = Self.number(bytes, 14, 2), let second = Self.number(bytes, 17, 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }

    var index = 19
    var nanoseconds: Int32 = 0
    if bytes[index] == UInt8(ascii: ".") {
      index += 1
      var scale: Int32 = 100_000_000
      let first = index
      while index < bytes.count, let digit = Self.digit(bytes[index]) {
        nanoseconds += Int32(digit) * scale
        scale /= 10
        index += 1
      }
      guard index > first else { return nil }
    }
    guard index < bytes.count else { return nil }
    var offset: Int64 = 0
    switch bytes[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard index + 1 == bytes.count else { return nil }
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard index + 6 == bytes.count, bytes[index + 3] == UInt8(ascii: ":"),
        let hours = Self.number(bytes, index + 1, 2),
        let minutes = Self.number(bytes, index + 4, 2)
      else { return nil }
      offset = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -60 : 60)
    default: return nil
    }
    let days = Self.days(year: year, month: month, day: day)
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.nanoseconds = nanoseconds
  }

  /// RFC 3339 in UTC, with as much of a fraction as there is: `2026-07-01T12:30:00.25Z`.
  public var rfc3339: String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    let (year, month, day) = Self.date(days: days)
    var text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
    text += "\(Self.padded(rest / 3600, 2)):\(Self.padded(rest / 60 % 60, 2))"
    text += ":\(Self.padded(rest % 60, 2))"
    if nanoseconds > 0 {
      var fraction = Self.padded(Int64(nanoseconds), 9)
      while fraction.last == "0" { fraction.removeLast() }
      text += ".\(fraction)"
    }
    return text + "Z"
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years count from March, so that the leap day
  /// is the last of its year.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func date(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    (0x30...0x39).contains(byte) ? Int64(byte - 0x30) : nil
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int64? {
    var number: Int64 = 0
    for index in start..<(start + count) {
      guard let digit = digit(bytes[index]) else { return nil }
      number = number * 10 + digit
    }
    return number
  }
}
