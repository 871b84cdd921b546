import Kubernetes
import Testing

@Suite struct PodRowTests {
  private let full = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-6d4c-x7x9k
      namespace: shop
      uid: 7f3c
      resourceVersion: "12"
      creationTimestamp: 2026-07-01T12:00:00Z
      labels: {app: web, pod-template-hash: 6d4c}
      managedFields: [{manager: kubelet, fieldsV1: {"f:status": {}}}]
      ownerReferences:
      - {kind: Other, name: x}
      - {kind: ReplicaSet, name: web-6d4c, controller: true}
    spec:
      nodeName: node-1
      restartPolicy: Always
      readinessGates: [{conditionType: a}, {conditionType: b}]
      initContainers: [{name: prepare, image: busybox}]
      containers: [{name: app, image: "registry/web:1"}, {name: proxy, image: envoy}]
    status:
      phase: Running
      podIP: 10.0.0.7
      podIPs: [{ip: 10.0.0.7}, {ip: "fd00::7"}]
      conditions: [{type: Ready, status: "True"}, {type: a, status: "True"}]
      initContainerStatuses: [{name: prepare, ready: true, state: {terminated: {exitCode: 0}}}]
      containerStatuses:
      - {name: proxy, ready: true, state: {running: {}}}
      - {name: app, ready: true, restartCount: 2, state: {running: {}},
         lastState: {terminated: {reason: OOMKilled, exitCode: 137}}}
    """

  @Test func keepsWhatAListShows() throws {
    let row = try decode(full, PodDecoder())
    #expect(row.name == ObjectName(namespace: "shop", name: "web-6d4c-x7x9k"))
    #expect(row.uid == "7f3c")
    #expect(row.labels == ["app": "web", "pod-template-hash": "6d4c"])
    #expect(row.created == Timestamp("2026-07-01T12:00:00Z")?.seconds)
    #expect(row.node == "node-1")
    #expect(row.ip == "10.0.0.7")
    #expect(row.readinessGates == "1/2")
    #expect(row.health == .healthy)
  }

  @Test func workloadOfADeploymentIsTheDeployment() throws {
    let row = try decode(full, PodDecoder())
    #expect(row.owner == Owner(kind: "ReplicaSet", name: "web-6d4c"))
    #expect(row.workload == Owner(kind: "Deployment", name: "web"))
  }

  @Test func workloadOfAnythingElseIsItsController() throws {
    let row = try decode(
      "metadata: {name: db-0, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}",
      PodDecoder())
    #expect(row.workload == Owner(kind: "StatefulSet", name: "db"))
  }

  @Test func containersComeInTheOrderOfTheSpecification() throws {
    let row = try decode(full, PodDecoder())
    #expect(
      row.containers == [
        ContainerRow(name: "prepare", image: "busybox", role: .initial, state: .terminated),
        ContainerRow(
          name: "app", image: "registry/web:1", restarts: 2, lastReason: "OOMKilled"),
        ContainerRow(name: "proxy", image: "envoy"),
      ])
  }

  @Test func oneDecoderReadsManyWithoutMixingThem() throws {
    let decoder = PodDecoder()
    _ = try decode(full, decoder)
    let row = try decode("metadata: {name: bare}", decoder)
    #expect(row == (try decode("metadata: {name: bare}", PodDecoder())))
  }
}
