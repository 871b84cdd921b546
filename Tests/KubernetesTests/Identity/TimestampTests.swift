import Kubernetes
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0), ("2026-07-01T12:30:45Z", 1_782_909_045, 0),
    ("2024-02-29T23:59:59Z", 1_709_251_199, 0), ("2000-03-01T00:00:00Z", 951_868_800, 0),
    ("1969-12-31T23:59:59Z", -1, 0), ("2026-07-01T14:30:45+02:00", 1_782_909_045, 0),
    ("2026-07-01T07:00:45-05:30", 1_782_909_045, 0),
    ("2026-07-01T12:30:45.123456789Z", 1_782_909_045, 123_456_789),
    ("2026-07-01T12:30:45.5+00:00", 1_782_909_045, 500_000_000),
  ])
  func readsWhatKubernetesWrites(text: String, seconds: Int64, nanoseconds: Int32) {
    #expect(Timestamp(text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "2026-07-01", "2026-07-01T12:30:45", "2026-13-01T00:00:00Z", "2026-07-01T24:00:00Z",
    "2026-07-01T12:30:45.Z", "2026-07-01T12:30:45Zx", "2026-07-01 12:30:45 +0000",
    "2026-07-01T12:30:45+0200", "not-a-time-at-all-really",
  ])
  func refusesAnythingElse(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [
    "1970-01-01T00:00:00Z", "2026-07-01T12:30:45Z", "2024-02-29T23:59:59.25Z",
    "1969-12-31T23:59:59Z", "2100-12-31T00:00:00.000000001Z", "1600-02-29T01:02:03Z",
  ])
  func writesWhatItReads(text: String) {
    #expect(Timestamp(text)?.rfc3339 == text)
  }
}
