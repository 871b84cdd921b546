public import Documents
public import Kubernetes

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
