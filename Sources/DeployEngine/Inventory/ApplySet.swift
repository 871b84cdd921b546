internal import Crypto
internal import Documents
public import Kubernetes

/// The words that the specification of ApplySets gives (KEP-3659).
public enum ApplySet {
  /// The label of a set's parent; its value is the set's identity.
  public static let idLabel = "applyset.kubernetes.io/id"
  /// The label of a set's members; its value is the set's identity.
  public static let partOf = "applyset.kubernetes.io/part-of"
  /// Which tool looks after the set.
  static let tooling = "applyset.kubernetes.io/tooling"
  /// The kinds of its members: `ConfigMap,Deployment.apps`.
  static let kinds = "applyset.kubernetes.io/contains-group-kinds"
  /// What the kinds were called before: `configmaps,deployments.apps`.
  static let resources = "applyset.kubernetes.io/contains-group-resources"
  /// The namespaces of its members, less the parent's.
  static let namespaces = "applyset.kubernetes.io/additional-namespaces"

  /// The identity of the set whose parent is that ConfigMap.
  public static func id(of parent: ObjectName) -> String {
    let name = "\(parent.name).\(parent.namespace).ConfigMap."
    let hash = Array(SHA256.hash(data: Array(name.utf8)))
    return "applyset-\(Base64.encode(hash, .url))-v1"
  }
}
