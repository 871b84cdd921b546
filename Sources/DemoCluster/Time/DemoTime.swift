/// A point in time on the cluster's clock, to the millisecond.
public struct DemoTime: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// Makes a time from milliseconds since 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Where a cluster starts unless told otherwise: 2026-01-05T09:00:00Z.
  public static let example = DemoTime(milliseconds: 1_767_603_600_000)

  public static func < (a: DemoTime, b: DemoTime) -> Bool { a.milliseconds < b.milliseconds }

  /// The time that much later, or earlier for a negative duration; as far as times go.
  public static func + (time: DemoTime, duration: Duration) -> DemoTime {
    let (sum, overflows) = time.milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
    guard overflows else { return DemoTime(milliseconds: sum) }
    return DemoTime(milliseconds: duration < .zero ? .min : .max)
  }

  /// The time that much earlier.
  public static func - (time: DemoTime, duration: Duration) -> DemoTime {
    time + (.zero - duration)
  }

  /// How long after the other time this is.
  public static func - (a: DemoTime, b: DemoTime) -> Duration {
    .milliseconds(a.milliseconds) - .milliseconds(b.milliseconds)
  }

  /// As Kubernetes writes times in objects: `2026-01-05T09:00:00Z`.
  public var rfc3339: String { date + "T" + clock + "Z" }

  /// As Kubernetes writes micro times (leases, event times): `2026-01-05T09:00:00.250000Z`.
  public var rfc3339Micro: String {
    date + "T" + clock + "." + Self.padded(milliseconds.remainder(1000), 3) + "000Z"
  }

  /// As the kubelet writes times in front of log lines: `2026-01-05T09:00:00.250000000Z`.
  public var rfc3339Nano: String {
    date + "T" + clock + "." + Self.padded(milliseconds.remainder(1000), 3) + "000000Z"
  }

  private var date: String {
    // Days since the epoch to year, month and day of the Gregorian calendar, in eras of 400 years
    // that begin in March, which puts the leap day last.
    let days = milliseconds.quotient(86_400_000) + 719_468
    let era = days.quotient(146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
  }

  private var clock: String {
    let seconds = milliseconds.quotient(1000).remainder(86_400)
    return Self.padded(seconds / 3600, 2) + ":" + Self.padded(seconds / 60 % 60, 2) + ":"
      + Self.padded(seconds % 60, 2)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension DemoTime {
  /// Reads `2026-01-05T09:00:00Z`, with or without a fraction, with `Z` or an offset.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    func number(_ from: Int, _ count: Int) -> Int64? {
      guard from + count <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[from..<from + count] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - 48)
      }
      return value
    }
    func has(_ character: Unicode.Scalar, at index: Int) -> Bool {
      index < bytes.count && bytes[index] == UInt8(ascii: character)
    }
    guard let year = number(0, 4), has("-", at: 4), let month = number(5, 2), has("-", at: 7),
      let day = number(8, 2), has("T", at: 10) || has("t", at: 10), let hour = number(11, 2),
      has(":", at: 13), let minute = number(14, 2), has(":", at: 16), let second = number(17, 2),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }

    var index = 19
    var fraction: Int64 = 0
    if has(".", at: index) {
      index += 1
      var scale: Int64 = 100
      while index < bytes.count, (48...57).contains(bytes[index]) {
        fraction += Int64(bytes[index] - 48) * scale
        scale /= 10
        index += 1
      }
    }
    var offset: Int64 = 0
    if has("+", at: index) || has("-", at: index) {
      guard let hours = number(index + 1, 2), has(":", at: index + 3),
        let minutes = number(index + 4, 2), bytes.count == index + 6
      else { return nil }
      offset = (hours * 60 + minutes) * (has("-", at: index) ? -1 : 1)
    } else {
      guard has("Z", at: index) || has("z", at: index), bytes.count == index + 1 else { return nil }
    }

    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.quotient(400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let seconds = days * 86_400 + hour * 3600 + (minute - offset) * 60 + second
    self.init(milliseconds: seconds * 1000 + fraction)
  }
}

extension Duration {
  /// The duration in milliseconds, less what is shorter than one; a longer one than fits is as long
  /// as fits.
  var wholeMilliseconds: Int64 {
    let limit = Int64.max / 1000 - 1
    guard (-limit...limit).contains(components.seconds) else { return self < .zero ? .min : .max }
    return components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}

extension Int64 {
  fileprivate func quotient(_ divisor: Int64) -> Int64 {
    (self >= 0 ? self : self - divisor + 1) / divisor
  }

  fileprivate func remainder(_ divisor: Int64) -> Int64 { self - quotient(divisor) * divisor }
}
