import Documents
import Kubernetes
import Testing
import YAML

@Suite struct HealthDecoderTests {
  private func row(_ kind: ResourceKind, _ yaml: String) throws -> HealthRow {
    try decode(yaml, HealthDecoder(kind))
  }

  @Test func whatIsNeededOfADeployment() throws {
    let row = try row(
      .deployments,
      """
      metadata:
        name: web
        namespace: shop
        uid: u1
        generation: 2
        managedFields: [{manager: a, fieldsV1: {}}]
      spec: {replicas: 2, template: {spec: {containers: [{name: a}]}}}
      status: {observedGeneration: 2, updatedReplicas: 1}
      """)
    #expect(row.name == ObjectName(namespace: "shop", name: "web"))
    #expect(row.uid == "u1")
    #expect(row.generation == 2)
    #expect(row.replicas == 2)
    #expect(row.health == .progressing)
  }

  @Test func whoseAReplicaSetIs() throws {
    let row = try row(
      .replicaSets,
      """
      metadata:
        name: web-1
        ownerReferences:
        - {kind: Other, name: o, uid: u0}
        - {kind: Deployment, name: web, uid: u1, controller: true}
      """)
    #expect(row.controller == Owner(kind: "Deployment", name: "web"))
    #expect(row.controllerUID == "u1")
  }

  @Test func podsAreReadAsPods() throws {
    let row = try row(
      .pods,
      """
      metadata: {name: a, ownerReferences: [{kind: Job, name: j, uid: u1, controller: true}]}
      spec: {restartPolicy: Always}
      status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}
      """)
    #expect(row.health == .healthy)
    #expect(row.controllerUID == "u1")
  }

  /// Every sample of the other suites that has a kind.
  static let samples: [HealthCase] =
    WorkloadHealthTests.deployments + WorkloadHealthTests.statefulSets
    + ClusterHealthTests.samples + CustomHealthTests.argo + CustomHealthTests.operators
    + CustomHealthTests.conventions + SecurityHealthTests.rules + GatewayHealthTests.gateways
    + GatewayHealthTests.flux + DataHealthTests.databases + DataHealthTests.streams
    + PlatformHealthTests.platforms + PlatformHealthTests.virtualMachines
    + PlatformHealthTests.clusters + PlatformHealthTests.kruise
    + PlatformHealthTests.controlPlanes + ServingHealthTests.serving
    + ServingHealthTests.openShift + OperationsHealthTests.promoter
    + OperationsHealthTests.observability + OperationsHealthTests.argo

  @Test func rowsSayWhatDocumentsSay() throws {
    for sample in Self.samples {
      let object = try Value(yaml: sample.yaml)
      let parts = (object["apiVersion"]?.string ?? "").split(separator: "/").map { String($0) }
      guard let kind = object["kind"]?.string, kind != "Application" else { continue }
      let row = try row(
        ResourceKind(
          group: parts.count == 2 ? parts[0] : "", version: parts.last ?? "", plural: "things",
          kind: kind), sample.yaml)
      let assessed = Health.assess(object)
      #expect(row.health == assessed?.health, "\(sample.name)")
      #expect(row.message == assessed?.message ?? "", "\(sample.name)")
    }
  }

  @Test func rowsSayWhatAnApplicationSaysOfItself() throws {
    let applications = ResourceKind(
      group: "argoproj.io", version: "v1alpha1", plural: "applications", kind: "Application")
    let row = try row(applications, "{status: {health: {status: Degraded, message: m}}}")
    #expect(row.health == .degraded)
    #expect(row.message == "m")
    #expect(try self.row(applications, "{status: {}}").health == .progressing)
  }

  @Test func kindsOfWhichHealthCanBeSaid() {
    #expect(Health.concerns(.pods))
    #expect(Health.concerns(.deployments))
    #expect(!Health.concerns(.configMaps))
    #expect(!Health.concerns(.namespaces))
    #expect(
      Health.concerns(ResourceKind(group: "example.com", plural: "widgets", kind: "Widget")))
    #expect(
      !Health.concerns(
        ResourceKind(group: "rbac.authorization.k8s.io", plural: "roles", kind: "Role")))
  }
}
