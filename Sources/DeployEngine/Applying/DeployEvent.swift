public import Kubernetes

/// What happens during a deploy, as it happens.
///
/// `began` comes first and `finished` last, once each. Between them, every object that is taken up
/// is `started` once and ends as `applied`, `failed` or `uncertain` once.
public enum DeployEvent: Hashable, Sendable {
  /// What a deploy is doing as a whole.
  public enum Step: Hashable, Sendable, CaseIterable {
    /// Making sure that nobody else deploys the stack, and noting down what it is about to own.
    case preparing
    /// Applying the objects.
    case applying
    /// Deleting what isn't rendered any more.
    case pruning
    /// Waiting until everything is healthy.
    case waiting
    /// Writing down what was done.
    case recording
  }

  /// It begins, with these steps; what is to be pruned is in the last one.
  case began(stages: [[ObjectKey]])
  /// It has come so far.
  case entered(Step)
  /// An object is being sent.
  case started(ObjectKey)
  /// An object is being deleted, to be made anew or for good, and isn't gone yet.
  case deleting(ObjectKey)
  /// The server took it: created, configured, unchanged, …
  case applied(ObjectKey, ChangeSet.Outcome)
  /// The server refused it, or it didn't get where it has to be for what comes after.
  case failed(ObjectKey, DeployError)
  /// Nobody knows what became of it.
  case uncertain(ObjectKey, DeployError)
  /// It is sent again after a while; because of that, and when.
  case retrying(ObjectKey, DeployError, after: Duration)
  /// The next step waits for this object to become usable.
  case waiting(ObjectKey)
  /// How it stands with what is being waited for.
  case health(WaitEvent)
  /// Something beside the deploy itself went wrong, in words.
  case warning(String)
  /// It is over.
  case finished(ChangeSet)
}
