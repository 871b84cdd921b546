import Documents
import Files
import GitOps
import Kubernetes
import Testing

@Suite struct SyncWindowTests {
  static let application = Application([
    "metadata": ["name": "shop", "namespace": "argocd"],
    "spec": [
      "destination": ["server": "https://kubernetes.default.svc", "namespace": "shop-prod"]
    ],
  ])

  func moment(_ text: String) throws -> Int64 { try #require(Timestamp(text)).seconds }

  func window(
    _ kind: String = "deny", _ schedule: String = "0 8 * * *", _ duration: String = "12h",
    manual: Bool = false, zone: String = ""
  ) -> SyncWindow {
    SyncWindow([
      "kind": .string(kind), "schedule": .string(schedule), "duration": .string(duration),
      "applications": ["*"], "manualSync": .bool(manual), "timeZone": .string(zone),
    ])
  }

  @Test(arguments: [
    ("2026-03-04T07:59:59Z", "closed 2026-03-04T08:00:00Z"),
    ("2026-03-04T08:00:01Z", "open 2026-03-04T20:00:00Z"),
    ("2026-03-04T19:59:59Z", "open 2026-03-04T20:00:00Z"),
    ("2026-03-04T20:00:00Z", "closed 2026-03-05T08:00:00Z"),
  ]) func stateOfADailyWindow(_ now: String, _ expected: String) throws {
    let state = window().state(at: try moment(now), TimeZones())
    switch state {
    case .open(let until):
      #expect("open \(Timestamp(seconds: try #require(until)).rfc3339)" == expected)
    case .closed(let opens):
      #expect("closed \(Timestamp(seconds: try #require(opens)).rfc3339)" == expected)
    case .invalid, .unknown: Issue.record("\(state)")
    }
  }

  @Test func windowsThatFollowOnEachOtherAreOne() throws {
    let now = try moment("2026-03-04T01:00:00Z")
    let forGood = window("deny", "0 */6 * * *", "6h").state(at: now, TimeZones())
    #expect(forGood == .open(until: nil))
    // From Wednesday to Friday.
    let days = window("deny", "0 0 * * 3,4,5", "24h").state(at: now, TimeZones())
    #expect(days == .open(until: try moment("2026-03-07T00:00:00Z")))
  }

  @Test(arguments: [
    ("0 8 * * 7", "1h"), ("@daily", "1h"), ("60 * * * *", "1h"), ("* * * *", "1h"),
    ("0 8 * * *", "1d"), ("0 8 * * *", ""), ("0 8 1-0 * *", "1h"), ("a * * * *", "1h"),
    ("", "1h"), ("0 0 8 * * *", "1h"), ("0 8 * * * *", "1h"), ("*/0 * * * *", "1h"),
    ("*/mon * * * *", "1h"), ("-5 * * * *", "1h"), ("1-2-3 * * * *", "1h"), ("1/2/3 * * * *", "1h"),
    ("0 8 0 * *", "1h"), ("0 8 * 13 *", "1h"), ("0 24 * * *", "1h"), ("0 8 * * monday", "1h"),
    ("TZ=Nowhere/Town 0 8 * * *", "1h"), ("TZ=UTC", "1h"), ("0 8 * * *", "1 h"),
    ("0 8 * * *", "8"), ("0 8 * * *", "."), ("0 8 * * *", "1h-5m"),
  ]) func whatArgoCannotReadIsInvalid(_ schedule: String, _ duration: String) throws {
    let state = window("deny", schedule, duration).state(
      at: 1_700_000_000, TimeZones(ZoneFiles.tree))
    guard case .invalid = state else {
      Issue.record("\(schedule) \(duration) was read")
      return
    }
  }

  // 2026-03-04 is a Wednesday.
  @Test(arguments: [
    ("0 8 * * *", "2h", true), ("0 8 * * ?", "2h", true), ("*-5 8 * * *", "2h", true),
    ("0,,30 8 * * *", "2h", true), ("+0 8 * * *", "2h", true), ("0/20 7-9 * * *", "5m", false),
    ("*/20 7-9 * * *", "21m", true), ("0 5/3 * * *", "61m", true), ("0 8 * * WED,sun", "2h", true),
    ("0 8 * jan-Mar *", "2h", true), ("0 8 4 * 1", "2h", true), ("0 8 4 * */1", "2h", true),
    ("0 8 5 * */1", "2h", false), ("0 8 5 * */3", "2h", true), ("0 8 5 * *", "2h", false),
    ("CRON_TZ=Europe/Berlin 30 9 * * *", "1h", true), ("TZ=Europe/Berlin 0 9 * * *", "1h", false),
    ("0 9 * * *", "1h30m", false), ("0 9 * * *", "1.5h", false), ("59 8 * * *", "1m30s", true),
    ("59 8 * * *", "90000ms", true), ("0 9 * * *", "0", false), ("0 8 * * *", "-2h", false),
    ("0 8 * * *", "+2h", true), ("0 22 3 * *", "11h30m", true),
    // Never, which Argo CD takes for long ago.
    ("0 0 31 2 *", "1m", true), (", 8 * * *", "1m", true),
  ]) func schedulesAndDurationsAreReadAsArgoReadsThem(
    _ schedule: String, _ duration: String, _ isOpen: Bool
  ) throws {
    let state = window("deny", schedule, duration).state(
      at: try moment("2026-03-04T09:00:00Z"), TimeZones(ZoneFiles.tree))
    #expect(state.isOpen == isOpen, "\(state)")
  }

  @Test func namesOfDaysAndMonthsCount() throws {
    // 2026-03-04 is a Wednesday.
    let state = window("allow", "0 8 * MAR mon-WED", "2h").state(
      at: try moment("2026-03-04T09:00:00Z"), TimeZones())
    #expect(state.isOpen)
  }

  @Test func eitherKindOfDayWillDo() throws {
    // Not the 13th, but a Wednesday.
    let state = window("allow", "0 8 13 * 3", "2h").state(
      at: try moment("2026-03-04T09:00:00Z"), TimeZones())
    #expect(state.isOpen)
  }

  // MARK: Blocking

  func block(_ windows: [SyncWindow], at now: String, manual: Bool = true) throws
    -> SyncWindowBlock?
  {
    SyncWindows(windows, for: Self.application, at: try moment(now), TimeZones())
      .block(isManual: manual)
  }

  @Test func nothingBlocksWithoutWindows() throws {
    #expect(try block([], at: "2026-03-04T09:00:00Z") == nil)
  }

  @Test func anOpenDenialBlocksUntilItEnds() throws {
    let block = try #require(try block([window()], at: "2026-03-04T09:00:00Z"))
    #expect(block.reason == .denied)
    #expect(block.until == (try moment("2026-03-04T20:00:00Z")))
  }

  @Test func aBlockSaysWhatItsWindowsAreFor() throws {
    var denial = window("deny", "* * * * *", "1h")
    denial.summary = "the disks are being moved"
    #expect(
      try block([denial], at: "2026-03-04T09:00:00Z")?.summary
        == "blocked by a sync window that denies (* * * * * for 1h: the disks are being moved)")
  }

