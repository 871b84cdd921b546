import Console
import DeployEngine
import Documents
import GitOps
import Kubernetes

extension Samples {
  /// What the deploys of the stacks left on the record.
  static let ledger: [LedgerEntry] = [
    LedgerEntry(
      id: .init("20270115-060000-4f2a"), stack: "registry", path: "infrastructure/base/registry",
      commit: "595bc0b7a1b2c3d4e5f60718293a4b5c6d7e8f90", branch: "main", isDirty: true,
      user: Operator(user: "mira", host: "laptop"), start: Timestamp(seconds: now.seconds - 7200),
      duration: .seconds(41), result: .succeeded, counts: ["configured": 1, "unchanged": 3],
      objects: [
        .init(
          kind: .init(group: "apps", kind: "Deployment"),
          name: ObjectName(namespace: "registry", name: "registry"), outcome: "configured")
      ]),
    LedgerEntry(
      id: .init("20270113-060000-11aa"), stack: "registry", path: "infrastructure/base/registry",
      commit: "1111111111111111111111111111111111111111", branch: "main",
      user: Operator(user: "tomas", host: "desk"),
      start: Timestamp(seconds: now.seconds - 200_000), duration: .seconds(302), result: .failed,
      reason: "Deployment registry/registry isn't healthy: ImagePullBackOff",
      counts: ["created": 3, "failed": 1],
      objects: [
        .init(
          kind: .init(group: "apps", kind: "Deployment"),
          name: ObjectName(namespace: "registry", name: "registry"), outcome: "created"),
        .init(
          kind: .init(group: "", kind: "Service"),
          name: ObjectName(namespace: "registry", name: "registry"), outcome: "failed",
          message: "the server says no"),
      ]),
  ]

  static let traefik = Stack.ID("infrastructure/base/traefik")

  /// How the cluster differs from a stack, object by object.
  static let drift: StackDrift = {
    let namespace = ObjectKey(.namespaces, name: "traefik")
    let deployment = ObjectKey(.deployments, namespace: "traefik", name: "traefik")
    let service = ObjectKey(.services, namespace: "traefik", name: "traefik")
    return StackDrift(
      id: traefik, changed: 1, missing: 1, health: .degraded, isComplete: true,
      objects: [
        ObjectDrift(key: namespace, uid: "1", state: .inSync, health: .healthy),
        ObjectDrift(
          key: deployment, uid: "2", state: .changed,
          fields: [.init(label: "/spec/replicas", live: 3, desired: 2)], health: .degraded,
          message: "1 of 2 replicas are available"),
        ObjectDrift(key: service, state: .missing),
      ])
  }()
}

extension ConsoleState {
  /// Hears how the stacks stand.
  mutating func hearOfStacks() {
    hear(.inventories(.began))
    let last = LastDeploy(
      entry: .init("20270115-060000-4f2a"), commit: "595bc0b7a1b2c3d4e5f60718293a4b5c6d7e8f90",
      isDirty: true, user: "mira", time: Timestamp(seconds: now.seconds - 7200),
      result: .succeeded)
    let name = Inventory.name(stack: "registry", environment: nil)
    hear(.inventories(.page([InventoryRow(name: name, lastDeploy: last)], remaining: nil)))
    hear(.inventories(.listed))
    hear(
      .drift(
        StackDrift(
          id: Stack.ID("infrastructure/base/registry"), changed: 1, missing: 2, extra: 1,
          health: .healthy, isComplete: true)))
    hear(
      .drift(
        StackDrift(
          id: Stack.ID("infrastructure/base/traefik"), health: .degraded, isComplete: true)))
    if case .read(var snapshot) = repository {
      snapshot.script = .usual
      _ = update(.repository(.read(snapshot)))
    }
  }

  /// Hears what there is of a stack, down to the pods.
  mutating func hearOfTree() {
    self.hear(.drift(Samples.drift))
    func hear(_ kind: ResourceKind, _ rows: [HealthRow]) {
      let source = OwnedObjects.Source(kind, namespace: "traefik")
      self.hear(.tree(Samples.traefik, .began, source))
      self.hear(.tree(Samples.traefik, .page(rows, remaining: nil), source))
      self.hear(.tree(Samples.traefik, .listed, source))
    }
    func name(_ name: String) -> ObjectName { ObjectName(namespace: "traefik", name: name) }
    hear(
      .replicaSets,
      [
        HealthRow(
          name: name("traefik-5d8c"), uid: "3", controllerUID: "2", replicas: 2,
          health: .progressing),
        HealthRow(
          name: name("traefik-1111"), uid: "9", controllerUID: "2", replicas: 0, health: .healthy),
      ])
    hear(
      .pods,
      [
        HealthRow(
          name: name("traefik-5d8c-x2x"), uid: "4", controllerUID: "3", health: .degraded,
          message: "back-off restarting failed container"),
        HealthRow(
          name: name("traefik-5d8c-abc"), uid: "5", controllerUID: "3", health: .healthy),
      ])
    self.hear(
      pods: Samples.pods + [
        Samples.pod(
          "traefik", "traefik-5d8c-x2x", status: "CrashLoopBackOff", ready: 0, health: .degraded),
        Samples.pod("traefik", "traefik-5d8c-abc"),
      ])
  }
}
