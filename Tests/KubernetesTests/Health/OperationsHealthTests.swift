import Kubernetes
import Testing

@Suite struct OperationsHealthTests {
  static let promoter: [HealthCase] = [
    .of(
      "promoter.argoproj.io/v1alpha1 PromotionStrategy",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}], environments: [{branch: dev, active: {dry: {sha: abcdefghi}, commitStatuses: []}, proposed: {dry: {sha: abcdefghi}, commitStatuses: []}}]",
      .healthy, "All environments are up-to-date on commit 'abcdefg'."),
    .of(
      "promoter.argoproj.io/v1alpha1 PromotionStrategy",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}], environments: [{branch: dev, active: {dry: {sha: a1}, commitStatuses: [{key: k, phase: pending}]}, proposed: {dry: {sha: b2}, commitStatuses: [{key: k, phase: pending}]}}]",
      .progressing,
      "Promotion in progress for environment 'dev' from 'a1' to 'b2': 1 pending, 0 successful, 0 failed. Pending commit statuses: k. "
    ),
    .of(
      "promoter.argoproj.io/v1alpha1 PromotionStrategy",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}], environments: [{branch: dev, active: {dry: {sha: a1}, commitStatuses: []}, proposed: {dry: {sha: b2}, commitStatuses: []}}, {branch: prod, active: {dry: {sha: a1}, commitStatuses: []}, proposed: {dry: {sha: a1}, commitStatuses: []}}]",
      .progressing),
    .of(
      "promoter.argoproj.io/v1alpha1 PromotionStrategy",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}]", .degraded,
      "Promotion strategy has no environments configured"),
    .of(
      "promoter.argoproj.io/v1alpha1 ChangeTransferPolicy",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}], active: {dry: {sha: a1}}, proposed: {dry: {sha: a1}}",
      .healthy, "Environment is up-to-date on commit a1."),
    .of(
      "promoter.argoproj.io/v1alpha1 CommitStatus",
      conditions: HealthCase.condition("Ready", "False", "boom", reason: "ReconciliationError"),
      .degraded, "Commit status reconciliation failed: boom"),
    .of(
      "promoter.argoproj.io/v1alpha1 CommitStatus",
      conditions: HealthCase.condition("Ready", "True", "m", reason: "R", generation: 1),
      .progressing, "Waiting for commit status spec update to be observed"),
    .of(
      "promoter.argoproj.io/v1alpha1 PullRequest",
      conditions: HealthCase.condition("Ready", "False", "boom", reason: "Other"), .degraded,
      "Pull request reconciliation failed (Other): boom"),
    .of(
      "promoter.argoproj.io/v1alpha1 ScmProvider", conditions: HealthCase.condition("Ready"),
      .healthy, "SCM provider is ready"),
    .of(
      "promoter.argoproj.io/v1alpha1 GitRepository",
      conditions: HealthCase.condition("Ready", "False", "no", reason: "ReconciliationError"),
      .degraded, "Git repository validation failed: no"),
    .of(
      "promoter.argoproj.io/v1alpha1 TimedCommitStatus",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}], environments: [{branch: dev, phase: pending}]",
      .progressing, "Timed commit gate pending for branch(es): dev"),
    .of(
      "promoter.argoproj.io/v1alpha1 GitCommitStatus",
      "conditions: [{type: Ready, status: 'True', observedGeneration: 2}], environments: [{branch: dev, phase: success}]",
      .healthy, "Git commit validation passed for 1 environment(s)"),
  ]

  static let observability: [HealthCase] = [
    .of(
      "monitoring.coreos.com/v1 Prometheus",
      conditions: HealthCase.condition("Available", "False", "", reason: "SomePodsNotReady"),
      .progressing, "SomePodsNotReady"),
    .of(
      "monitoring.coreos.com/v1 Alertmanager",
      conditions: HealthCase.condition("Available", "Degraded", "none", reason: "NoPodReady"),
      .degraded, "none"),
    .of(
      "monitoring.coreos.com/v1 ThanosRuler", conditions: HealthCase.condition("Available"),
      .healthy, "All instances are available"),
    .of(
      "operator.victoriametrics.com/v1beta1 VMSingle", "updateStatus: failed, reason: r", .degraded,
      "r"),
    .of(
      "operator.victoriametrics.com/v1beta1 VMAgent",
      "updateStatus: operational, observedGeneration: 1", .progressing,
      "Waiting for the operator to observe the latest generation"),
    .of(
      "grafana.integreatly.org/v1beta1 Grafana", "stage: complete, stageStatus: success", .healthy),
    .of(
      "grafana.integreatly.org/v1beta1 Grafana", "stage: deployment, stageStatus: failed",
      .degraded, "Failed at stage deployment"),
    .of(
      "grafana.integreatly.org/v1beta1 GrafanaDatasource", "uid: u, NoMatchingInstances: true",
      .degraded),
    .of(
      "grafana.integreatly.org/v1beta1 GrafanaDashboard",
      conditions: HealthCase.condition(
        "DashboardSynchronized", "False", "no", reason: "ApplyFailed"), .degraded,
      "ApplyFailed for DashboardSynchronized because no"),
    .of(
      "grafana.integreatly.org/v1beta1 GrafanaFolder",
      conditions: HealthCase.condition("FolderSynchronized") + ", "
        + HealthCase.condition("FolderUIDMismatch", "False"), .healthy),
    .of(
      "opentelemetry.io/v1beta1 OpenTelemetryCollector", "scale: {statusReplicas: 1/2}",
      .progressing, "Replicas are starting up"),
    .of(
      "opentelemetry.io/v1beta1 OpenTelemetryCollector", "scale: {statusReplicas: 0/0}", .healthy,
      spec: "mode: daemonset"),
    .of(
      "opentelemetry.io/v1beta1 OpenTelemetryCollector", "version: 1", .healthy,
      spec: "mode: sidecar"),
    .of("jaegertracing.io/v1 Jaeger", "phase: Running", .healthy, "Jaeger is Running"),
    .of(
      "kiali.io/v1alpha1 Kiali",
      conditions: HealthCase.condition("Running", "False", "m", reason: "Running"), .progressing,
      "m"),
    .of(
      "datadoghq.com/v1alpha1 DatadogMetric",
      conditions: HealthCase.condition("Error", "True", "no", reason: "Bad"), .degraded, "Bad: no"),
    .of(
      "coralogix.com/v1beta1 Alert", conditions: HealthCase.condition("RemoteSynced"), .healthy,
      "Resource is ready"),
    .of(
      "k8s.keycloak.org/v2alpha1 Keycloak",
      "conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-02T00:00:00Z'}, {type: HasErrors, status: 'True', message: e, lastTransitionTime: '2026-01-01T00:00:00Z'}]",
      .degraded, "Has Errors: e"),
    .of("install.istio.io/v1alpha1 IstioOperator", "status: 3", .healthy, "Component is healthy."),
    .of("install.istio.io/v1alpha1 IstioOperator", "status: ERROR", .degraded),
    .of("velero.io/v1 Backup", "phase: PartiallyFailed", .degraded, "PartiallyFailed"),
    .of("velero.io/v1 Restore", "phase: Completed", .healthy, "Restore completed"),
    .of(
      "velero.io/v1 Schedule", "phase: FailedValidation", .degraded, "Schedule failed validation"),
    .of("astra.netapp.io/v1 AppVault", "state: available", .healthy, "AppVault Available"),
    .of("astra.netapp.io/v1 Backup", "state: Running", .progressing, "Backup Running"),
    .of("astra.netapp.io/v1 ExecHook", "", .suspended, "ExecHook disabled", spec: "enabled: false"),
  ]

  static let argo: [HealthCase] = [
    .of("argoproj.io/v1alpha1 Experiment", "phase: Error", .degraded, "Experiment had an error"),
    .of(
      "argoproj.io/v1alpha1 CronWorkflow",
      conditions: HealthCase.condition("SubmissionError", "True", "no"), .degraded, "no"),
    .of("argoproj.io/v1alpha1 CronWorkflow", "", .healthy, "CronWorkflow is healthy."),
    .of(
      "argoproj.io/v1alpha1 EventBus",
      conditions: HealthCase.condition("Deployed", "False", "", reason: "R"), .degraded, "R"),
    .of(
      "spot.io/v1beta1 SpotDeployment", "observedGeneration: '2', phase: Paused, message: p",
      .suspended, "p"),
    .of(
      "argocd-image-updater.argoproj.io/v1alpha1 ImageUpdater",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("Error", "True", "no"), .degraded, "no"),
    .of(
      "argocd-image-updater.argoproj.io/v1alpha1 ImageUpdater", "", .progressing,
      "Waiting for ImageUpdater to be reconciled"),
  ]

  @Test(arguments: promoter) func ofPromoter(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: observability) func ofObservability(_ sample: HealthCase) throws {
    try sample.check()
  }
  @Test(arguments: argo) func ofArgo(_ sample: HealthCase) throws { try sample.check() }
}