  @Test func denialsWinOverAllowances() throws {
    let windows = [window("allow", "* * * * *", "1h"), window()]
    #expect(try block(windows, at: "2026-03-04T09:00:00Z")?.reason == .denied)
  }

  @Test func peopleMayWhereEveryDenialSaysSo() throws {
    let some = [window(manual: true), window()]
    let all = [window(manual: true), window(manual: true)]
    #expect(try block(some, at: "2026-03-04T09:00:00Z") != nil)
    #expect(try block(all, at: "2026-03-04T09:00:00Z") == nil)
    #expect(try block(all, at: "2026-03-04T09:00:00Z", manual: false) != nil)
  }

  @Test func aClosedAllowanceBlocksUntilItOpens() throws {
    let block = try #require(try block([window("allow")], at: "2026-03-04T21:00:00Z"))
    #expect(block.reason == .notAllowed)
    #expect(block.until == (try moment("2026-03-05T08:00:00Z")))
  }

  @Test func oneOpenAllowanceIsEnough() throws {
    let windows = [window("allow"), window("allow", "0 21 * * *", "1h")]
    #expect(try block(windows, at: "2026-03-04T21:30:00Z") == nil)
  }

  @Test func aWindowOfAnotherWordDoesNothing() throws {
    #expect(try block([window("Deny")], at: "2026-03-04T09:00:00Z") == nil)
    #expect(try block([window("")], at: "2026-03-04T21:00:00Z") == nil)
  }

