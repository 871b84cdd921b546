public import Documents
public import Kubernetes

/// Which stateful set made a claim, which says nothing of it: the names of both and of the template
/// tell, as `data-web-0` for the first pod of `web`.
public struct ClaimTemplates: Hashable, Sendable {
  private var sets: [ObjectName: OwnerMarks.Reference] = [:]

  /// Reads those of stateful sets.
  public init(_ statefulSets: [Value]) {
    for document in statefulSets {
      let metadata = document[objectAt: "metadata"]
      let set = metadata.text("name")
      for template in document[objectAt: "spec"].elements("volumeClaimTemplates") {
        let prefix = "\(template[objectAt: "metadata"].text("name"))-\(set)"
        sets[ObjectName(namespace: metadata.text("namespace"), name: prefix)] =
          OwnerMarks.Reference(
            apiVersion: "apps/v1", kind: "StatefulSet", name: set, uid: metadata.text("uid"))
      }
    }
  }

  /// The stateful set that a claim is for; nil for none.
  public func owner(of claim: ObjectName) -> OwnerMarks.Reference? {
    guard let dash = claim.name.lastIndex(of: "-"),
      Int(claim.name[claim.name.index(after: dash)...]) != nil
    else { return nil }
    return sets[ObjectName(namespace: claim.namespace, name: String(claim.name[..<dash]))]
  }
}
