public import Kubernetes

/// Something that goes on as long as the state wants it.
///
/// The runtime starts what is newly wanted and cancels what no longer is; two panes that want the
/// same share it.
public enum Activity: Hashable, Sendable {
  /// Says every second what time it is.
  case clock
  /// Reads the infrastructure repository, and again whenever it changes on disk.
  case repository
  /// Something on a cluster.
  case cluster(ClusterID, ClusterActivity)
}

/// Something that goes on with a cluster.
public enum ClusterActivity: Hashable, Sendable {
  /// Finds out what the server is and has, until it has answered.
  case connection
  /// A live list of pods.
  case pods(ResourceQuery)
  /// A live list of applications.
  case applications(ResourceQuery)
  /// A live list of anything, in the server's own columns.
  case table(ResourceQuery)
  /// A live list of the namespaces.
  case namespaces
  /// The log of one container.
  case logs(LogQuery)
  /// One object, whole, and kept up to date; and the events about it.
  case document(ObjectKey)
  /// A deploy that was agreed to.
  case apply(Deploy.ID)
}
