public import Kubernetes

/// What happens during a wait, as it happens.
public enum WaitEvent: Hashable, Sendable {
  /// It begins: these are waited for.
  case began([WaitStatus])
  /// Something about one object is different, or what holds it up is known better.
  case changed(WaitStatus)
  /// The cluster can't be watched for a while; what is known stays as it is.
  case interrupted(KubernetesError)
}
