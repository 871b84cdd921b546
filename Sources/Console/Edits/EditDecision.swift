public import Emergencies

/// What somebody decided at the review of an edit: that it be done, and how.
public struct EditDecision: Hashable, Sendable {
  /// For how long the automation is paused that would put it back.
  public enum Pause: Hashable, Sendable, CaseIterable {
    case quarterHour
    case hour
    case untilResumed

    /// For how many seconds; nil for until somebody resumes it.
    public var seconds: Int64? {
      switch self {
      case .quarterHour: 900
      case .hour: 3600
      case .untilResumed: nil
      }
    }
  }

  /// What is to be done, as it was shown.
  public var edits: [PreparedEdit]
  /// The pause that goes with it; nil for none.
  public var pause: Pause?
  /// Why, in the words of whoever does it; empty for nothing said.
  public var reason: String

  /// Makes a decision.
  public init(_ edits: [PreparedEdit], pause: Pause? = nil, reason: String = "") {
    self.edits = edits
    self.pause = pause
    self.reason = reason
  }
}

extension EditDecision.Pause {
  /// For a choice.
  var title: String {
    switch self {
    case .quarterHour: "15 min"
    case .hour: "1 h"
    case .untilResumed: "until I say"
    }
  }
}