  @Test func allClosedAllowancesHaveToExceptPeople() throws {
    let some = [window("allow", manual: true), window("allow", "0 9 * * *", "1h")]
    let all = some.map { window in
      var window = window
      window.allowsManual = true
      return window
    }
    #expect(try block(some, at: "2026-03-04T21:00:00Z") != nil)
    #expect(try block(all, at: "2026-03-04T21:00:00Z") == nil)
    #expect(try block(all, at: "2026-03-04T21:00:00Z", manual: false) != nil)
  }

  // MARK: Going on

  /// What blocks at nine an operation that began half an hour before eight, and one that begins.
  func blockOnTheWay(_ windows: [SyncWindow], begun: String) throws -> Bool {
    func stand(_ time: String) throws -> SyncWindows {
      SyncWindows(windows, for: Self.application, at: try moment(time), TimeZones())
    }
    let now = try stand("2026-03-04T09:00:00Z")
    #expect(now.block(isManual: false) != nil)
    return now.block(isManual: false, begun: try stand(begun)) != nil
  }

  func overrun(_ kind: String, _ schedule: String, _ duration: String) -> SyncWindow {
    var window = window(kind, schedule, duration)
    window.allowsOverrun = true
    return window
  }

  @Test func whatBeganBeforeADenialGoesOnWhereAllDenialsSaySo() throws {
    let late = overrun("deny", "0 8 * * *", "2h")
    let begun = "2026-03-04T07:30:00Z"
    #expect(try blockOnTheWay([late], begun: begun) == false)
    #expect(try blockOnTheWay([late, window()], begun: begun))
    #expect(try blockOnTheWay([window()], begun: begun))
    #expect(try blockOnTheWay([late], begun: "2026-03-04T08:30:00Z"))
    // What was allowed then needn't be any more.
    #expect(try blockOnTheWay([late, window("allow", "0 7 * * *", "1h")], begun: begun) == false)
  }

  @Test func whatBeganInAnAllowanceGoesOnWhereAllAllowancesSaySo() throws {
    let early = overrun("allow", "0 7 * * *", "1h")
    let begun = "2026-03-04T07:30:00Z"
    #expect(try blockOnTheWay([early], begun: begun) == false)
    #expect(try blockOnTheWay([early, window("allow", "0 6 * * *", "1h")], begun: begun))
    #expect(try blockOnTheWay([early], begun: "2026-03-04T08:30:00Z"))
    #expect(try blockOnTheWay([early, window("deny", "0 8 * * *", "2h")], begun: begun))
  }

  @Test func aWindowThatCannotBeReadBlocks() throws {
    let block = try block([window("allow", "never")], at: "2026-03-04T21:30:00Z")
    #expect(block?.reason == .invalid(.schedule("never")))
  }

  // MARK: Which applications

