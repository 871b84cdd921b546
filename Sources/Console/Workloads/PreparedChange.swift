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
  /// What it comes to as an edit: what is sent, and what is put on the record; nil where it is refused.
  public var edit: PreparedEdit?
  /// Who puts it back, and when; nil where nothing of the object changes, or the server couldn't try
  /// it.
  public var forecast: Forecast?
  /// What else there is to know beforehand.
  public var notes: [String]

  /// Makes a finding.
  public init(
    _ key: ObjectKey, _ outcome: Outcome, edit: PreparedEdit? = nil, forecast: Forecast? = nil,
    notes: [String] = []
  ) {
    self.key = key
    self.outcome = outcome
    self.edit = edit
    self.forecast = forecast ?? edit?.forecast
    self.notes = notes
  }

  /// The change; nil where it is refused.
  public var change: WorkloadChange? {
    if case .ready(let change) = outcome { change } else { nil }
  }
}
