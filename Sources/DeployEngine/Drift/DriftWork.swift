internal import GitOps
internal import Kubernetes

/// One watch of the drift follower: all stacks share it.
struct DriftScope: Hashable, Sendable {
  var kind: ResourceKind
  /// The namespace; nil for all of them.
  var namespace: String?
  /// Whether only members of inventories are of interest, since Git says no object of the kind.
  var membersOnly = false

  var query: ResourceQuery {
    ResourceQuery(
      kind, namespace: namespace, labelSelector: membersOnly ? ApplySet.partOf : nil)
  }
}

/// A question to the server about what a deploy would make of an object.
struct DriftCheck: Hashable, Sendable {
  var key: ObjectKey
  /// What Git says of it.
  var shape: UInt64
  /// What was compared.
  var digest: UInt64
  /// The inventory whose member it is; empty for none.
  var inventory: String
}

/// What came of a question.
enum DriftAnswer: Hashable, Sendable {
  /// Nothing would change.
  case same
  /// It would be changed, in these places.
  case differs([ObjectDrift.Field], count: Int)
  /// It would be refused as it is, as where a field can't be changed: that it differs is certain.
  case refused
  /// It couldn't be found out; `passes` if it may be in a while.
  case failed(DeployError, passes: Bool)
}

/// What is to be done for a model of drift.
struct DriftWork: Equatable, Sendable {
  /// Watches to begin.
  var start: [DriftScope] = []
  /// Watches to end.
  var stop: [DriftScope] = []
  /// Objects to be asked about.
  var checks: [DriftCheck] = []
  /// Objects to be read, since Git says something else of them now.
  var reads: [ObjectKey] = []
  /// Stacks whose drift is another now.
  var changed: Set<Stack.ID> = []
}
