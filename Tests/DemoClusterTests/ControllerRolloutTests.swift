import Testing

@testable import DemoCluster

/// The arithmetic of rolling updates.
@Suite struct ControllerRolloutTests {
  private func rollout(
    replicas: Int, surge: Int, unavailable: Int, new: (Int, Int), old: [(Int, Int)]
  ) -> Rollout {
    func part(_ pair: (Int, Int)) -> Rollout.Part {
      Rollout.Part(wanted: pair.0, existing: pair.0, available: pair.1)
    }
    return Rollout(
      replicas: replicas, maxSurge: surge, maxUnavailable: unavailable, new: part(new),
      old: old.map(part))
  }

  @Test func aFirstRolloutStartsEverything() {
    let next = rollout(replicas: 3, surge: 1, unavailable: 0, new: (0, 0), old: []).next()
    #expect(next.new == 3)
  }

  @Test func theSurgeComesBeforeOldPodsGo() {
    let next = rollout(replicas: 3, surge: 1, unavailable: 0, new: (0, 0), old: [(3, 3)]).next()
    #expect(next.new == 1)
    #expect(next.old == [3])
  }

  @Test func anOldPodGoesForEachNewOneThatIsAvailable() {
    let next = rollout(replicas: 3, surge: 1, unavailable: 0, new: (1, 1), old: [(3, 3)]).next()
    #expect(next.old == [2])
  }

  @Test func aNewPodThatIsNotAvailableKeepsTheOldOnes() {
    let next = rollout(replicas: 3, surge: 1, unavailable: 0, new: (1, 0), old: [(3, 3)]).next()
    #expect(next.new == 1)
    #expect(next.old == [3])
  }

  @Test func oldPodsThatAreBrokenGoFirst() {
    let next = rollout(
      replicas: 2, surge: 1, unavailable: 0, new: (1, 1), old: [(1, 0), (1, 1)]
    ).next()
    #expect(next.old == [0, 1])
  }

  @Test func recreatingWaitsUntilNothingOldIsLeft() {
    var recreate = rollout(replicas: 2, surge: 0, unavailable: 0, new: (0, 0), old: [(2, 2)])
    recreate.recreates = true
    #expect(recreate.next().new == 0)
    #expect(recreate.next().old == [0])
    recreate.old = [Rollout.Part(wanted: 0, existing: 0, available: 0)]
    #expect(recreate.next().new == 2)
  }
}