  @Test(arguments: [
    (#"{"applications": ["sh*"]}"#, true), (#"{"applications": ["other"]}"#, false),
    (#"{"namespaces": ["*-prod"]}"#, true),
    (#"{"clusters": ["https://kubernetes.default.svc"]}"#, true),
    (#"{"clusters": ["in-cluster"]}"#, false), (#"{}"#, false),
    (#"{"applications": ["shop"], "namespaces": ["dev"]}"#, true),
    (#"{"applications": ["shop"], "namespaces": ["dev"], "andOperator": true}"#, false),
    (#"{"applications": ["shop"], "namespaces": ["*"], "andOperator": true}"#, true),
    (#"{"applications": ["[a-s]ho?"]}"#, true), (#"{"applications": ["{shop,other}"]}"#, true),
    (#"{"applications": ["[!s]hop"]}"#, false), (#"{"applications": ["SHOP"]}"#, false),
    (#"{"applications": ["["]}"#, false), (#"{"applications": ["!other"]}"#, false),
    (#"{"clusters": ["https://*"]}"#, true), (#"{"clusters": ["*.svc"]}"#, true),
    (#"{"applications": [], "clusters": ["x"], "namespaces": ["shop-*"]}"#, true),
    (#"{"clusters": ["x"], "namespaces": ["shop-*"], "andOperator": true}"#, false),
    (#"{"andOperator": true}"#, false),
  ]) func windowsAreForSomeApplications(_ json: String, _ expected: Bool) throws {
    let window = SyncWindow(try Value(json: Array(json.utf8)))
    #expect(window.concerns(Self.application) == expected)
  }

  // MARK: Time zones

  @Test func aClusterIsMeantByItsNameToo() {
    let window = SyncWindow(["clusters": ["prod-*"]])
    let named = Application(["spec": ["destination": ["name": "prod-1", "namespace": "x"]]])
    #expect(window.concerns(named))
    #expect(!window.concerns(Self.application))
  }

  @Test(arguments: ["Nowhere/Town", "../Europe/Berlin", "/Europe/Berlin"])
  func aZoneThatDoesNotExistIsUTC(_ zone: String) throws {
    let state = window(zone: zone).state(
      at: try moment("2026-07-01T08:30:00Z"), TimeZones(ZoneFiles.tree))
    #expect(state == .open(until: try moment("2026-07-01T20:00:00Z")))
  }

  @Test func withoutRulesOfZonesNothingIsSaid() throws {
    let windows = SyncWindows(
      [window(zone: "Europe/Berlin")], for: Self.application,
      at: try moment("2026-07-01T08:30:00Z"), TimeZones())
    #expect(windows.block(isManual: true) == nil)
    #expect(windows.unknownZones == ["Europe/Berlin"])
  }

  @Test func onTheDayThatClocksChangeThoseOfNowCount() throws {
    // At two on March 29th Berlin's clocks go to three; what began at one hour ahead of UTC is told
    // by clocks two ahead.
    let zones = TimeZones(ZoneFiles.tree)
    let night = window("deny", "0 1 * * *", "4h", zone: "Europe/Berlin")
    #expect(
      night.state(at: try moment("2026-03-29T00:30:00Z"), zones)
        == .open(until: try moment("2026-03-29T04:00:00Z")))
    #expect(
      night.state(at: try moment("2026-03-29T01:30:00Z"), zones)
        == .open(until: try moment("2026-03-29T03:00:00Z")))
  }

  @Test(arguments: [
    // Berlin is two hours ahead in summer and one in winter.
    ("2026-07-01T06:30:00Z", true), ("2026-07-01T18:30:00Z", false),
    ("2026-01-15T06:30:00Z", false), ("2026-01-15T18:30:00Z", true),
    // Beyond the transitions that a file lists, its rule counts.
    ("2077-07-01T06:30:00Z", true), ("2077-01-15T06:30:00Z", false),
  ]) func clocksAreThoseOfTheZone(_ now: String, _ isOpen: Bool) throws {
    let zones = TimeZones(ZoneFiles.tree)
    let state = window(zone: "Europe/Berlin").state(at: try moment(now), zones)
    #expect(state.isOpen == isOpen)
  }

  @Test func zonesSouthOfTheEquatorHaveSummerInWinter() {
    let zones = TimeZones(ZoneFiles.tree)
    #expect(zones.offset(of: "Sydney", at: 1_767_225_600) == 39_600)  // 2026-01-01
    #expect(zones.offset(of: "Sydney", at: 1_782_864_000) == 36_000)  // 2026-07-01
  }
}

/// Zone files with nothing in them but a rule.
private enum ZoneFiles {
  static let tree = MemoryTree([
    "Europe/Berlin": file("CET-1CEST,M3.5.0,M10.5.0/3"),
    "Sydney": file("AEST-10AEDT,M10.1.0,M4.1.0/3"), "Etc/UTC": file("UTC0"),
  ])

  static func file(_ rule: String) -> String {
    let header: [UInt8] =
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [UInt8](repeating: 0, count: 24)
    return String(decoding: header + header, as: UTF8.self) + "\n\(rule)\n"
  }
}
