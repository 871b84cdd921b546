/// The objects that one controller has to look at, each at most once however much has changed.
///
/// Looking happens a moment after the change, as with a real controller, so that several changes
/// made together are answered once. What waits is kept by the server, in `ControllerState`.
struct WorkQueue: Sendable {
  struct Key: Hashable, Sendable {
    var namespace: String
    var name: String
  }

  /// Says which queue this is.
  let label: String
  let delay: Duration
  let reconcile: @Sendable (isolated DemoAPIServer, Key) -> Void

  init(
    _ label: String, delay: Duration = .milliseconds(20),
    reconcile: @escaping @Sendable (isolated DemoAPIServer, Key) -> Void
  ) {
    self.label = label
    self.delay = delay
    self.reconcile = reconcile
  }

  func add(_ namespace: String, _ name: String, on server: isolated DemoAPIServer) {
    let key = Key(namespace: namespace, name: name)
    guard server.controllers.waiting[label, default: []].insert(key).inserted else { return }
    server.schedule(after: delay, label) { server in
      server.controllers.waiting[label]?.remove(key)
      reconcile(server, key)
    }
  }

  /// Has an object looked at later, besides what changes bring.
  func add(
    _ namespace: String, _ name: String, after delay: Duration, on server: isolated DemoAPIServer
  ) {
    let key = Key(namespace: namespace, name: name)
    server.schedule(after: delay, label) { server in reconcile(server, key) }
  }
}
