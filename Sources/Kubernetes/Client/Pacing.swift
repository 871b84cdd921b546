/// Time and chance, as the client uses them; tests have their own.
public struct Pacing: Sendable {
  /// Waits; throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void
  /// A number from 0 up to 1.
  public var random: @Sendable () -> Double
  /// How long something has been going on, by a clock that goes on while the machine sleeps.
  public var now: @Sendable () -> ContinuousClock.Instant

  /// Makes a pacing.
  public init(
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    random: @escaping @Sendable () -> Double,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.sleep = sleep
    self.random = random
    self.now = now
  }

  /// Real time and real chance.
  public static let real = Pacing(
    sleep: { try await Task.sleep(for: $0) },
    random: { Double.random(in: 0..<1) },
    now: { ContinuousClock.now })
}
