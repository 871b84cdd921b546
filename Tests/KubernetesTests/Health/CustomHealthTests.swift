import Documents
import Kubernetes
import Testing
import YAML

@Suite struct CustomHealthTests {
  static func custom(_ apiVersion: String, _ kind: String, _ spec: String, _ status: String)
    -> String
  {
    """
    apiVersion: \(apiVersion)
    kind: \(kind)
    metadata: {name: x, generation: 2}
    spec: {\(spec)}
    status: {\(status)}
    """
  }

  static func rollout(_ spec: String, _ status: String) -> String {
    custom("argoproj.io/v1alpha1", "Rollout", spec, status)
  }

  static func ready(_ apiVersion: String, _ kind: String, _ conditions: String) -> String {
    custom(apiVersion, kind, "", "conditions: [\(conditions)]")
  }

  static let argo: [HealthCase] = [
    HealthCase(
      "workflowSucceeded", custom("argoproj.io/v1alpha1", "Workflow", "", "phase: Succeeded"),
      .healthy),
    HealthCase(
      "workflowRunning",
      custom("argoproj.io/v1alpha1", "Workflow", "", "phase: Running, message: m"), .progressing,
      "m"),
    HealthCase(
      "workflowFailed", custom("argoproj.io/v1alpha1", "Workflow", "", "phase: Error"), .degraded),
    HealthCase(
      "rolloutNotObserved", rollout("", "observedGeneration: '1', phase: Healthy"), .progressing,
      "Waiting for rollout spec update to be observed"),
    HealthCase("rolloutHealthy", rollout("", "observedGeneration: '2', phase: Healthy"), .healthy),
    HealthCase(
      "rolloutPaused",
      rollout("", "observedGeneration: '2', phase: Paused, message: CanaryPauseStep"), .suspended,
      "CanaryPauseStep"),
    HealthCase(
      "rolloutDegraded", rollout("", "observedGeneration: '2', phase: Degraded, message: aborted"),
      .degraded, "aborted"),
    HealthCase(
      "oldRolloutAborted",
      rollout(
        "",
        "observedGeneration: abc, conditions: [{type: Progressing, reason: RolloutAborted, message: m}]"
      ), .degraded, "m"),
    HealthCase(
      "oldRolloutPaused", rollout("paused: true", "conditions: []"), .suspended, "Rollout is paused"
    ),
    HealthCase(
      "oldCanaryAtItsEnd",
      rollout(
        "replicas: 1, strategy: {canary: {}}",
        "conditions: [], currentPodHash: h, stableRS: h, replicas: 1, updatedReplicas: 1, availableReplicas: 1"
      ), .healthy),
    HealthCase(
      "oldCanaryOnItsWay",
      rollout(
        "replicas: 1, strategy: {canary: {}}",
        "conditions: [], currentPodHash: h, stableRS: g, replicas: 1, updatedReplicas: 1, availableReplicas: 1"
      ), .progressing, "Waiting for rollout to finish steps"),
    HealthCase(
      "oldBlueGreenBeforeItsSwitch",
      rollout(
        "replicas: 1, strategy: {blueGreen: {}}",
        "conditions: [], currentPodHash: h, replicas: 1, updatedReplicas: 1, availableReplicas: 1"),
      .progressing, "active service cutover pending"),
    HealthCase(
      "anApplicationHasNoRule",
      custom("argoproj.io/v1alpha1", "Application", "", "health: {status: Degraded, message: m}"),
      nil),
    HealthCase(
      "applicationSetUpToDate",
      ready(
        "argoproj.io/v1alpha1", "ApplicationSet",
        "{type: ErrorOccurred, status: 'False'}, {type: ResourcesUpToDate, status: 'True', message: m}"
      ), .healthy, "m"),
    HealthCase(
      "applicationSetWithAnError",
      ready(
        "argoproj.io/v1alpha1", "ApplicationSet",
        "{type: ErrorOccurred, status: 'True', message: m}"), .degraded, "m"),
    HealthCase(
      "analysisInconclusive",
      custom("argoproj.io/v1alpha1", "AnalysisRun", "", "phase: Inconclusive"), .unknown),
  ]

