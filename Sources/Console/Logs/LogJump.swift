import Kubernetes

/// A time that somebody typed to go to in a log.
enum LogJump {
  /// What can be typed, for the prompt.
  static let hint = "12:30, 12:30:05, 2026-07-01 12:30, -15m"

  /// Reads `12:30`, `12:30:05.5`, `2026-07-01 12:30`, an RFC 3339 time, or `-15m`; nil for anything
  /// else.
  ///
  /// Times of day are those of the day that has them last: one that is still to come today is
  /// yesterday's. `offset` is how many seconds the clocks are ahead of UTC by which it is typed.
  static func time(_ typed: String, now: Timestamp, offset: Int64) -> Timestamp? {
    let text = typed.trimmingSpaces
    if let time = Timestamp(text) { return time }
    if text.hasPrefix("-") { return ago(text.dropFirst(), now: now) }
    let parts = text.split { $0 == " " || $0 == "T" || $0 == "t" }
    guard let clock = parts.last, let (second, nanoseconds) = clockTime(clock) else { return nil }
    switch parts.count {
    case 1:
      let today = ((now.seconds + offset) / 86_400) * 86_400 - offset
      let seconds = today + second
      return Timestamp(
        seconds: seconds > now.seconds ? seconds - 86_400 : seconds, nanoseconds: nanoseconds)
    case 2:
      guard let day = Timestamp("\(parts[0])T00:00:00Z") else { return nil }
      return Timestamp(seconds: day.seconds + second - offset, nanoseconds: nanoseconds)
    default: return nil
    }
  }

  /// `15m`, `2h30m`, `90s`, `1d`: so long before now.
  private static func ago(_ text: Substring, now: Timestamp) -> Timestamp? {
    var rest = text
    var seconds: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let number = Int64(digits), number < 1_000_000 else { return nil }
      switch rest.popFirst() {
      case "s", nil: seconds += number
      case "m": seconds += number * 60
      case "h": seconds += number * 3600
      case "d": seconds += number * 86_400
      default: return nil
      }
    }
    return Timestamp(seconds: now.seconds - seconds, nanoseconds: now.nanoseconds)
  }

  /// Seconds and nanoseconds since midnight.
  private static func clockTime(_ text: Substring) -> (Int64, Int32)? {
    // A date that surely is one, so that the reader of whole times does the rest.
    let colons = text.count { $0 == ":" }
    guard colons == 1 || colons == 2 else { return nil }
    let padded = text.prefix { $0 != ":" }.count == 1 ? "0\(text)" : String(text)
    let time = Timestamp("1970-01-01T\(padded)\(colons == 1 ? ":00" : "")Z")
    return time.map { ($0.seconds, $0.nanoseconds) }
  }
}
