import Documents
import Kubernetes
import Testing
import YAML

@Suite struct WorkloadHealthTests {
  static func workload(_ kind: String, _ spec: String, _ status: String) -> String {
    """
    apiVersion: apps/v1
    kind: \(kind)
    metadata: {name: web, namespace: shop, generation: 4}
    spec: {\(spec)}
    status: {\(status)}
    """
  }

  static let deployments: [HealthCase] = [
    HealthCase(
      "pausedIsSuspended", workload("Deployment", "paused: true, replicas: 3", ""), .suspended,
      "Deployment is paused"),
    HealthCase(
      "notYetObservedIsProgressing",
      workload("Deployment", "replicas: 1", "observedGeneration: 3, updatedReplicas: 1"),
      .progressing,
      "Waiting for rollout to finish: observed deployment generation less than desired generation"),
    HealthCase(
      "pastItsDeadlineIsDegraded",
      workload(
        "Deployment", "replicas: 1",
        "observedGeneration: 4, conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}]"
      ), .degraded, "Deployment \"web\" exceeded its progress deadline"),
    HealthCase(
      "fewUpdatedIsProgressing",
      workload(
        "Deployment", "replicas: 3",
        "observedGeneration: 4, replicas: 3, updatedReplicas: 1, availableReplicas: 3"),
      .progressing,
      "Waiting for rollout to finish: 1 out of 3 new replicas have been updated..."),
    HealthCase(
      "oldOnesLeftIsProgressing",
      workload(
        "Deployment", "replicas: 3",
        "observedGeneration: 4, replicas: 5, updatedReplicas: 3, availableReplicas: 3"),
      .progressing,
      "Waiting for rollout to finish: 2 old replicas are pending termination..."),
    HealthCase(
      "fewAvailableIsProgressing",
      workload(
        "Deployment", "replicas: 3",
        "observedGeneration: 4, replicas: 3, updatedReplicas: 3, availableReplicas: 2"),
      .progressing,
      "Waiting for rollout to finish: 2 of 3 updated replicas are available..."),
    HealthCase(
      "allAvailableIsHealthy",
      workload(
        "Deployment", "replicas: 3",
        "observedGeneration: 4, replicas: 3, updatedReplicas: 3, availableReplicas: 3"), .healthy,
      ""),
    HealthCase(
      "scaledToZeroIsHealthy",
      workload("Deployment", "replicas: 0", "observedGeneration: 4"), .healthy),
  ]

  static let statefulSets: [HealthCase] = [
    HealthCase(
      "neverObservedIsProgressing", workload("StatefulSet", "replicas: 0", ""), .progressing,
      "Waiting for statefulset spec update to be observed..."),
    HealthCase(
      "fewReadyIsProgressing",
      workload("StatefulSet", "replicas: 3", "observedGeneration: 4, readyReplicas: 1"),
      .progressing, "Waiting for 2 pods to be ready..."),
    HealthCase(
      "partitionNotReachedIsProgressing",
      workload(
        "StatefulSet",
        "replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}",
        "observedGeneration: 4, readyReplicas: 3, updatedReplicas: 1"), .progressing,
      "Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated..."),
    HealthCase(
      "partitionReachedIsHealthy",
      workload(
        "StatefulSet",
        "replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 1}}",
        "observedGeneration: 4, readyReplicas: 3, updatedReplicas: 2"), .healthy,
      "partitioned roll out complete: 2 new pods have been updated..."),
    HealthCase(
      "onDeleteIsHealthyWhateverTheRevision",
      workload(
        "StatefulSet", "replicas: 1, updateStrategy: {type: OnDelete}",
        "observedGeneration: 4, readyReplicas: 1, updateRevision: b, currentRevision: a"),
      .healthy, "statefulset has 1 ready pods"),
    HealthCase(
      "betweenRevisionsIsProgressing",
      workload(
        "StatefulSet", "replicas: 1, updateStrategy: {type: RollingUpdate}",
        "observedGeneration: 4, readyReplicas: 1, updateRevision: b, currentRevision: a"),
      .progressing,
      "waiting for statefulset rolling update to complete 0 pods at revision b..."),
    HealthCase(
      "atOneRevisionIsHealthy",
      workload(
        "StatefulSet", "replicas: 1",
        "observedGeneration: 4, readyReplicas: 1, currentReplicas: 1, updateRevision: a, currentRevision: a"
      ), .healthy, "statefulset rolling update complete 1 pods at revision a..."),
  ]

