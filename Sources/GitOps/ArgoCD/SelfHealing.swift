/// How patiently Argo CD puts things back by itself: `controller.self.heal.*` of
/// `argocd-cmd-params-cm`.
///
/// As controller/appcontroller.go has it: the first time at once, then after a time that grows with
/// each attempt in a row, counted from the end of the last sync; a row ends when nothing has had to be
/// put back for a while.
public struct SelfHealing: Hashable, Sendable {
  /// A fixed time between attempts in seconds, of older versions; nil where it grows.
  public var timeout: Int64?
  /// How long after the first attempt the second comes, in seconds.
  public var first: Int64
  /// By what each pause is longer than the one before.
  public var factor: Int64
  /// The longest pause, in seconds.
  public var longest: Int64
  /// After how long without an attempt it begins anew, in seconds.
  public var cooldown: Int64

  /// Reads the settings; what isn't said is as Argo CD has it by itself.
  public init(_ parameters: [String: String] = [:]) {
    func number(_ name: String) -> Int64? {
      parameters["controller.self.heal.\(name)"].flatMap { Int64($0) }
    }
    let hasBackoff = ["timeout.seconds", "factor", "cap.seconds"].contains {
      number("backoff.\($0)") != nil
    }
    let fixed = number("timeout.seconds") ?? 0
    timeout = fixed > 0 && !hasBackoff ? fixed : nil
    first = number("backoff.timeout.seconds") ?? 2
    factor = number("backoff.factor") ?? 3
    longest = number("backoff.cap.seconds") ?? 300
    cooldown = number("backoff.cooldown.seconds") ?? 330
  }

  /// How long it still waits before it puts something back, in seconds.
  ///
  /// `attempts` is how many there were in a row, `last` when the last sync ended.
  public func delay(attempts: Int64, since last: Int64?, now: Int64) -> Int64 {
    guard let last else { return 0 }
    let passed = max(0, now - last)
    if let timeout { return max(0, timeout - passed) }
    guard attempts > 0, passed < cooldown else { return 0 }
    var pause = first
    for _ in 1..<max(1, min(attempts, 64)) where pause < longest { pause *= max(1, factor) }
    return max(0, min(pause, longest) - passed)
  }
}
