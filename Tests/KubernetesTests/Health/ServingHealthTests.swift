import Kubernetes
import Testing

@Suite struct ServingHealthTests {
  static let serving: [HealthCase] = [
    .of(
      "serving.knative.dev/v1 Service",
      conditions: HealthCase.condition("ConfigurationsReady") + ", "
        + HealthCase.condition("RoutesReady") + ", " + HealthCase.condition("Ready"), .healthy,
      "Knative Service is healthy."),
    .of(
      "serving.knative.dev/v1 Service",
      conditions: HealthCase.condition("Ready", "Unknown", "m", reason: "R"), .progressing),
    .of(
      "serving.knative.dev/v1 Service",
      conditions: HealthCase.condition("Ready", "False", "m", reason: "R"), .degraded),
    .of("serving.knative.dev/v1 Service", "", .progressing, "Waiting for status update."),
    .of(
      "serving.kserve.io/v1beta1 InferenceService",
      conditions: HealthCase.condition("IngressReady") + ", "
        + HealthCase.condition("PredictorReady") + ", " + HealthCase.condition("Ready"), .healthy,
      annotations: "serving.kserve.io/deploymentMode: RawDeployment"),
    .of(
      "serving.kserve.io/v1beta1 InferenceService",
      conditions: HealthCase.condition("IngressReady") + ", "
        + HealthCase.condition("PredictorReady") + ", " + HealthCase.condition("Ready"),
      .progressing, ""),
    .of(
      "serving.kserve.io/v1alpha1 LLMInferenceService",
      conditions: HealthCase.condition("Ready", "False") + ", "
        + HealthCase.condition("RouterReady", "False", "no", reason: "R"), .degraded,
      "RouterReady: False | R | no"),
    .of(
      "serving.kserve.io/v1alpha1 LLMInferenceService",
      conditions: HealthCase.condition("Ready", "True", "m", reason: "R", generation: 1),
      .progressing, "Waiting for LLMInferenceService reconciliation (generation mismatch)"),
    .of(
      "operator.knative.dev/v1beta1 KnativeEventing",
      conditions: HealthCase.condition("Ready") + ", " + HealthCase.condition("InstallSucceeded"),
      .healthy, "KnativeEventing is healthy."),
    .of(
      "operator.knative.dev/v1beta1 KnativeServing", conditions: HealthCase.condition("Ready"),
      .degraded),
    .of(
      "openfaas.com/v1 Function", "replicas: 0, conditions: [{type: Ready, status: 'True'}]",
      .suspended, "No replicas available"),
    .of(
      "sparkoperator.k8s.io/v1beta2 SparkApplication",
      "applicationState: {state: RUNNING}, executorState: {a: RUNNING}", .progressing,
      "Waiting for Executor pods", spec: "executor: {instances: 2}"),
    .of(
      "sparkoperator.k8s.io/v1beta2 SparkApplication",
      "applicationState: {state: RUNNING}, executorState: {a: RUNNING, b: RUNNING}", .healthy,
      "SparkApplication is Running",
      spec:
        "executor: {instances: 4}, sparkConf: {spark.dynamicAllocation.enabled: 'true', spark.dynamicAllocation.minExecutors: '2'}"
    ),
    .of(
      "sparkoperator.k8s.io/v1beta2 SparkApplication",
      "applicationState: {state: RUNNING}, executorState: {a: RUNNING}", .progressing,
      spec: "dynamicAllocation: {enabled: true, minExecutors: 2}"),
    .of(
      "sparkoperator.k8s.io/v1beta2 SparkApplication",
      "applicationState: {state: FAILED, errorMessage: e}", .degraded, "e"),
    .of(
      "flink.apache.org/v1beta1 FlinkDeployment", "reconciliationStatus: {state: DEPLOYED}",
      .healthy),
    .of(
      "flink.apache.org/v1beta1 FlinkDeployment",
      "reconciliationStatus: {error: e}, jobManagerDeploymentStatus: ERROR", .degraded, "e"),
    .of(
      "flink.apache.org/v1beta1 FlinkSessionJob", "jobStatus: {state: SUSPENDED}", .suspended,
      "SUSPENDED"),
    .of(
      "tekton.dev/v1 PipelineRun",
      conditions: HealthCase.condition("Succeeded", "Unknown", "", reason: "Running"), .progressing,
      "Running"),
    .of(
      "tower.ansible.com/v1alpha1 AnsibleJob",
      "isFinished: true, ansibleJobResult: {status: error}", .degraded, "Failed"),
    .of(
      "flagger.app/v1beta1 Canary",
      "phase: Progressing, canaryWeight: 10, conditions: [{type: Promoted, message: new}]",
      .progressing, "Progressing --- Canary Weight: 10 % --- new"),
  ]

  static let openShift: [HealthCase] = [
    .of(
      "apps.openshift.io/v1 DeploymentConfig",
      "replicas: 1, conditions: [{type: Available, status: 'True'}, {type: Progressing, status: 'True', reason: NewReplicationControllerAvailable}]",
      .healthy),
    .of("apps.openshift.io/v1 DeploymentConfig", "replicas: 0, conditions: []", .healthy),
    .of(
      "route.openshift.io/v1 Route",
      "ingress: [{conditions: [{type: Admitted, status: 'True'}]}, {conditions: [{type: Admitted, status: 'False'}]}]",
      .degraded, "Route is degraded"),
    .of(
      "operators.coreos.com/v1alpha1 Subscription",
      conditions: HealthCase.condition("InstallPlanPending"), .progressing),
    .of(
      "operators.coreos.com/v1alpha1 Subscription",
      conditions: HealthCase.condition("CatalogSourcesUnhealthy", "False"), .healthy),
    .of(
      "operators.coreos.com/v1alpha1 Subscription",
      conditions: HealthCase.condition("InstallPlanMissing"), .degraded),
    .of(
      "apps.3scale.net/v1alpha1 APIManager", "deployments: {ready: [a]}", .healthy,
      "3scale APIManager is available"),
    .of(
      "capabilities.3scale.net/v1beta1 Product",
      conditions: HealthCase.condition("Orphan", "True", ""), .degraded,
      "3scale Product references non-existing resources"),
    .of(
      "capabilities.3scale.net/v1beta1 DeveloperAccount",
      conditions: HealthCase.condition("Waiting", "True", ""), .suspended,
      "3scale DeveloperAccount is waiting for approval"),
    .of(
      "capabilities.3scale.net/v1beta1 OpenAPI", conditions: HealthCase.condition("Ready"),
      .healthy, "3scale OpenAPI is ready"),
    .of("capabilities.3scale.net/v1beta1 Application", "state: suspended", .suspended),
    .of(
      "capabilities.3scale.net/v1beta1 Tenant",
      "tenantId: 1, adminId: 2, conditions: [{type: Ready, status: 'True'}]", .healthy),
  ]

  @Test(arguments: serving) func ofServing(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: openShift) func ofOpenShift(_ sample: HealthCase) throws { try sample.check() }
}
