internal import Documents
public import Kubernetes

/// The right to deploy a stack: a Lease that one deploy holds at a time.
///
/// It is renewed while the deploy goes on, free for the taking when it wasn't for a while, and given
/// back at the end. Who looks at the clock is whoever wants it: machines whose clocks are further
/// apart than the lease lasts may take it from one another.
public struct StackLease: Sendable {
  /// What came of wanting the lease.
  struct Held: Sendable {
    var uid: String
    var version: String
  }

  /// How long it lasts without being renewed, and after which time it is renewed.
  static let seconds: Int64 = 45
  private static let renewal = Duration.seconds(15)

  private let client: Client
  private let key: ObjectKey
  private let identity: String
  private let pacing: Pacing
  private let now: @Sendable () -> Timestamp

  /// Makes a lease of the stack with that inventory, for somebody's deploy.
  init(
    _ client: Client, of inventory: ObjectName, identity: String, pacing: Pacing,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.client = client
    key = ObjectKey(.leases, inventory)
    self.identity = identity
    self.pacing = pacing
    self.now = now
  }

  /// Who holds the lease of the stack with that inventory; nil if nobody does.
  public static func holder(
    of inventory: Inventory, _ client: Client, now: Timestamp
  ) async throws(KubernetesError) -> LeaseHolder? {
    do throws(KubernetesError) {
      let lease = try await client.get(ObjectKey(.leases, inventory.name))
      return LeaseHolder(lease, at: now)
    } catch {
      if case .notFound = error { return nil }
      throw error
    }
  }

  // MARK: Taking

  /// Takes the lease; makes the namespace that it is in if need be.
  func take() async throws(DeployError) -> Held {
    var hasNamespace = false
    for _ in 0..<5 {
      do throws(KubernetesError) {
        return Held(
          try await client.create(key.kind, namespace: key.name.namespace, lease(nil)).object)
      } catch {
        switch error {
        case .alreadyExists, .conflict: break
        case .notFound where !hasNamespace:
          hasNamespace = true
          try await makeNamespace()
          continue
        default: throw .notRecorded(error)
        }
      }
      if let held = try await takeOver() { return held }
    }
    throw .notRecorded(.conflict(Status(code: 409, message: "the lease changes all the time")))
  }

  /// Takes a lease that is there; nil where it changed hands meanwhile.
  private func takeOver() async throws(DeployError) -> Held? {
    let holder: LeaseHolder
    do throws(KubernetesError) {
      let found = try await client.get(key)
      guard let other = LeaseHolder(found, at: now()) else {
        return Held(try await client.replace(key, lease(found)).object)
      }
      holder = other
    } catch {
      switch error {
      case .notFound, .conflict: return nil
      default: throw .notRecorded(error)
      }
    }
    throw .locked(holder)
  }

  private func makeNamespace() async throws(DeployError) {
    do throws(KubernetesError) {
      _ = try await client.create(
        .namespaces,
        [
          "apiVersion": "v1", "kind": "Namespace",
          "metadata": [
            "name": .string(key.name.namespace),
            "labels": ["app.kubernetes.io/managed-by": "duet"],
          ],
        ])
    } catch {
      if case .alreadyExists = error { return }
      throw .notRecorded(error)
    }
  }

  // MARK: Keeping

  /// Renews the lease until the task is cancelled, and gives it back then; returns who took it over
  /// if somebody did.
  func keep(_ held: Held) async -> LeaseHolder? {
    var held = held
    var pause = Self.renewal
    while (try? await pacing.sleep(pause)) != nil {
      pause = Self.renewal
      switch await renew(&held) {
      case .held: break
      case .unknown: pause = .seconds(3)
      case .taken(let holder): return holder
      }
    }
    let key = key
    let (uid, version) = (held.uid, held.version)
    _ = await Applier.uncancelled { () async throws(KubernetesError) in
      try await client.delete(key, DeleteOptions(uid: uid, resourceVersion: version))
    }
    return nil
  }

  private enum Renewal {
    case held
    case unknown
    case taken(LeaseHolder)
  }

  private func renew(_ held: inout Held) async -> Renewal {
    let (key, version) = (key, held.version)
    let answer = await Applier.uncancelled { () async throws(KubernetesError) in
      let current = try await client.get(key)
      guard LeaseHolder(current)?.identity == identity else { return current }
      return try await client.replace(key, lease(current)).object
    }
    switch answer {
    case .success(let object):
      if let holder = LeaseHolder(object), holder.identity != identity { return .taken(holder) }
      held = Held(object)
      return held.version == version ? .unknown : .held
    case .failure: return .unknown
    }
  }

  /// The lease as this deploy has it; of one that is there, with its version.
  private func lease(_ old: Value?) -> Value {
    let time = now()
    let isOurs = old?["spec"]?["holderIdentity"]?.string == identity
    let transitions = old?["spec"]?["leaseTransitions"]?.integer ?? 0
    var lease: Value = [
      "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
      "metadata": ["name": .string(key.name.name), "namespace": .string(key.name.namespace)],
      "spec": [
        "holderIdentity": .string(identity), "leaseDurationSeconds": .integer(Self.seconds),
        "renewTime": .string(time.micro), "acquireTime": .string(time.micro),
        "leaseTransitions": .integer(old == nil || isOurs ? transitions : transitions + 1),
      ],
    ]
    if isOurs, let since = old?["spec"]?["acquireTime"] { lease["spec"]?["acquireTime"] = since }
    if let version = old?["metadata"]?["resourceVersion"] {
      lease["metadata"]?["resourceVersion"] = version
    }
    return lease
  }
}

extension StackLease.Held {
  fileprivate init(_ object: Value) {
    uid = object["metadata"]?["uid"]?.string ?? ""
    version = object["metadata"]?["resourceVersion"]?.string ?? ""
  }
}
