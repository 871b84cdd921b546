public import Emergencies
public import Kubernetes

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

/// What came of one edit that was to be done.
public struct EditAnswer: Hashable, Sendable {
  /// The object.
  public var key: ObjectKey
  /// What came of it.
  public var outcome: EditOutcome
  /// What went wrong beside it, a sentence each: a pause that couldn't be set.
  public var notes: [String]

  /// Makes an answer.
  public init(_ key: ObjectKey, _ outcome: EditOutcome, notes: [String] = []) {
    self.key = key
    self.outcome = outcome
    self.notes = notes
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
