public import Emergencies
public import Kubernetes

/// What a request comes to for one object, and whom it concerns: what is asked before it is done.
public struct PreparedChange: Hashable, Sendable {
  /// What came of preparing it.
  public enum Outcome: Hashable, Sendable {
    /// It can be done.
    case ready(WorkloadChange)
    /// It can't, and why.
    case refused(String)
  }

  /// The object.
  public var key: ObjectKey
  /// What came of preparing it.
  public var outcome: Outcome
  /// Who puts it back, and when; nil where nothing of the object changes, or the server couldn't try
  /// it.
  public var forecast: Forecast?
  /// What else there is to know beforehand.
  public var notes: [String]

  /// Makes a finding.
  public init(
    _ key: ObjectKey, _ outcome: Outcome, forecast: Forecast? = nil, notes: [String] = []
  ) {
    self.key = key
    self.outcome = outcome
    self.forecast = forecast
    self.notes = notes
  }

  /// The change; nil where it is refused.
  public var change: WorkloadChange? {
    if case .ready(let change) = outcome { change } else { nil }
  }
}

/// What came of a change.
public struct ChangeAnswer: Hashable, Sendable {
  /// What came of it.
  public enum Outcome: Hashable, Sendable {
    /// It was made; the object's specification is in this state since, where it says so.
    case done(generation: Int64?)
    /// It wasn't, and why.
    case refused(String)
  }

  /// The change.
  public var change: WorkloadChange
  /// What came of it.
  public var outcome: Outcome

  /// Makes an answer.
  public init(_ change: WorkloadChange, _ outcome: Outcome) {
    self.change = change
    self.outcome = outcome
  }
}