  static let operators: [HealthCase] = [
    HealthCase(
      "certificateIssued",
      ready(
        "cert-manager.io/v1", "Certificate", "{type: Ready, status: 'True', message: up to date}"),
      .healthy, "up to date"),
    HealthCase(
      "certificateBeingIssued",
      ready(
        "cert-manager.io/v1", "Certificate",
        "{type: Ready, status: 'False'}, {type: Issuing, status: 'True', message: issuing}"),
      .progressing, "issuing"),
    HealthCase(
      "certificateRefused",
      ready("cert-manager.io/v1", "Certificate", "{type: Ready, status: 'False', message: m}"),
      .degraded, "m"),
    HealthCase(
      "newIssuer", ready("cert-manager.io/v1", "ClusterIssuer", ""), .progressing,
      "Initializing ClusterIssuer"),
    HealthCase(
      "externalSecretFailing",
      ready(
        "external-secrets.io/v1", "ExternalSecret", "{type: Ready, status: 'False', message: m}"),
      .degraded, "m"),
    HealthCase(
      "sealedSecretOpened",
      ready("bitnami.com/v1alpha1", "SealedSecret", "{type: Synced, status: 'True'}"), .healthy),
    HealthCase(
      "scaledObjectPaused",
      ready(
        "keda.sh/v1alpha1", "ScaledObject",
        "{type: Ready, status: 'True'}, {type: Paused, status: 'True', message: m}"), .suspended,
      "m"),
    HealthCase(
      "postgresHealthy",
      custom(
        "postgresql.cnpg.io/v1", "Cluster", "", "phase: Cluster in healthy state, conditions: []"),
      .healthy),
    HealthCase(
      "postgresFailingOver",
      custom(
        "postgresql.cnpg.io/v1", "Cluster", "",
        "phase: Failing over, phaseReason: m, conditions: []"), .degraded, "m"),
    HealthCase(
      "kustomizationReady",
      ready(
        "kustomize.toolkit.fluxcd.io/v1", "Kustomization",
        "{type: Ready, status: 'True', reason: ReconciliationSucceeded}"), .healthy,
      "ReconciliationSucceeded"),
    HealthCase(
      "kustomizationFailing",
      ready(
        "kustomize.toolkit.fluxcd.io/v1", "Kustomization",
        "{type: Ready, status: 'False', reason: BuildFailed}"), .degraded, "BuildFailed"),
    HealthCase(
      "kustomizationAtWork",
      ready(
        "kustomize.toolkit.fluxcd.io/v1", "Kustomization",
        "{type: Ready, status: Unknown, reason: Progressing}, {type: Reconciling, status: 'True'}"),
      .progressing),
    HealthCase(
      "kustomizationSuspended",
      custom("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "suspend: true", ""), .suspended,
      "Kustomization is suspended"),
    HealthCase(
      "helmReleaseReady",
      ready(
        "helm.toolkit.fluxcd.io/v2", "HelmRelease",
        "{type: Ready, status: 'True', reason: InstallSucceeded}, {type: Released, status: 'True'}"),
      .healthy),
    HealthCase(
      "gatewayProgrammed",
      ready(
        "gateway.networking.k8s.io/v1", "Gateway",
        "{type: Accepted, status: 'True'}, {type: Programmed, status: 'True'}"), .healthy,
      "Gateway is healthy"),
    HealthCase(
      "gatewayRefused",
      ready(
        "gateway.networking.k8s.io/v1", "Gateway", "{type: Accepted, status: 'False', message: m}"),
      .degraded, "m"),
    HealthCase(
      "routeAccepted",
      custom(
        "gateway.networking.k8s.io/v1", "HTTPRoute", "",
        "parents: [{parentRef: {name: g}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}]"
      ), .healthy),
    HealthCase(
      "routeOfAnOldGeneration",
      custom(
        "gateway.networking.k8s.io/v1", "HTTPRoute", "",
        "parents: [{parentRef: {name: g}, conditions: [{type: Accepted, status: 'False', observedGeneration: 1}]}]"
      ), .progressing),
  ]

  static let conventions: [HealthCase] = [
    HealthCase(
      "readyIsHealthy",
      ready("example.com/v1", "Widget", "{type: Ready, status: 'True', message: m}"), .healthy, "m"),
    HealthCase(
      "notReadyIsProgressing",
      ready("example.com/v1", "Widget", "{type: Ready, status: 'False', message: m}"), .progressing,
      "m"),
    HealthCase(
      "reconcilingIsProgressing",
      ready(
        "example.com/v1", "Widget",
        "{type: Ready, status: 'True'}, {type: Reconciling, status: 'True', message: m}"),
      .progressing, "m"),
    HealthCase(
      "stalledIsDegraded",
      ready("example.com/v1", "Widget", "{type: Stalled, status: 'True', message: m}"), .degraded,
      "m"),
    HealthCase(
      "availableIsHealthy", ready("example.com/v1", "Widget", "{type: Available, status: 'True'}"),
      .healthy),
    HealthCase(
      "anOldGenerationIsProgressing",
      custom(
        "example.com/v1", "Widget", "",
        "observedGeneration: 1, conditions: [{type: Ready, status: 'True'}]"), .progressing,
      "Widget generation is 2, but latest observed generation is 1"),
    HealthCase(
      "otherConditionsSayNothing",
      ready("example.com/v1", "Widget", "{type: Painted, status: 'True'}"), nil),
    HealthCase(
      "noStatusSaysNothing",
      "{apiVersion: example.com/v1, kind: Widget, metadata: {name: x, generation: 1}}", nil),
  ]

  @Test(arguments: argo) func ofArgo(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: operators) func ofOperators(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: conventions) func byConventions(_ sample: HealthCase) throws {
    try sample.check()
  }
}
