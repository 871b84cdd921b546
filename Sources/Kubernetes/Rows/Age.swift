/// How long ago something was, as kubectl writes it: two or three significant figures.
public enum Age {
  /// The text for a number of seconds: `45s`, `3m20s`, `5h12m`, `3d4h`, `2y31d`.
  ///
  /// A moment just ahead counts as now, since clocks differ; one further ahead is `<invalid>`.
  public static func text(seconds: Int64) -> String {
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    let minutes = seconds / 60
    let hours = seconds / 3600
    let days = hours / 24
    switch (seconds, minutes, hours) {
    case (..<120, _, _): return "\(seconds)s"
    case (_, ..<10, _): return pair(minutes, "m", seconds % 60, "s")
    case (_, ..<180, _): return "\(minutes)m"
    case (_, _, ..<8): return pair(hours, "h", minutes % 60, "m")
    case (_, _, ..<48): return "\(hours)h"
    case (_, _, ..<192): return pair(days, "d", hours % 24, "h")
    case (_, _, ..<(24 * 365 * 2)): return "\(days)d"
    case (_, _, ..<(24 * 365 * 8)): return pair(days / 365, "y", days % 365, "d")
    default: return "\(days / 365)y"
    }
  }

  /// The age of something that began at `start`, both in seconds since 1970; `<unknown>` for nil.
  public static func text(since start: Int64?, now: Int64) -> String {
    guard let start else { return "<unknown>" }
    return text(seconds: now - start)
  }

  private static func pair(_ a: Int64, _ aUnit: String, _ b: Int64, _ bUnit: String) -> String {
    b == 0 ? "\(a)\(aUnit)" : "\(a)\(aUnit)\(b)\(bUnit)"
  }
}
