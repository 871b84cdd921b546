import Kubernetes

/// One container of one pod, whose log is read.
struct LogSource: Hashable, Sendable {
  /// The pod.
  var pod: ObjectName
  /// The pod's identity, which its replacement of the same name doesn't share.
  var uid: String
  /// The container.
  var container: String
  /// The node that the pod runs on; empty before it has one.
  var node: String

  init(pod: ObjectName, uid: String = "", container: String, node: String = "") {
    self.pod = pod
    self.uid = uid
    self.container = container
    self.node = node
  }

  init(_ pod: PodRow, _ container: ContainerRow) {
    self.init(pod: pod.name, uid: pod.uid, container: container.name, node: pod.node)
  }
}

extension LogSource: CustomStringConvertible {
  var description: String { "\(pod) \(container)" }
}
