/// How long to wait before the next try: longer each time, up to a limit, and never quite the same,
/// so that many clients of a server that comes back don't all ask at once.
public struct Backoff: Hashable, Sendable {
  static let first = Duration.milliseconds(800)
  static let longest = Duration.seconds(30)

  private var base = Backoff.first

  /// Begins with the shortest wait.
  public init() {}

  /// The next wait; `jitter` is from 0 up to 1, and moves it by up to a quarter either way.
  public mutating func next(jitter: Double) -> Duration {
    defer { base = min(base * 2, Self.longest) }
    return Self.spread(base, jitter)
  }

  /// Begins anew, after things have been well for a while.
  public mutating func reset() { base = Self.first }

  static func spread(_ duration: Duration, _ jitter: Double) -> Duration {
    duration * (0.75 + 0.5 * jitter)
  }
}