  static let daemonSets: [HealthCase] = [
    HealthCase(
      "notYetObservedIsProgressing", workload("DaemonSet", "", "observedGeneration: 3"),
      .progressing),
    HealthCase(
      "onDeleteIsHealthy",
      workload(
        "DaemonSet", "updateStrategy: {type: OnDelete}",
        "observedGeneration: 4, desiredNumberScheduled: 3"), .healthy,
      "daemon set 0 out of 3 new pods have been updated"),
    HealthCase(
      "fewUpdatedIsProgressing",
      workload(
        "DaemonSet", "",
        "observedGeneration: 4, desiredNumberScheduled: 3, updatedNumberScheduled: 2"),
      .progressing,
      "Waiting for daemon set \"web\" rollout to finish: 2 out of 3 new pods have been updated..."),
    HealthCase(
      "fewAvailableIsProgressing",
      workload(
        "DaemonSet", "",
        "observedGeneration: 4, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 1"
      ), .progressing,
      "Waiting for daemon set \"web\" rollout to finish: 1 of 3 updated pods are available..."),
    HealthCase(
      "everywhereIsHealthy",
      workload(
        "DaemonSet", "",
        "observedGeneration: 4, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3"
      ), .healthy),
  ]

  static let replicaSets: [HealthCase] = [
    HealthCase(
      "podsThatCantBeMadeAreDegraded",
      workload(
        "ReplicaSet", "replicas: 1",
        "observedGeneration: 4, conditions: [{type: ReplicaFailure, status: 'True', message: exceeded quota}]"
      ), .degraded, "exceeded quota"),
    HealthCase(
      "fewAvailableIsProgressing",
      workload("ReplicaSet", "replicas: 2", "observedGeneration: 4, availableReplicas: 1"),
      .progressing,
      "Waiting for rollout to finish: 1 out of 2 new replicas are available..."),
    HealthCase(
      "allAvailableIsHealthy",
      workload("ReplicaSet", "replicas: 2", "observedGeneration: 4, availableReplicas: 2"),
      .healthy),
  ]

  static func job(_ conditions: String) -> String {
    "{apiVersion: batch/v1, kind: Job, metadata: {name: a}, status: {conditions: [\(conditions)]}}"
  }

  static func cronJob(_ spec: String, _ status: String?) -> String {
    "{apiVersion: batch/v1, kind: CronJob, spec: {\(spec)}\(status.map { ", status: {\($0)}" } ?? "")}"
  }

  static let jobs: [HealthCase] = [
    HealthCase("runningIsProgressing", job(""), .progressing),
    HealthCase(
      "completeIsHealthy", job("{type: Complete, status: 'True', message: done}"), .healthy,
      "done"),
    HealthCase(
      "failedIsDegraded",
      job("{type: Failed, status: 'True', message: Job has reached the specified backoff limit}"),
      .degraded, "Job has reached the specified backoff limit"),
    HealthCase(
      "suspendedIsSuspended", job("{type: Suspended, status: 'True', message: Job suspended}"),
      .suspended),
    HealthCase(
      "resumedIsHealthy", job("{type: Suspended, status: 'False', message: Job resumed}"),
      .healthy),
    HealthCase("aSuspendedCronJobIsHealthy", cronJob("suspend: true", nil), .healthy),
    HealthCase("aNewCronJobIsProgressing", cronJob("", nil), .progressing, "Waiting for CronJob"),
    HealthCase(
      "aCronJobBeforeItsTimeIsHealthy", cronJob("", ""), .healthy,
      "CronJob has not been scheduled yet"),
    HealthCase(
      "aCronJobThatNeverSucceededIsHealthy",
      cronJob("", "lastScheduleTime: '2026-01-02T00:00:00Z'"), .healthy),
    HealthCase(
      "aCronJobAfterAFailureIsDegraded",
      cronJob(
        "",
        "lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: '2026-01-01T00:00:09Z'"),
      .degraded, "CronJob has not completed its last execution successfully"),
    HealthCase(
      "aCronJobAtWorkIsHealthy",
      cronJob(
        "",
        "active: [{name: x}], lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: '2026-01-01T00:00:09Z'"
      ), .healthy),
    HealthCase(
      "aCronJobAfterASuccessIsHealthy",
      cronJob(
        "",
        "lastScheduleTime: '2026-01-02T00:00:00Z', lastSuccessfulTime: '2026-01-02T00:00:09Z'"),
      .healthy, "CronJob has completed its last execution successfully"),
  ]

  @Test(arguments: deployments) func deployment(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: statefulSets) func statefulSet(_ sample: HealthCase) throws {
    try sample.check()
  }
  @Test(arguments: daemonSets) func daemonSet(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: replicaSets) func replicaSet(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: jobs) func job(_ sample: HealthCase) throws { try sample.check() }
}
