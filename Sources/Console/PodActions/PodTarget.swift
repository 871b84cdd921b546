public import Kubernetes

/// One pod to be removed, and no other that may have its name by then.
public struct PodTarget: Hashable, Sendable {
  /// Its name.
  public var name: ObjectName
  /// Its identity; empty if not known.
  public var uid: String
  /// The version that it must still have; nil for any.
  public var resourceVersion: String?
  /// Its controller.
  public var owner: Owner?

  /// Makes a target.
  public init(
    _ name: ObjectName, uid: String = "", resourceVersion: String? = nil, owner: Owner? = nil
  ) {
    self.name = name
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.owner = owner
  }
}

extension [PodTarget] {
  /// Who makes new ones in their place, for the question whether to remove them.
  ///
  /// A controller looks after its pods by what it wants, whatever becomes of one of them; the finished
  /// ones of a Job are no longer wanted, and a kubelet's own go on whatever the server thinks.
  var ownerNote: String {
    guard count > 1 else { return first.map { Self.note(on: $0) } ?? "" }
    let orphans = count { $0.owner == nil }
    let owners = Set(compactMap(\.owner))
    if orphans == 0 {
      return owners.count == 1
        ? "All of them belong to \(owners.first.map { "\($0.kind) \($0.name)" } ?? ""), which makes "
          + "new ones."
        : "All of them have controllers, \(owners.count) in all, which make new ones."
    }
    if orphans == count { return "None of them has a controller: nobody makes them anew." }
    let owned =
      count - orphans == 1
      ? "1 has a controller, which makes a new one"
      : "\(count - orphans) have controllers, which make new ones"
    return orphans == 1
      ? "\(owned); 1 has none, and nobody makes it anew."
      : "\(owned); \(orphans) have none, and nobody makes them anew."
  }

  private static func note(on target: PodTarget) -> String {
    guard let owner = target.owner else { return "It has no controller: nobody makes it anew." }
    switch owner.kind {
    case "StatefulSet":
      return "StatefulSet \(owner.name) makes a new one of the same name, with the same volumes."
    case "DaemonSet": return "DaemonSet \(owner.name) makes a new one on the same node."
    case "Job": return "Job \(owner.name) makes a new one, unless it has ended."
    case "Node":
      return "It is a static pod: only what the server shows of it goes, the kubelet of "
        + "\(owner.name) keeps it running."
    default: return "\(owner.kind) \(owner.name) makes a new one."
    }
  }
}
