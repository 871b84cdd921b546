/// Writes the lines of one run of a container: which line comes when depends on nothing but the
/// run, so that a log can be written when somebody reads it and is the same every time.
struct LogWriter: Sendable {
  let style: LogStyle
  /// Tells one run from another.
  let seed: UInt64
  let started: DemoTime
  /// What the lines speak of: the program's name, the pod's.
  let program: String
  let pod: String
  /// The image's tag, where a program says its version.
  let version: String
  /// How many lines a minute it writes when it is up.
  var linesPerMinute: Double

  init(
    style: LogStyle, seed: UInt64, started: DemoTime, program: String, pod: String,
    version: String, linesPerMinute: Double? = nil
  ) {
    self.style = style
    self.seed = seed
    self.started = started
    self.program = program
    self.pod = pod
    self.version = version
    self.linesPerMinute = linesPerMinute ?? style.linesPerMinute
  }

  struct Line: Equatable, Sendable {
    var time: DemoTime
    /// Where several lines belong together, all of them.
    var text: String
  }

  private var gap: Double {
    linesPerMinute == 0 ? .infinity : 60_000 / linesPerMinute
  }

  /// How long the first lines take, after which the steady ones begin.
  private static let warmUp: Int64 = 2500

  /// The lines that the program writes while it starts.
  var opening: [Line] {
    let texts = LogText.opening(style, program: program, version: version, at: started)
    return texts.enumerated().map { index, text in
      let time = started + .milliseconds(Int64(40 + index * 97 % Int(Self.warmUp)))
      return Line(time: time, text: text)
    }
  }

  /// The number of the first steady line at or after a time.
  func index(after time: DemoTime) -> Int {
    guard gap.isFinite else { return 0 }
    let since = Double(time.milliseconds - started.milliseconds - Self.warmUp)
    return since <= 0 ? 0 : Int(since / gap)
  }

  /// When the steady line of that number comes.
  func time(of index: Int) -> DemoTime {
    var random = RandomSource(seed: seed &+ UInt64(index) &* 7919)
    let within = Double(random.next() % 1000) / 1000 * 0.9
    return started + .milliseconds(Self.warmUp + Int64((Double(index) + within) * gap))
  }

  /// The steady line of that number.
  func line(_ index: Int) -> Line {
    let time = time(of: index)
    var random = RandomSource(seed: seed &+ UInt64(index) &* 7919 &+ 1)
    return Line(
      time: time,
      text: LogText.steady(self, number: index, at: time, random: &random))
  }

  /// All lines after one time, up to and including another; of steady ones no more than the last
  /// `limit`.
  func lines(after start: DemoTime, through end: DemoTime, limit: Int) -> [Line] {
    var lines = opening.filter { $0.time > start && $0.time <= end }
    guard gap.isFinite else { return lines }
    let last = index(after: end)
    let first = max(index(after: start), last - limit)
    for index in first...max(first, last) {
      let line = line(index)
      if line.time > start, line.time <= end { lines.append(line) }
    }
    return lines
  }
}
