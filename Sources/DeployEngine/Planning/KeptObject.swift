public import Kubernetes

/// An object of the inventory that isn't rendered any more, and stays nevertheless.
public struct KeptObject: Hashable, Sendable {
  /// Why it stays.
  public enum Reason: Hashable, Sendable {
    /// One of its annotations says so: `helm.sh/resource-policy`.
    case annotation(String)
    /// It belongs to another object, which made it: `ReplicaSet web-5d9`.
    case owned(by: String)
    /// It is where this plan is written down: the inventory's own namespace.
    case holdsInventories
  }

  /// Which one.
  public var key: ObjectKey
  /// Why.
  public var reason: Reason

  /// Describes an object that stays.
  public init(key: ObjectKey, reason: Reason) {
    self.key = key
    self.reason = reason
  }
}
