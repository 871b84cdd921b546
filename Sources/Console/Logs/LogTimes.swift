import Kubernetes
import Logs

/// Writes when lines were written, all as wide.
struct LogTimes {
  /// Which time.
  var form: LogTimeForm
  /// What time it is.
  var now: Timestamp
  /// How many seconds the clocks of the place are ahead of UTC.
  var offset: Int64
  /// Whether the day stands before the time of day.
  var hasDay: Bool

  /// For lines between two moments: the day is shown where it isn't today's for all of them.
  init(
    _ form: LogTimeForm, now: Timestamp, localOffset: Int64, first: Int64? = nil, last: Int64? = nil
  ) {
    self.form = form
    self.now = now
    let offset = form == .local ? localOffset : 0
    self.offset = offset
    let today = (now.seconds + offset) / 86_400
    hasDay = [first, last].compactMap(\.self).contains {
      (Timestamp(sinceEpoch: $0).seconds + offset) / 86_400 != today
    }
  }

  /// How many columns a time takes.
  var width: Int {
    switch form {
    case .none: 0
    case .utc, .local: hasDay ? 18 : 12
    case .relative: 6
    }
  }

  /// A time, in nanoseconds since 1970.
  func text(_ time: Int64) -> String {
    let time = Timestamp(sinceEpoch: time)
    switch form {
    case .none: return ""
    case .utc, .local:
      let clock = clock(time)
      return hasDay ? "\(day(time)) \(clock)" : clock
    case .relative:
      let age = Age.text(seconds: max(0, now.seconds - time.seconds))
      return String(repeating: " ", count: max(0, width - age.count)) + age
    }
  }

  /// With its day and whence it is counted, for a page.
  func long(_ time: Int64) -> String {
    let text = shifted(Timestamp(sinceEpoch: time)).rfc3339
    guard form == .local, text.hasSuffix("Z") else { return text }
    return text.dropLast() + Self.zone(offset)
  }

  /// `+02:00`.
  static func zone(_ offset: Int64) -> String {
    let minutes = abs(offset) / 60
    return "\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }

  private func shifted(_ time: Timestamp) -> Timestamp {
    Timestamp(seconds: time.seconds + offset, nanoseconds: time.nanoseconds)
  }

  private func day(_ time: Timestamp) -> Substring {
    // Years before 1 and after 9999 have more digits, and nothing was logged then.
    shifted(time).rfc3339.dropFirst(5).prefix(5)
  }

  private func clock(_ time: Timestamp) -> String {
    let second = ((time.seconds + offset) % 86_400 + 86_400) % 86_400
    let millis = String(1000 + Int(time.nanoseconds) / 1_000_000).dropFirst()
    let (hour, minute) = (second / 3600, second / 60 % 60)
    return "\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second % 60)).\(millis)"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
