public import Emergencies
public import Kubernetes

/// What is known of the record of changes past Git.
public struct EmergencyLog: Equatable, Sendable {
  /// Those on the record, the latest first.
  public internal(set) var entries: [Emergency] = []
  /// Whether the record has been read.
  public internal(set) var isKnown = false
  /// Why the cluster's record can't be read; nil while it can.
  public internal(set) var problem: KubernetesError?

  /// How many still have to find their way to Git, or back.
  public var owedCount: Int { entries.count(where: \.isOwed) }

  /// An entry of it.
  subscript(id: Emergency.ID) -> Emergency? { entries.first { $0.id == id } }
}
