import Documents
import GitOps
import Kubernetes

/// What is done to applications, one after another: the same way for every verb.
///
/// Each is checked first; then whoever is there is asked about those that can be changed; then they
/// are changed, and followed if that is wished. What one application is refused doesn't keep the
/// others from it.
struct ApplicationChange: Sendable {
  typealias Check =
    @Sendable (ApplicationOperator, Application) async throws(OperationError) -> OperationCheck
  typealias Perform =
    @Sendable (ApplicationOperator, Application) async throws(OperationError) -> Application

  /// What it is called in questions: `sync`.
  var verb: String
  /// What is said of an application once it is done: `sync is asked for`.
  var done: String
  /// Whether it is asked about in places that aren't protected, too.
  var asks: Bool
  /// What it comes to when nobody waits.
  var ending = ApplicationResult.Ending.succeeded
  /// Says what is in the way, without changing anything; nil where doing it says it too.
  var check: Check?
  /// What there is to say of an application before it is changed.
  var remarks: @Sendable (Application) -> [String] = { _ in [] }
  /// Does it.
  var perform: Perform
  /// The field that is changed, to find out who puts it back; nil where nobody would.
  var field: Pointer?
  /// What to wait for; nil for nothing.
  var goal: OperationReport.Goal?
  /// How long; nil for as long as it takes.
  var limit: Duration?
}
