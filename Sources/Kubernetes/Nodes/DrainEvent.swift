/// How a drain goes.
public enum DrainEvent: Hashable, Sendable {
  /// The node takes no new pods; it may have been so before.
  case cordoned(wasAlready: Bool)
  /// These pods are on it now, and this becomes of them.
  case planned(DrainPlan)
  /// What becomes of a pod that goes.
  case pod(ObjectName, PodStep)
  /// It is over; nothing comes after this.
  case finished(Ending)

  /// How far a pod has come that goes.
  public enum PodStep: Hashable, Sendable {
    /// The server is being asked.
    case evicting
    /// It doesn't allow it now, and is asked again soon; with its words.
    case refused(String)
    /// It has agreed, and the pod is ending.
    case ending
    /// The pod is gone.
    case gone
    /// It won't be asked again, and why.
    case failed(String)
  }

  /// How it ended.
  public enum Ending: Hashable, Sendable {
    /// Every pod that goes is gone, or has failed to go.
    case complete
    /// Pods are in the way; nothing was evicted.
    case blocked
    /// The time for it was up.
    case timedOut
    /// It couldn't be begun, and why.
    case failed(String)
  }
}
