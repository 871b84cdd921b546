import Testing

@testable import DemoCluster

@Suite struct ControllerCronTests {
  private func next(_ schedule: String, after time: String) throws -> String? {
    let start = try #require(DemoTime(rfc3339: time))
    return try #require(CronSchedule(schedule)).next(after: start)?.rfc3339
  }

  @Test(arguments: [
    ("*/10 * * * *", "2026-01-05T09:03:20Z", "2026-01-05T09:10:00Z"),
    ("0 3 * * *", "2026-01-05T09:00:00Z", "2026-01-06T03:00:00Z"),
    ("30 1 * * 0", "2026-01-05T09:00:00Z", "2026-01-11T01:30:00Z"),
    ("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z"),
    ("0 0 31 2 *", "2026-03-01T00:00:00Z", nil),
    ("15,45 8-10 * * *", "2026-01-05T08:15:00Z", "2026-01-05T08:45:00Z"),
    ("0 0 13 * 5", "2026-01-05T00:00:00Z", "2026-01-09T00:00:00Z"),
    ("@hourly", "2026-01-05T09:59:59Z", "2026-01-05T10:00:00Z"),
  ])
  func theNextTimeIsFound(schedule: String, after: String, expected: String?) throws {
    #expect(try next(schedule, after: after) == expected)
  }

  @Test(arguments: ["", "* * * *", "60 * * * *", "*/0 * * * *", "a * * * *", "5-1 * * * *"])
  func whatIsNotAScheduleIsRefused(text: String) {
    #expect(CronSchedule(text) == nil)
  }
}
