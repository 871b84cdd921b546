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

  @Test(arguments: WorkloadHealthTests.deployments + WorkloadHealthTests.statefulSets)
  func rowsSayWhatDocumentsSay(_ sample: HealthCase) throws {
    let isDeployment = sample.yaml.contains("kind: Deployment")
    let row = try row(isDeployment ? .deployments : .statefulSets, sample.yaml)
    #expect(row.health == sample.health)
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
