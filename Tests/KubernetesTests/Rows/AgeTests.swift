import Kubernetes
import Testing

@Suite struct AgeTests {
  private static let hour: Int64 = 3600
  private static let day: Int64 = 86_400

  @Test(arguments: [
    (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (125, "2m5s"),
    (599, "9m59s"), (600, "10m"), (3 * hour - 1, "179m"), (3 * hour, "3h"),
    (3 * hour + 60, "3h1m"), (8 * hour - 1, "7h59m"), (8 * hour + 59, "8h"),
    (48 * hour - 1, "47h"), (2 * day, "2d"), (2 * day + hour, "2d1h"), (8 * day - 1, "7d23h"),
    (8 * day, "8d"), (729 * day, "729d"), (730 * day, "2y"), (731 * day, "2y1d"),
    (8 * 365 * day, "8y"), (3000 * day, "8y"),
  ])
  func isWrittenAsKubectlDoes(seconds: Int64, text: String) {
    #expect(Age.text(seconds: seconds) == text)
  }

  @Test func unknownStartIsSaid() {
    #expect(Age.text(since: nil, now: 5) == "<unknown>")
  }
}
