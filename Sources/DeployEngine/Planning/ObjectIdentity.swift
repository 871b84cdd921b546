internal import Kubernetes

/// What the server tells objects apart by: the same object in whatever version of its kind.
struct ObjectIdentity: Hashable, Sendable {
  var group: String
  var kind: String
  var name: ObjectName

  init(_ key: ObjectKey) {
    group = key.kind.group
    kind = key.kind.kind
    name = key.name
  }
}
