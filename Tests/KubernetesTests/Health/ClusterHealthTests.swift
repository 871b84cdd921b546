import Documents
import Kubernetes
import Testing
import YAML

@Suite struct ClusterHealthTests {
  static func object(_ apiVersion: String, _ kind: String, _ rest: String) -> String {
    "{apiVersion: \(apiVersion), kind: \(kind), metadata: {name: x}, \(rest)}"
  }

  static func claim(_ phase: String) -> String {
    object("v1", "PersistentVolumeClaim", "status: {phase: \(phase)}")
  }

  static func autoscaler(_ conditions: String) -> String {
    object("autoscaling/v2", "HorizontalPodAutoscaler", "status: {conditions: [\(conditions)]}")
  }

  static func definition(_ conditions: String) -> String {
    object(
      "apiextensions.k8s.io/v1", "CustomResourceDefinition",
      "status: {conditions: [\(conditions)]}")
  }

  static let samples: [HealthCase] = [
    HealthCase("boundClaim", claim("Bound"), .healthy),
    HealthCase("pendingClaim", claim("Pending"), .progressing),
    HealthCase("lostClaim", claim("Lost"), .degraded),
    HealthCase("claimWithoutAPhase", claim("''"), .unknown),
    HealthCase("plainService", object("v1", "Service", "spec: {type: ClusterIP}"), .healthy),
    HealthCase(
      "balancerWithoutAnAddress", object("v1", "Service", "spec: {type: LoadBalancer}"),
      .progressing),
    HealthCase(
      "balancerWithAnAddress",
      object(
        "v1", "Service",
        "spec: {type: LoadBalancer}, status: {loadBalancer: {ingress: [{ip: 10.0.0.1}]}}"),
      .healthy),
    HealthCase(
      "ingressWithoutAnAddress",
      object("networking.k8s.io/v1", "Ingress", "status: {loadBalancer: {}}"), .progressing),
    HealthCase(
      "ingressWithAnAddress",
      object(
        "networking.k8s.io/v1", "Ingress", "status: {loadBalancer: {ingress: [{hostname: h}]}}"),
      .healthy),
    HealthCase("newAutoscaler", autoscaler(""), .progressing, "Waiting to Autoscale"),
    HealthCase(
      "autoscalerThatScales",
      autoscaler("{type: AbleToScale, status: 'True', reason: SucceededGetScale, message: can}"),
      .healthy, "can"),
    HealthCase(
      "autoscalerWithoutMetrics",
      autoscaler(
        "{type: AbleToScale, status: 'True', reason: SucceededGetScale}, {type: ScalingActive, status: 'False', reason: FailedGetResourceMetric, message: no metrics}"
      ), .degraded, "no metrics"),
    HealthCase(
      "autoscalerOfTheFirstVersion",
      """
      apiVersion: autoscaling/v1
      kind: HorizontalPodAutoscaler
      metadata:
        annotations:
          autoscaling.alpha.kubernetes.io/conditions: '[{"type":"ScalingLimited","status":"True","message":"few"}]'
      """, .healthy, "few"),
    HealthCase(
      "availableAPIService",
      object(
        "apiregistration.k8s.io/v1", "APIService",
        "status: {conditions: [{type: Available, status: 'True', reason: Passed, message: all checks passed}]}"
      ), .healthy, "Passed: all checks passed"),
    HealthCase(
      "unavailableAPIService",
      object(
        "apiregistration.k8s.io/v1", "APIService",
        "status: {conditions: [{type: Available, status: 'False', reason: MissingEndpoints, message: none}]}"
      ), .progressing, "MissingEndpoints: none"),
    HealthCase("newDefinition", definition(""), .progressing, "Status conditions not found"),
    HealthCase(
      "establishedDefinition",
      definition("{type: NamesAccepted, status: 'True'}, {type: Established, status: 'True'}"),
      .healthy, "CRD is healthy"),
    HealthCase(
      "definitionWithANameTaken",
      definition(
        "{type: NamesAccepted, status: 'False', message: taken}, {type: Established, status: 'False'}"
      ), .degraded, "CRD names have not been accepted: taken"),
    HealthCase(
      "definitionNotEstablished", definition("{type: NamesAccepted, status: 'True'}"), .degraded,
      "CRD is not established"),
    HealthCase(
      "definitionBeingInstalled",
      definition(
        "{type: NamesAccepted, status: 'True'}, {type: Established, status: 'False', reason: Installing}"
      ), .progressing),
    HealthCase(
      "definitionWithoutStructure",
      definition(
        "{type: Established, status: 'True'}, {type: NonStructuralSchema, status: 'True', message: m}"
      ), .degraded, "Schema violations found: m"),
    HealthCase(
      "definitionGoing",
      definition(
        "{type: Established, status: 'True'}, {type: Terminating, status: 'True', message: m}"),
      .progressing, "CRD is terminating: m"),
    HealthCase(
      "budgetThatIsKept",
      object(
        "policy/v1", "PodDisruptionBudget",
        "status: {conditions: [{type: DisruptionAllowed, status: 'True', reason: SufficientPods}]}"
      ), .healthy, "PodDisruptionBudget has SufficientPods"),
    HealthCase(
      "budgetThatFailed",
      object(
        "policy/v1", "PodDisruptionBudget",
        "status: {conditions: [{type: DisruptionAllowed, status: 'False', reason: SyncFailed}]}"),
      .degraded, "PodDisruptionBudget has SyncFailed"),
    HealthCase("configuration", object("v1", "ConfigMap", "data: {a: b}"), nil),
    HealthCase(
      "anythingOnItsWayOut",
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, deletionTimestamp: '2026-01-01T00:00:00Z'}}",
      .progressing, "Pending deletion"),
    HealthCase("nothingAtAll", "{}", nil),
    HealthCase("notEvenAnObject", "[1]", nil),
  ]

  @Test(arguments: samples) func object(_ sample: HealthCase) throws { try sample.check() }

  @Test func theWholeIsAsWellAsItsWorst() {
    var whole = HealthRollUp()
    #expect(whole.health == nil)
    whole.add(nil)
    #expect(whole.health == nil)
    whole.add(.healthy)
    whole.add(.suspended)
    #expect(whole.health == .suspended)
    whole.add(.progressing)
    whole.add(.healthy)
    #expect(whole.health == .progressing)
    whole.add(.missing)
    #expect(whole.health == .progressing)
  }

  @Test func allMissingIsMissing() {
    var whole = HealthRollUp()
    whole.add(.missing)
    whole.add(.missing)
    #expect(whole.health == .missing)
    whole.add(nil)
    #expect(whole.health == nil)
  }
}
