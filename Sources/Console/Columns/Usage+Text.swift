import Kubernetes
import TUI

/// How amounts and their shares are shown.
enum UsageText {
  /// Processor time as kubectl shows it: `250m`; from ten processors on, `12.5`.
  static func cpu(_ amount: Int64?) -> String {
    guard let amount else { return "-" }
    guard amount >= 10_000 else { return "\(amount)m" }
    return "\(amount / 1000).\(amount % 1000 / 100)"
  }

  /// Memory as kubectl shows it: `128Mi`; from ten times 1024 of them on, `12.5Gi`.
  static func memory(_ amount: Int64?) -> String {
    guard let amount else { return "-" }
    let mebibytes = amount >> 20
    guard mebibytes >= 10_240 else { return "\(mebibytes)Mi" }
    return "\(mebibytes >> 10).\((mebibytes & 1023) * 10 >> 10)Gi"
  }

  /// A share in percent: `45%`, with a sign before what is nearly or wholly used up.
  static func share(_ share: Int?, of level: UsageLevel = .fine) -> String {
    guard let share else { return "-" }
    return "\(level.sign)\(share)%"
  }

  /// How much of an amount is used, in percent; nil where either isn't known.
  static func percent(_ used: Int64?, of whole: Int64?) -> Int? {
    guard let used, let whole, whole > 0 else { return nil }
    return Int(clamping: Int64((Double(used) / Double(whole) * 100).rounded()))
  }
}

/// How near something is to the most it may use.
enum UsageLevel: Comparable {
  case fine
  /// From 80 % on.
  case high
  /// From 95 % on.
  case critical

  init(_ percent: Int?) {
    switch percent ?? 0 {
    case 95...: self = .critical
    case 80...: self = .high
    default: self = .fine
    }
  }

  /// Colour is never the only signal.
  var sign: String {
    switch self {
    case .fine: ""
    case .high: "▲"
    case .critical: "✖"
    }
  }

  /// The role that colours it; nil for that of the row.
  var role: Role? {
    switch self {
    case .fine: nil
    case .high: .warning
    case .critical: .degraded
    }
  }
}
