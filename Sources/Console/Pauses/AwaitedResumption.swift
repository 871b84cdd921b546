/// A pause that is over, and what was done about it here.
struct AwaitedResumption: Equatable, Sendable {
  /// Which pause: when it ended, in seconds since 1970.
  var end: Int64
  /// How often it was tried in vain.
  var failures = 0
  /// When it is tried next, in seconds since 1970.
  var next: Int64 = 0
  /// Whether an answer is awaited.
  var isAsked = false

  /// The longest time between attempts, in seconds.
  private static let longest: Int64 = 300
  /// How long after it was done the lists must have heard of it, in seconds.
  private static let patience: Int64 = 30

  /// Takes in what came of an attempt.
  mutating func answered(isDone: Bool, at now: Int64) {
    isAsked = false
    guard !isDone else {
      next = now + Self.patience
      return
    }
    next = now + min(Self.longest, 10 << min(failures, 5))
    failures += 1
  }
}
