public import Kubernetes
public import TUI

/// How a state is shown: colour is never the only signal, so each has a glyph as well as a role.
extension Health {
  /// The role that colours it.
  public var role: Role {
    switch self {
    case .healthy: .healthy
    case .suspended: .suspended
    case .progressing: .progressing
    case .missing: .missing
    case .degraded: .degraded
    case .unknown: .unknown
    }
  }

  /// One character that stands for it.
  public var glyph: String {
    switch self {
    case .healthy: "●"
    case .suspended: "‖"
    case .progressing: "◐"
    case .missing: "○"
    case .degraded: "✖"
    case .unknown: "?"
    }
  }

  /// The glyph, or a tick where the thing has come to its proper end.
  public func glyph(isFinished: Bool) -> String {
    isFinished && self == .healthy ? "✓" : glyph
  }
}
