internal import Kubernetes

/// How clocks will be changed from now on, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Hashable {
  /// A day of every year and a time on it.
  private enum Change: Hashable {
    /// Of a month the nth of a weekday, 5 for the last.
    case weekday(month: Int, week: Int, day: Int, seconds: Int64)
    /// Of the year the nth day; with `skipsLeapDay` never February 29th.
    case day(Int, skipsLeapDay: Bool, seconds: Int64)
  }

  private var standard: Int64
  private var summer: (offset: Int64, from: Change, to: Change)?

  /// Reads a rule; nil where it is none.
  init?(_ text: String) {
    var rest = Substring(text)
    guard Self.takeName(&rest), let offset = Self.takeTime(&rest) else { return nil }
    // POSIX counts to the west.
    standard = -offset
    guard !rest.isEmpty else { return }
    guard Self.takeName(&rest) else { return nil }
    var ahead = standard + 3600
    if rest.first != ",", let offset = Self.takeTime(&rest) { ahead = -offset }
    let parts = rest.split(separator: ",")
    guard parts.count == 2, let from = Self.change(parts[0]), let to = Self.change(parts[1]) else {
      return nil
    }
    summer = (ahead, from, to)
  }

  /// How many seconds clocks are ahead of UTC at a moment.
  func offset(at moment: Int64) -> Int64 {
    guard let summer else { return standard }
    let text = Timestamp(seconds: moment + standard).rfc3339
    guard let year = Int64(text.prefix(4)) else { return standard }
    let from = Self.moment(summer.from, year) - standard
    let to = Self.moment(summer.to, year) - summer.offset
    // South of the equator summer is at both ends of the year.
    let isSummer = from < to ? moment >= from && moment < to : moment >= from || moment < to
    return isSummer ? summer.offset : standard
  }

  private static func moment(_ change: Change, _ year: Int64) -> Int64 {
    func day(_ month: Int, _ day: Int) -> Int64 {
      let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
      let text = "\(year)-\(padded(month))-\(padded(day))T00:00:00Z"
      return (Timestamp(text)?.seconds ?? 0) / 86_400
    }
    switch change {
    case .weekday(let month, let week, let weekday, let seconds):
      let first = day(month, 1)
      let next = month == 12 ? day(12, 31) + 1 : day(month + 1, 1)
      let skip = (weekday - CalendarDate(day: first).weekday + 7) % 7
      var date = first + Int64(skip + (week - 1) * 7)
      while date >= next { date -= 7 }
      return date * 86_400 + seconds
    case .day(let number, let skipsLeapDay, let seconds):
      var date = day(1, 1) + Int64(number - (skipsLeapDay ? 1 : 0))
      let isLeap = day(3, 1) - day(2, 28) == 2
      if skipsLeapDay, isLeap, number >= 60 { date += 1 }
      return date * 86_400 + seconds
    }
  }

  // MARK: Reading

  /// `CET`, or `<+03>`.
  private static func takeName(_ text: inout Substring) -> Bool {
    if text.first == "<" {
      guard let end = text.firstIndex(of: ">") else { return false }
      text = text[text.index(after: end)...]
      return true
    }
    let name = text.prefix { $0.isLetter }
    text = text.dropFirst(name.count)
    return name.count >= 3
  }

  /// `-5:30`, in seconds.
  private static func takeTime(_ text: inout Substring) -> Int64? {
    let isNegative = text.first == "-"
    if isNegative || text.first == "+" { text.removeFirst() }
    let digits = text.prefix { $0.isNumber || $0 == ":" }
    text = text.dropFirst(digits.count)
    let parts = digits.split(separator: ":").compactMap { Int64($0) }
    guard (1...3).contains(parts.count) else { return nil }
    let seconds = zip(parts, [3600, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
    return isNegative ? -seconds : seconds
  }

  private static func change(_ text: Substring) -> Change? {
    let halves = text.split(separator: "/", maxSplits: 1)
    guard let date = halves.first else { return nil }
    var seconds: Int64 = 7200
    if halves.count == 2 {
      var time = halves[1]
      guard let given = takeTime(&time) else { return nil }
      seconds = given
    }
    switch date.first {
    case "M":
      let parts = date.dropFirst().split(separator: ".").compactMap { Int($0) }
      guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]),
        (0...6).contains(parts[2])
      else { return nil }
      return .weekday(month: parts[0], week: parts[1], day: parts[2], seconds: seconds)
    case "J":
      return Int(date.dropFirst()).map { .day($0, skipsLeapDay: true, seconds: seconds) }
    default:
      return Int(date).map { .day($0, skipsLeapDay: false, seconds: seconds) }
    }
  }

  static func == (a: ZoneRule, b: ZoneRule) -> Bool {
    a.standard == b.standard && a.summer?.offset == b.summer?.offset
      && a.summer?.from == b.summer?.from && a.summer?.to == b.summer?.to
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(standard)
    hasher.combine(summer?.offset)
  }
}
