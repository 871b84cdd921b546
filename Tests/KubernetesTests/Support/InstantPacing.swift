import Kubernetes

/// Waits that take no time and are remembered; chance that is always in the middle.
actor InstantPacing {
  private(set) var waits: [Duration] = []

  private func wait(_ duration: Duration) { waits.append(duration) }

  nonisolated var pacing: Pacing {
    Pacing(
      sleep: {
        try Task.checkCancellation()
        await self.wait($0)
      },
      random: { 0.5 }, now: { ContinuousClock.now })
  }
}
