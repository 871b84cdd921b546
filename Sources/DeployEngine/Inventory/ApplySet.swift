internal import Crypto
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
    return "applyset-\(base64(hash))-v1"
  }

  /// Base 64 for addresses, without padding (RFC 4648).
  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var text = ""
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xffff
      count += 8
      while count >= 6 {
        count -= 6
        text.append(alphabet[bits >> count & 63])
      }
    }
    if count > 0 { text.append(alphabet[bits << (6 - count) & 63]) }
    return text
  }
}
