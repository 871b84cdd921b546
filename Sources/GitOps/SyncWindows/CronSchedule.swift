/// A schedule of five fields, as Argo CD reads them: minute, hour, day of month, month, day of week.
struct CronSchedule: Hashable {
  private var minutes: Set<Int>
  private var hours: Set<Int>
  private var days: Set<Int>
  private var months: Set<Int>
  private var weekdays: Set<Int>
  /// Where both kinds of day are given, either will do.
  private var eitherDay: Bool

  /// Reads a schedule; nil if it isn't one.
  init?(_ text: String) {
    let fields = text.split(whereSeparator: \.isWhitespace)
    guard fields.count == 5,
      let minutes = Self.field(fields[0], 0...59), let hours = Self.field(fields[1], 0...23),
      let days = Self.field(fields[2], 1...31),
      let months = Self.field(fields[3], 1...12, names: Self.monthNames),
      let weekdays = Self.field(fields[4], 0...6, names: Self.weekdayNames)
    else { return nil }
    (self.minutes, self.hours, self.days) = (minutes.values, hours.values, days.values)
    (self.months, self.weekdays) = (months.values, weekdays.values)
    eitherDay = !days.isAny && !weekdays.isAny
  }

  private static let monthNames: [Substring: Int] = [
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
  ]
  private static let weekdayNames: [Substring: Int] = [
    "sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6,
  ]

  /// The values of a field, and whether it takes any.
  private static func field(
    _ text: Substring, _ range: ClosedRange<Int>, names: [Substring: Int] = [:]
  ) -> (values: Set<Int>, isAny: Bool)? {
    func number(_ text: Substring) -> Int? {
      names[Substring(text.lowercased())]
        ?? (text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil)
    }
    var values: Set<Int> = []
    var isAny = false
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard let base = pieces.first, pieces.count <= 2 else { return nil }
      let step = pieces.count == 2 ? number(pieces[1]) : 1
      guard let step, step > 0 else { return nil }
      let ends = base.split(separator: "-", omittingEmptySubsequences: false)
      let span: ClosedRange<Int>
      if base == "*" || base == "?" {
        span = range
        if step == 1 { isAny = true }
      } else if ends.count == 2, let low = number(ends[0]), let high = number(ends[1]), low <= high
      {
        span = low...high
      } else if ends.count == 1, let only = number(base) {
        // A step after a single value goes on to the end.
        span = pieces.count == 2 ? only...max(only, range.upperBound) : only...only
      } else {
        return nil
      }
      guard range.contains(span.lowerBound), range.contains(span.upperBound) else { return nil }
      values.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
    }
    return (values, isAny)
  }

  /// The first time it fires after a moment, both in seconds of local time; nil if it doesn't within
  /// five years.
  func next(after moment: Int64) -> Int64? {
    var minute = (moment >= 0 ? moment / 60 : (moment - 59) / 60) + 1
    let end = minute + 5 * 366 * 24 * 60
    while minute < end {
      let day = minute >= 0 ? minute / 1440 : (minute - 1439) / 1440
      guard fires(onDay: day) else {
        minute = (day + 1) * 1440
        continue
      }
      let ofDay = Int(minute - day * 1440)
      guard hours.contains(ofDay / 60) else {
        minute += Int64(60 - ofDay % 60)
        continue
      }
      if minutes.contains(ofDay % 60) { return minute * 60 }
      minute += 1
    }
    return nil
  }

  private func fires(onDay day: Int64) -> Bool {
    let date = CalendarDate(day: day)
    guard months.contains(date.month) else { return false }
    let (isDay, isWeekday) = (days.contains(date.day), weekdays.contains(date.weekday))
    return eitherDay ? isDay || isWeekday : isDay && isWeekday
  }
}

/// A day in the Gregorian calendar.
struct CalendarDate: Hashable {
  var month: Int
  var day: Int
  /// 0 for Sunday.
  var weekday: Int

  /// The day that is so many days after 1970-01-01, a Thursday.
  init(day number: Int64) {
    // Years count from March, so that the leap day is the last of its year.
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let monthFromMarch = (5 * ofYear + 2) / 153
    day = Int(ofYear - (153 * monthFromMarch + 2) / 5 + 1)
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    weekday = Int(((number + 4) % 7 + 7) % 7)
  }
}
