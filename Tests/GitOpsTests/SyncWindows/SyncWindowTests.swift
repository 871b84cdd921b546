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
    case .open(let until): #expect("open \(Timestamp(seconds: until).rfc3339)" == expected)
    case .closed(let opens):
      #expect("closed \(Timestamp(seconds: try #require(opens)).rfc3339)" == expected)
    case .invalid: Issue.record("invalid")
    }
  }

  @Test func windowsThatFollowOnEachOtherAreOne() throws {
    let state = window("deny", "0 */6 * * *", "6h").state(
      at: try moment("2026-03-04T01:00:00Z"), TimeZones())
    guard case .open(let until) = state else {
      Issue.record("closed")
      return
    }
    #expect(until > (try moment("2026-03-05T00:00:00Z")))
  }

  @Test(arguments: [
    ("0 8 * * 7", "1h"), ("@daily", "1h"), ("60 * * * *", "1h"), ("* * * *", "1h"),
    ("0 8 * * *", "1d"), ("0 8 * * *", ""), ("0 8 1-0 * *", "1h"), ("a * * * *", "1h"),
  ]) func whatArgoCannotReadIsInvalid(_ schedule: String, _ duration: String) throws {
    let state = window("deny", schedule, duration).state(at: 1_700_000_000, TimeZones())
    guard case .invalid = state else {
      Issue.record("\(schedule) \(duration) was read")
      return
    }
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
  ]) func windowsAreForSomeApplications(_ json: String, _ expected: Bool) throws {
    let window = SyncWindow(try Value(json: Array(json.utf8)))
    #expect(window.concerns(Self.application) == expected)
  }

  // MARK: Time zones

  @Test func anUnknownZoneIsInvalid() throws {
    let state = window(zone: "Nowhere/Town").state(at: 0, TimeZones())
    #expect(state == .invalid(.timeZone("Nowhere/Town")))
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
    "Sydney": file("AEST-10AEDT,M10.1.0,M4.1.0/3"),
  ])

  static func file(_ rule: String) -> String {
    let header: [UInt8] =
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + [UInt8](repeating: 0, count: 24)
    return String(decoding: header + header, as: UTF8.self) + "\n\(rule)\n"
  }
}
