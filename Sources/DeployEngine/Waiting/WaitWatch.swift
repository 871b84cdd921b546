internal import Kubernetes

/// One of the lists that a wait follows.
enum WaitWatch: Hashable, Sendable {
  /// Objects that are waited for: those of one kind in one namespace.
  case targets(ResourceQuery)
  /// The pods of a namespace.
  case pods(String)
  /// The replica sets of a namespace, which stand between deployments and pods.
  case replicaSets(String)
  /// The warnings about objects of a namespace.
  case warnings(String)
  /// What is said about the claims of a namespace, which isn't all warnings.
  case claimEvents(String)

  /// What to list and watch for it.
  var query: ResourceQuery {
    switch self {
    case .targets(let query): query
    case .pods(let namespace): ResourceQuery(.pods, namespace: namespace)
    case .replicaSets(let namespace): ResourceQuery(.replicaSets, namespace: namespace)
    case .warnings(let namespace):
      ResourceQuery(.events, namespace: namespace, fieldSelector: "type=Warning")
    case .claimEvents(let namespace):
      ResourceQuery(
        .events, namespace: namespace,
        fieldSelector: "involvedObject.kind=PersistentVolumeClaim")
    }
  }
}

/// Which log to fetch, and at which point of the pod's life: another point is another log.
struct WaitLog: Hashable, Sendable {
  var pod: ObjectName
  var container: String
  var isPrevious: Bool
  /// Counts what has happened to the pod: restarts, and warnings about it.
  var mark: Int
}
