/// A schedule of five fields, as cron reads them: minute, hour, day of month, month, day of week.
struct CronSchedule: Equatable {
  private let minutes: Set<Int>
  private let hours: Set<Int>
  private let days: Set<Int>
  private let months: Set<Int>
  private let weekdays: Set<Int>
  /// Where both days are given, either will do.
  private let eitherDay: Bool

  /// Reads a schedule; nil if it isn't one.
  init?(_ text: String) {
    let shortcuts = [
      "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *",
      "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *",
      "@annually": "0 0 1 1 *",
    ]
    let fields = (shortcuts[text] ?? text).split(separator: " ").map(String.init)
    guard fields.count == 5, let minutes = Self.field(fields[0], 0...59),
      let hours = Self.field(fields[1], 0...23), let days = Self.field(fields[2], 1...31),
      let months = Self.field(fields[3], 1...12), let weekdays = Self.field(fields[4], 0...7)
    else { return nil }
    self.minutes = minutes
    self.hours = hours
    self.days = days
    self.months = months
    self.weekdays = Set(weekdays.map { $0 % 7 })
    eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
  }

  /// Whether it fires in the minute that contains this time (UTC).
  func fires(at time: DemoTime) -> Bool {
    let text = Array(time.rfc3339.utf8)
    func number(_ from: Int) -> Int { Int(text[from] - 48) * 10 + Int(text[from + 1] - 48) }
    return minutes.contains(number(14)) && hours.contains(number(11)) && firesOnDay(of: time)
  }

  private func firesOnDay(of time: DemoTime) -> Bool {
    let text = Array(time.rfc3339.utf8)
    func number(_ from: Int) -> Int { Int(text[from] - 48) * 10 + Int(text[from + 1] - 48) }
    guard months.contains(number(5)) else { return false }
    // 1970-01-01 was a Thursday.
    let weekday = Int((time.milliseconds / 86_400_000 + 4) % 7)
    let (isDay, isWeekday) = (days.contains(number(8)), weekdays.contains(weekday))
    return eitherDay ? isDay || isWeekday : isDay && isWeekday
  }

  /// The next time it fires after this one; nil if it doesn't within two years.
  func next(after time: DemoTime) -> DemoTime? {
    let (minute, day): (Int64, Int64) = (60_000, 86_400_000)
    var candidate = DemoTime(milliseconds: (time.milliseconds / minute + 1) * minute)
    let end = candidate + .seconds(2 * 366 * 86_400)
    while candidate < end {
      guard firesOnDay(of: candidate) else {
        candidate = DemoTime(milliseconds: (candidate.milliseconds / day + 1) * day)
        continue
      }
      if fires(at: candidate) { return candidate }
      candidate = candidate + .seconds(60)
    }
    return nil
  }

  private static func field(_ text: String, _ range: ClosedRange<Int>) -> Set<Int>? {
    var values: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard let base = pieces.first, pieces.count <= 2 else { return nil }
      let step = pieces.count == 2 ? Int(pieces[1]) : 1
      guard let step, step > 0 else { return nil }
      let bounds = base.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      let span: ClosedRange<Int>
      if base == "*" {
        span = range
      } else if bounds.count == 2, let low = bounds[0], let high = bounds[1], low <= high {
        span = low...high
      } else if bounds.count == 1, let only = bounds[0] {
        span = pieces.count == 2 && only <= range.upperBound ? only...range.upperBound : only...only
      } else {
        return nil
      }
      guard range.contains(span.lowerBound), range.contains(span.upperBound) else { return nil }
      for value in stride(from: span.lowerBound, through: span.upperBound, by: step) {
        values.insert(value)
      }
    }
    return values
  }
}
