public import Kubernetes
public import TUI

/// A word that stays on the screen for a few seconds.
public struct PassingToast: Hashable, Sendable {
  /// What it says, and how serious it is.
  public var toast: Toast
  /// When it goes away.
  public var expiry: Timestamp
}
