public import Documents
internal import GitOps
public import Kubernetes

/// What goes with an edit that is agreed to.
public struct EditOrder: Hashable, Sendable {
  /// Why; empty where nothing is said.
  public var reason: String
  /// Who looks after the object, in words.
  public var owners: [String]
  /// What was foretold, in words.
  public var forecast: [String]
  /// The pause that goes with it.
  public var pause: Emergency.Pause?

  /// Makes an order.
  public init(
    reason: String = "", owners: [String] = [], forecast: [String] = [],
    pause: Emergency.Pause? = nil
  ) {
    self.reason = reason
    self.owners = owners
    self.forecast = forecast
    self.pause = pause
  }
}

/// What became of an edit that was agreed to.
public enum EditOutcome: Hashable, Sendable {
  /// It is done, and on the record; the object as it is now, `null` for a deleted one, and what a
  /// person has to know besides.
  case applied(Emergency, result: Value, remarks: [String])
  /// Nothing was sent: it would come to something else now, which has to be looked at first.
  case changed(PreparedEdit)
  /// Nothing was sent: it couldn't be put on any record.
  case notRecorded(String)
  /// The server didn't take it.
  case failed(KubernetesError)
  /// Whether it was done isn't known: no answer came.
  case uncertain(Emergency, KubernetesError)
}
