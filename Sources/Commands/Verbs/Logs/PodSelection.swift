import GitOps
import Kubernetes
import Patterns

/// Which pods' logs are meant: where to look for them, and which of those found there count.
struct PodSelection: Sendable {
  /// The lists that have them.
  var queries: [ResourceQuery]
  /// Their names, where pods were named; nil for any.
  var names: Set<ObjectName>?
  /// What the name has to match; nil for anything.
  var pattern: String?
  /// Pods whose names one of these matches are left out.
  var excluded: [String] = []
  /// The workloads they have to belong to; nil for any or none.
  var links: PodLinks?
  /// The pods that were named, as they were when they were looked up.
  var pods: [PodRow] = []
  /// The default containers that pods' annotations name, as far as they were looked at.
  var usualContainers: [ObjectName: String] = [:]
  /// The job whose pods they are, with which their logs are over; nil for anything else.
  var job: ObjectName?

  /// Whether pods were named, and no others are looked for.
  var isExact: Bool { names != nil }

  /// What says of a pod of the lists whether it is meant: made once, for many pods.
  func makeFilter() -> (PodRow) -> Bool {
    let matcher = pattern.map { Pattern(caseSensitive: $0).matcher() }
    let others = excluded.map { Pattern(caseSensitive: $0).matcher() }
    return { pod in
      names?.contains(pod.name) ?? true && links?.contains(pod) ?? true
        && matcher?(pod.name.name) ?? true && !others.contains { $0(pod.name.name) }
    }
  }
}
