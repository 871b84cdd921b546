import Console
import GitOps
import Kubernetes
import Logs
import TUI
import TestSupport
import Testing

/// The log pane as it is used: on a log whose lines come from a test.
@Suite struct LogPaneTests {
  /// The lines that programs of many kinds write.
  static let lines = [
    #"{"level":"info","ts":1799999990.5,"logger":"setup","msg":"starting manager","port":8080}"#,
    #"time="2027-01-15T07:59:51Z" level=warning msg="slow reply" took=2.1s path="/a b""#,
    #"E0115 07:59:52.000000       1 reflector.go:561] "Failed to watch" err="dial tcp 10.0.0.1:443: refused""#,
    "2027-01-15 07:59:53,120 ERROR [main] com.example.shop.Cart - it broke",
    "\tat com.example.shop.Cart.add(Cart.java:12)",
    "plain words, \u{1B}[31mred\u{1B}[0m ones and 漢字",
    #"{"level":"error","msg":"first\nsecond","error":"no","a":{"b":[1,{"c":null}],"d":"x"}}"#,
    "\u{1B}]0;title\u{7}[debug] \u{0} done",
  ]

  /// A log of the pod that crashes, on the whole screen.
  static func opened(
    _ lines: [String], size: Size = Size(80, 24), times: (Int) -> Int64 = { Int64($0) }
  ) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.press("3jjl")
    state.write(lines, times: times)
    return state
  }

  private static func numbered(_ count: Int) -> ConsoleState {
    opened((0..<count).map { "line \($0)" })
  }

  // MARK: How lines look

  @Test(arguments: ["", "f", "ff", "fff"]) func formats(keys: String) {
    var state = Self.opened(Self.lines)
    state.press(keys)
    expectGolden(state.render(), "log-format-\(keys.count)")
  }

  @Test func columnsOnAWideScreen() {
    var state = Self.opened(Self.lines, size: Size(140, 40))
    state.press("fw")
    expectGolden(state.render(), "log-columns")
  }

  @Test func linesOfSeveralPods() {
    var state = Samples.state(80, 24)
    state.hear(pods: [
      Samples.pod("shop", "web-7d9f5c6b8d-x2xcv"), Samples.pod("shop", "web-7d9f5c6b8d-bbqlt"),
    ])
    state.press("3 j l")
    for (index, query) in state.logs.queries.enumerated() {
      state.hear(
        .logs(
          query,
          .lines(Self.packed(["level=info msg=hello", "two"], times: { Int64($0) + Int64(index) })))
      )
    }
    state.press("ttk")
    expectGolden(state.render(), "log-several")
  }

  @Test func timesAreShownInFourWays() {
    var state = Self.opened(["x"], times: { _ in -75 })
    state.settings.localOffset = 7200
    #expect(!state.render().text.contains("07:58:45"))
    state.press("t")
    #expect(state.render().text.contains("07:58:45.000 x"))
    state.press("t")
    #expect(state.render().text.contains("09:58:45.000 x"))
    state.press("t")
    #expect(state.render().text.contains("75s x"))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 10)))
    #expect(state.render().text.contains("85s x"))
    state.press("t")
    #expect(!state.render().text.contains("85s"))
  }

  @Test func linesOfAnotherDaySayWhichOne() {
    var state = Self.opened(["x"], times: { _ in -86_400 })
    state.press("t")
    #expect(state.render().text.contains("01-14 08:00:00.000 x"))
  }

  @Test func aMegabyteInOneLineIsDrawnCutAndShownInFull() {
    let line = String(repeating: "word ", count: 200_000)
    var state = Self.opened(["before", line, "after"])
    #expect(state.render().text.contains("after"))
    state.press("w")
    #expect(state.render().text.contains("1,000,000 bytes in all"))
    state.press("k<enter>")
    #expect(state.render().text.contains("1,000,000 bytes"))
    state.press("G")
    #expect(state.render().text.contains("word"))
  }

  @Test(
    arguments: HostileTextTests.texts + [
      "{\"level\":\"error\",\"msg\":\"\\u001b[2J\\u0000\",\"a\\u0007\":\"\\u009b31m\"}",
      "level=info msg=\"\\x1b[2J\" a\u{7}=\u{1B}[H", "\u{FFFD}{\"a\":", "E0115 \u{1B}[2J",
      String(repeating: "{\"a\":", count: 5000),
    ], ["", "f", "ff", "fff", "w", "ffw", "<enter>", "E", "k<enter>ff"])
  func nothingOfALineReachesTheScreenRaw(text: String, keys: String) {
    for size in [Size(80, 24), Size(40, 10)] {
      var state = Self.opened([text, "error: \(text)", text], size: size)
      state.press("m\(keys)")
      #expect(!state.render().hasControlCharacters)
    }
  }

  // MARK: Standing still

  @Test func theSelectedLineMovesAndTheViewFollows() {
    var state = Self.numbered(100)
    #expect(state.logs.isFollowing)
    state.press("k")
    #expect(state.logs.cursor == 98)
    #expect(state.logs.bottom == 99)
    state.press(String(repeating: "k", count: 30))
    #expect(state.logs.cursor == 68)
    #expect(state.render().text.contains("line 68"))
    state.press("G")
    #expect(state.logs.isFollowing)
    state.press("g")
    #expect(state.logs.cursor == 0)
    #expect(state.render().text.contains("line 17"))
    #expect(!state.render().text.contains("line 18"))
  }

  @Test func newLinesLeaveItWhereItIsAndAreCounted() {
    var state = Self.numbered(50)
    state.press("s")
    let before = state.logs.cursor
    state.write(["new 1", "new 2"], times: { Int64($0) + 100 })
    #expect(state.logs.cursor == before)
    #expect(!state.render().text.contains("new 1"))
    #expect(state.render().text.contains("standing still, 2 below"))
    state.press("s")
    #expect(state.render().text.contains("new 2"))
    #expect(state.render().text.contains("following"))
  }

  @Test func linesThatComeBeforeItDoNotMoveIt() {
    var state = Self.opened(["a", "b", "c"], times: { Int64($0) * 10 })
    state.press("k")
    state.write(["late"], times: { _ in 5 })
    #expect(state.logs.cursor == 2)
    #expect(state.press("y") == [.copy("b")])
  }

  @Test func theWheelTakesTheSelectionAlong() {
    var state = Self.numbered(100)
    state.press("k")
    state.logs.scroll(by: -20)
    _ = state.update([])
    #expect(state.logs.bottom == 79)
    #expect(state.logs.cursor == 79)
  }

  // MARK: Filter, search, levels

  @Test func theContextGoesFromMatchesAloneToASearch() {
    var state = Self.opened((0..<30).map { "line \($0)." }, size: Size(140, 40))
    func shown() -> [Int] {
      let text = state.render().text
      return (0..<30).filter { text.contains("line \($0).") }
    }
    state.press("/line 15<enter>")
    #expect(shown() == [15])
    state.press("x")
    #expect(shown() == Array(12...18))
    state.press("x")
    #expect(shown() == Array(5...25))
    state.press("x")
    #expect(shown() == Array(0...29))
    state.press("x")
    #expect(shown() == [15])
  }

  @Test func linesAroundTwoMatchesStandApart() {
    var state = Self.numbered(100)
    state.press("/line [24]0$<enter>xk")
    expectGolden(state.render(), "log-context")
  }

  @Test func matchesAreGoneThrough() {
    var state = Self.numbered(100)
    state.press("/[37]5$<enter>xxx")
    state.press("N")
    #expect(state.logs.cursor == 75)
    state.press("N")
    #expect(state.logs.cursor == 35)
    #expect(state.render().text.contains("match 1 of 2"))
    state.press("N")
    #expect(state.logs.cursor == 35)
    #expect(state.toasts.last?.toast.text == "no match before this line")
    state.press("n")
    #expect(state.logs.cursor == 75)
  }

  @Test func aMarkerIsNoMatch() {
    var state = Self.numbered(10)
    state.press("kkkkm")
    state.press("G/line [28]<enter>NN")
    #expect(state.logs.current(text: "line 2"))
  }

  @Test func lessGraveLinesAreLeftOut() {
    var state = Self.opened(Self.lines)
    state.press("vv")
    #expect(state.render().text.contains("slow reply"))
    #expect(!state.render().text.contains("starting manager"))
    #expect(state.render().text.contains("warning and graver"))
    state.press("v")
    #expect(!state.render().text.contains("slow reply"))
    #expect(state.render().text.contains("it broke"))
    state.press("<esc>")
    #expect(state.render().text.contains("starting manager"))
  }

  @Test func whatLeavesEverythingOutIsSaid() {
    var state = Self.numbered(3)
    state.press("/nowhere<enter>")
    #expect(
      state.render().text.contains("none of 3 lines passes the filter nowhere; esc shows all"))
  }

  // MARK: Going to a time, marks

  @Test(arguments: [
    ("07:30", 30), ("07:30:00", 30), ("2027-01-15T07:10:00Z", 10), ("2027-01-15 07:10", 10),
    ("-45m", 15), ("-1h", 0), ("7:05", 5), ("-30m30s", 30),
  ]) func aTimeIsGoneTo(typed: String, minute: Int) {
    var state = Self.opened((0..<60).map { "minute \($0)" }, times: { Int64($0 * 60 - 3600) })
    state.press("@\(typed)<enter>")
    #expect(state.logs.cursor == minute)
    #expect(state.render().text.contains("minute \(minute)"))
  }

  @Test func aTimeOfDayIsThatOfTheClockThatIsShown() {
    var state = Self.opened((0..<60).map { "minute \($0)" }, times: { Int64($0 * 60 - 3600) })
    state.settings.localOffset = 3600
    state.press("tt@08:30<enter>")
    #expect(state.logs.cursor == 30)
  }

  @Test func whatIsNoTimeIsSaid() {
    var state = Self.numbered(3)
    state.press("@noon<enter>")
    #expect(state.toasts.last?.toast.text.hasPrefix("noon isn't a time") == true)
    state.press("@25:00<enter>")
    #expect(state.toasts.last?.toast.text.hasPrefix("25:00 isn't a time") == true)
    #expect(state.logs.isFollowing)
  }

  @Test func marksAreGoneTo() {
    var state = Self.numbered(60)
    state.press("m")
    #expect(state.render().text.contains("mark 1, made at 08:00:00"))
    state.write(["after"], times: { _ in 100 })
    state.press("{")
    #expect(state.logs.cursor == 60)
    state.press("gm}")
    #expect(state.logs.cursor == 1)
    state.press("}")
    #expect(state.logs.cursor == 61)
    state.press("}")
    #expect(state.toasts.last?.toast.text == "no marker after this line")
  }

  // MARK: One line

  @Test(arguments: [Size(80, 24), Size(140, 40)]) func oneLine(size: Size) {
    var state = Self.opened(Self.lines, size: size)
    state.press("k<enter>")
    expectGolden(state.render(), "log-line")
  }

  @Test func theNextLineIsShownFromThePage() {
    var state = Self.numbered(10)
    state.press("kkkk<enter>")
    #expect(state.render().text.contains("line 5"))
    state.press("J")
    #expect(state.render().text.contains("line 6"))
    state.press("KK")
    #expect(state.render().text.contains("line 4"))
    #expect(state.press("y") == [.copy("line 4")])
    state.press("<esc>")
    #expect(state.logs.cursor == 4)
  }

  @Test func whatIsInViewIsCopiedWhileTheEndIsFollowed() {
    var state = Self.opened(["a", "b"])
    #expect(state.press("y") == [.copy("a\nb")])
  }

  // MARK: Saving

  @Test func theLinesThatPassTheFilterAreSaved() throws {
    var state = Self.numbered(10)
    state.press("/[12]$<enter><ctrl-s>")
    expectGolden(state.render(), "log-save")
    let commands = state.press("<enter>").substantial
    guard case .saveLog(let saving) = try #require(commands.first) else {
      Issue.record("no command to save")
      return
    }
    #expect(saving.path == "cart-5d8c-x2x-20270115T080000Z.log")
    #expect(!saving.overwrites)
    #expect(saving.filter.conditions.count == 1)
    #expect(saving.store.count == 10)
    _ = state.update(.logSaved(saving, .exists))
    #expect(state.press("<enter>").substantial.isEmpty)
    _ = state.update(.logSaved(saving, .exists))
    var again = saving
    again.overwrites = true
    #expect(state.press("<left><enter>").substantial == [.saveLog(again)])
    _ = state.update(.logSaved(again, .saved(lines: 2, bytes: 14, lost: 0)))
    #expect(state.toasts.last?.toast.text == "saved 2 lines, 14 bytes, to \(saving.path)")
    _ = state.update(.logSaved(again, .failed("no space left on device")))
    #expect(state.toasts.last?.toast.text.contains("no space left on device") == true)
  }

  // MARK: New errors

  private func searched() throws -> (ConsoleState, ErrorRequest) {
    var state = Self.opened([
      #"{"level":"error","msg":"timeout after 3s"}"#, #"{"level":"warn","msg":"disk at 90%"}"#,
    ])
    state.logs.mark(
      LogMoment(.deploy, at: Timestamp(seconds: Samples.now.seconds + 10), "deploy of shop"))
    state.write(
      [
        #"{"level":"error","msg":"timeout after 7s"}"#,
        #"{"level":"error","msg":"no route to 10.0.0.7"}"#,
        #"{"level":"error","msg":"no route to 10.0.0.8"}"#,
        #"{"level":"warn","msg":"queue 3 is long"}"#,
      ], times: { Int64($0) + 20 })
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 60)))
    state.press("E")
    let requests = state.activities.compactMap { activity -> ErrorRequest? in
      if case .searchErrors(let request) = activity { request } else { nil }
    }
    return (state, try #require(requests.first))
  }

  private func answer(_ request: ErrorRequest, in state: inout ConsoleState) {
    var patterns = ErrorPatterns(since: request.moment)
    for segment in request.store.segments { if let lines = segment.lines { patterns.add(lines) } }
    _ = state.update(.errorsFound(request.id, patterns.findings()))
  }

  @Test func aTimeWhoseLinesAreElsewhereIsFoundThere() throws {
    var state = Self.opened((0..<60).map { "minute \($0)" }, times: { Int64($0 * 60 - 3600) })
    let segment = try #require(state.logs.contents.store.segments.first)
    _ = state.update(.logStorage(.stored([segment.id], failed: [], problem: nil)))
    let elsewhere = try #require(state.logs.contents.store.segments.first)
    let commands = state.press("@07:30<enter>").substantial
    let time = Timestamp(seconds: Samples.now.seconds - 1800).sinceEpoch
    #expect(commands.contains(.findLogTime(time, elsewhere)))
    _ = state.update(.logTimeFound(time, segment: segment.id, place: 30))
    #expect(state.logs.cursor == 30)
    state.press("k")
    _ = state.update(.logTimeFound(time, segment: segment.id, place: 30))
    #expect(state.logs.cursor == 29)
  }

  @Test func whereLinesMayBeMissingIsCounted() throws {
    var state = Self.opened(["a"], size: Size(160, 24), times: { _ in 0 })
    let query = try #require(state.logs.queries.first)
    let now = Samples.now
    state.hear(.logs(query, .gap(after: now, before: Timestamp(seconds: now.seconds + 5))))
    let text = state.render().text
    #expect(text.contains("a gap where lines may be missing"))
    #expect(text.contains("the log was rotated"))
  }

  @Test func aDiskThatIsFullIsSaid() {
    var state = Self.opened(["a"], times: { _ in 0 })
    _ = state.update(.logStorage(.stored([], failed: [], problem: "the disk is full")))
    #expect(state.render().text.contains("the disk is full"))
  }

  @Test(arguments: GoldenTests.sizes) func newErrors(size: Size) throws {
    var (state, request) = try searched()
    _ = state.update(.resized(size))
    #expect(state.render().text.contains("looking through 7 lines"))
    answer(request, in: &state)
    expectGolden(state.render(), "log-errors")
  }

  @Test func theSearchEndsWithItsPage() throws {
    var (state, request) = try searched()
    #expect(state.activities.contains(.searchErrors(request)))
    state.press("<esc>")
    #expect(!state.activities.contains(.searchErrors(request)))
  }

  @Test func whatWasFoundIsNotLookedForAgain() throws {
    var (state, request) = try searched()
    answer(request, in: &state)
    #expect(!state.activities.contains(.searchErrors(request)))
    state.press("E")
    answer(request, in: &state)
    #expect(state.logs.errors?.found == nil)
  }

  @Test func aKindOfErrorsLeadsToItsFirstLine() throws {
    var (state, request) = try searched()
    answer(request, in: &state)
    state.press("jjjj<enter>")
    #expect(state.logs.current(text: "no route to 10.0.0.7"))
  }

  @Test func withoutAMomentThereIsNothingToHoldThemAgainst() {
    var state = Self.numbered(3)
    state.press("E")
    #expect(state.toasts.last?.toast.text.contains("nothing was deployed") == true)
    state.press("mE")
    #expect(state.logs.errors?.reason.hasPrefix("mark 1") == true)
  }
}

extension LogPaneTests {
  static func packed(_ lines: [String], times: (Int) -> Int64) -> PackedLines {
    PackedLines(
      lines.enumerated().map { index, text in
        LogLine(time: Timestamp(seconds: Samples.now.seconds + times(index)), text: text)
      })
  }
}

extension ConsoleState {
  /// The first stream of the log pane writes lines; `times` are seconds after the present.
  mutating func write(_ lines: [String], times: (Int) -> Int64) {
    guard let query = logs.queries.first else { return }
    hear(.logs(query, .lines(LogPaneTests.packed(lines, times: times))))
  }
}

extension LogsState {
  /// Whether the selected line has a text in it.
  fileprivate func current(text: String) -> Bool {
    guard let cursor, let (lines, index) = contents.line(cursor) else { return false }
    return lines.text(index).contains(text)
  }
}
