public import Kubernetes

/// What happens during a deploy, as it happens.
///
/// `began` comes first and `finished` last, once each. Between them, every object that is taken up
/// is `started` once and ends as `applied`, `failed` or `uncertain` once.
public enum DeployEvent: Hashable, Sendable {
  /// It begins, with these steps.
  case began(stages: [[ObjectKey]])
  /// An object is being sent.
  case started(ObjectKey)
  /// The server took it: created, configured, or unchanged.
  case applied(ObjectKey, ChangeSet.Outcome)
  /// The server refused it, or it didn't get where it has to be for what comes after.
  case failed(ObjectKey, DeployError)
  /// Nobody knows what became of it.
  case uncertain(ObjectKey, DeployError)
  /// The next step waits for this object to become usable.
  case waiting(ObjectKey)
  /// It is over.
  case finished(ChangeSet)
}
