import Testing

@testable import Kubernetes

@Suite struct BackoffTests {
  @Test func doublesUpToItsLimit() {
    var backoff = Backoff()
    let waits = (0..<7).map { _ in backoff.next(jitter: 0.5) }
    #expect(waits == [800, 1600, 3200, 6400, 12_800, 25_600, 30_000].map { .milliseconds($0) })
  }

  @Test(arguments: [(0.0, 600), (0.5, 800), (0.999, 999)])
  func jitterMovesItByAQuarter(jitter: Double, milliseconds: Int) {
    var backoff = Backoff()
    let wait = backoff.next(jitter: jitter)
    #expect(wait >= .milliseconds(milliseconds) && wait < .milliseconds(milliseconds + 1))
  }

  @Test func resetBeginsAnew() {
    var backoff = Backoff()
    _ = backoff.next(jitter: 0.5)
    backoff.reset()
    #expect(backoff.next(jitter: 0.5) == .milliseconds(800))
  }
}
