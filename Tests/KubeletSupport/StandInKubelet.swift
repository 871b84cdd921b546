import Foundation
public import Kubernetes
import Synchronization
public import TestSupport
public import Testing

/// A node of a real API server, as far as logs go: its pods run nothing, and their containers write
/// what a test has them write.
///
/// The API server asks it over TLS, as it asks any kubelet, and passes on what it answers.
public final class StandInKubelet: Sendable {
  /// A container of a pod.
  public struct Container: Hashable, Sendable {
    /// The pod's namespace.
    public var namespace: String
    /// The pod's name.
    public var pod: String
    /// The container's name in the pod.
    public var name: String

    /// Names a container.
    public init(_ pod: String, _ name: String = "main", in namespace: String) {
      self.namespace = namespace
      self.pod = pod
      self.name = name
    }
  }

  /// The name of the node.
  public let node: String

  let cluster: KubeletCluster
  private let front: TLSFront
  private let files: KubeletFiles

  /// Starts a kubelet, and adds its node to a server.
  public static func start(for server: ControlPlane) async throws -> StandInKubelet {
    let files = KubeletFiles()
    let listener = LoopbackServer { connection in
      while let target = connection.readTarget() {
        if !files.answer(target, on: connection) { return }
      }
    }
    let front = try await TLSFront.start(for: server, before: listener.port)
    let node = "stand-in-\(front.port)"
    let cluster = try KubeletCluster(server, node: node)
    try await cluster.addNode(port: front.port)
    return StandInKubelet(node: node, cluster: cluster, front: front, files: files)
  }

  private init(node: String, cluster: KubeletCluster, front: TLSFront, files: KubeletFiles) {
    self.node = node
    self.cluster = cluster
    self.front = front
    self.files = files
  }

  /// Ends it: nobody can be asked for the logs of its pods any longer.
  public func stop() async {
    files.stop()
    await front.stop()
  }

  // MARK: Pods

  /// Makes a pod whose containers run on this node.
  public func run(
    _ pod: String, containers: [String] = ["main"], labels: [String: String] = [:],
    in namespace: String
  ) async throws {
    for name in containers { files.begin(Container(pod, name, in: namespace)) }
    try await cluster.addPod(pod, containers: containers, labels: labels, in: namespace)
  }

  /// Takes a pod away at once, as somebody does who doesn't wait for its end.
  public func remove(_ pod: String, in namespace: String) async throws {
    try await cluster.removePod(pod, in: namespace)
    files.forget(pod, in: namespace)
  }

  /// Ends a container's run and begins the next.
  public func restart(_ container: Container, restarts: Int = 1) async throws {
    files.end(container)
    try await cluster.report(container, restarts: restarts)
    files.begin(container)
  }

  // MARK: Lines

  /// Has a container write bytes: any number of lines, of any bytes; behind the last line end is the
  /// beginning of a line that goes on with the next call.
  public func write(_ bytes: [UInt8], to container: Container, at time: Timestamp = .current()) {
    files.change(container) { $0.write(bytes, at: time) }
  }

  /// Has a container write text, as `write(_:to:at:)` does with bytes.
  public func write(_ text: String, to container: Container, at time: Timestamp = .current()) {
    write(Array(text.utf8), to: container, at: time)
  }

  /// Begins another file for a container's log; what was written is in none that can be asked for.
  public func rotate(_ container: Container) { files.change(container) { $0.rotate() } }

  /// Breaks off the connections of those who follow a container's log.
  ///
  /// Where a line is given, the container writes it, and half of it still gets through.
  public func cut(_ container: Container, within line: String? = nil) {
    files.change(container) { log in
      if let line { log.write(Array(line.utf8) + [10], at: .current()) }
      log.sendsHalf = line != nil
      log.cuts += 1
    }
  }

  /// Answers the next requests for logs with an error, as a node that is in trouble does.
  public func refuse(_ times: Int) { files.refuse(times) }

  /// How many requests for a container's log there have been.
  public func requests(for container: Container) -> Int { files.requests(for: container) }

  /// Returns once that many requests for a container's log have come.
  public func waitForRequests(_ count: Int, for container: Container) async throws {
    try await poll(for: "request \(count) for the log of \(container.pod)") {
      self.requests(for: container) >= count
    }
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that read logs from a real API server.
  public static var kubelet: Self {
    .enabled(
      if: ControlPlane.isAvailable && TLSFront.isAvailable,
      """
      needs a real API server (KUBEBUILDER_ASSETS names a folder with kube-apiserver, etcd and \
      kubectl), and /usr/bin/python3 to stand in for a kubelet
      """)
  }
}
