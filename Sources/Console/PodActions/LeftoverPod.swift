public import Documents
import Kubernetes

/// A pod that has ended and is still there.
public struct LeftoverPod: Hashable, Sendable {
  /// Why it is left over.
  public enum Category: Hashable, Sendable, CaseIterable {
    /// Its node had too little of something.
    case evicted
    /// It ended badly.
    case failed
    /// It ended well.
    case completed
    /// It ended badly, and belongs to a Job.
    case failedOfJob
    /// It ended well, and belongs to a Job.
    case completedOfJob
  }

  /// The pod, as it was seen.
  public var target: PodTarget
  /// Why it is left over.
  public var category: Category

  /// Reads a pod; nil for one that hasn't ended, or is being deleted.
  ///
  /// A pod that ended goes nowhere by itself: `Failed` and `Succeeded` are the last phases there are.
  public init?(_ document: Value) {
    let metadata = document["metadata"]
    guard let name = metadata?["name"]?.string, metadata?["deletionTimestamp"] == nil else {
      return nil
    }
    let controller = metadata?["ownerReferences"]?.array?.first { $0["controller"]?.bool == true }
    let owner = controller.map {
      Owner(kind: $0["kind"]?.string ?? "", name: $0["name"]?.string ?? "")
    }
    let isOfJob = owner?.kind == "Job"
    switch document["status"]?["phase"]?.string {
    case "Failed" where document["status"]?["reason"]?.string == "Evicted": category = .evicted
    case "Failed": category = isOfJob ? .failedOfJob : .failed
    case "Succeeded": category = isOfJob ? .completedOfJob : .completed
    default: return nil
    }
    target = PodTarget(
      ObjectName(namespace: metadata?["namespace"]?.string ?? "", name: name),
      uid: metadata?["uid"]?.string ?? "", resourceVersion: metadata?["resourceVersion"]?.string,
      owner: owner)
  }
}

extension LeftoverPod.Category {
  /// What its pods are called.
  var title: String {
    switch self {
    case .evicted: "evicted"
    case .failed: "failed"
    case .completed: "completed"
    case .failedOfJob: "failed, of Jobs"
    case .completedOfJob: "completed, of Jobs"
    }
  }

  /// What is to be known of its pods.
  var explanation: String {
    switch self {
    case .evicted:
      "Their node ran out of memory or disk and ended them; their controllers have made others."
    case .failed: "They ended badly, and nothing starts them again. Their logs go with them."
    case .completed: "They ended well, and nothing needs them. Their logs go with them."
    case .failedOfJob, .completedOfJob:
      "Their Jobs keep them for their logs, and remove them by a history limit or when they are "
        + "deleted themselves."
    }
  }

  /// Whether its pods are removed unless somebody says otherwise.
  var isMeantByDefault: Bool {
    switch self {
    case .evicted, .failed, .completed: true
    case .failedOfJob, .completedOfJob: false
    }
  }
}
