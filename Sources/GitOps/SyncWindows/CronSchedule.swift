/// A schedule of five fields, as Argo CD reads them: minute, hour, day of month, month, day of week.
///
/// Its parser, Go's robfig/cron, is more lenient than cron in places, and so is this one.
struct CronSchedule: Hashable {
  /// The place named in front, `CRON_TZ=Europe/Berlin`; nil for none.
  var zone: String?
  private var minutes: Set<Int>
  private var hours: Set<Int>
  private var days: Set<Int>
  private var months: Set<Int>
  private var weekdays: Set<Int>
  /// Where both kinds of day are given, either will do.
  private var eitherDay: Bool

  /// Reads a schedule; nil if it isn't one.
  init?(_ text: String) {
    var fields = text.split(whereSeparator: \.isWhitespace)
    if let first = fields.first, text.hasPrefix(first),
      first.hasPrefix("TZ=") || first.hasPrefix("CRON_TZ=")
    {
      zone = String(first.drop { $0 != "=" }.dropFirst())
      fields.removeFirst()
    }
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
      let digits = text.hasPrefix("+") ? text.dropFirst() : text
      return !digits.isEmpty && digits.allSatisfy({ $0.isASCII && $0.isNumber }) ? Int(digits) : nil
    }
    func bound(_ text: Substring) -> Int? { names[Substring(text.lowercased())] ?? number(text) }
    var values: Set<Int> = []
    var isAny = false
    // Nothing between two commas is passed over.
    for part in text.split(separator: ",") {
      let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
      guard let base = pieces.first, pieces.count <= 2 else { return nil }
      let step = pieces.count == 2 ? number(pieces[1]) : 1
      guard let step, step > 0 else { return nil }
      let ends = base.split(separator: "-", omittingEmptySubsequences: false)
      guard let first = ends.first else { return nil }
      let low: Int
      var high: Int
      if first == "*" || first == "?" {
        // Whatever follows a hyphen is not looked at.
        (low, high) = (range.lowerBound, range.upperBound)
        if step == 1 { isAny = true }
      } else {
        guard ends.count <= 2, let start = bound(first), let end = bound(ends[ends.count - 1])
        else { return nil }
        (low, high) = (start, end)
        // A step after a single value goes on to the end.
        if pieces.count == 2, ends.count == 1 { high = range.upperBound }
      }
      guard low >= range.lowerBound, high <= range.upperBound, low <= high else { return nil }
      values.formUnion(stride(from: low, through: high, by: step))
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
