import Kubernetes
import Testing

@Suite struct PlatformHealthTests {
  static let platforms: [HealthCase] = [
    .of(
      "keda.sh/v1alpha1 ScaledObject",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("Fallback", "True", "f"), .degraded, "f"),
    .of(
      "keda.sh/v1alpha1 ScaledJob", conditions: HealthCase.condition("Ready", "Unknown"), .degraded,
      "m"),
    .of("keda.sh/v1alpha1 ScaledJob", conditions: "", .progressing, "Waiting for ScaledJob"),
    .of(
      "longhorn.io/v1beta2 Volume", "state: attached, robustness: degraded", .progressing,
      "Volume is degraded (rebuilding replicas)"),
    .of(
      "longhorn.io/v1beta2 Volume", "state: detached, robustness: unknown", .healthy,
      "Volume is detached"),
    .of(
      "longhorn.io/v1beta2 Volume", "state: attached, robustness: faulted", .degraded,
      "Volume is faulted"),
    .of(
      "ceph.rook.io/v1 CephCluster", "state: Created, message: done, ceph: {health: HEALTH_OK}",
      .healthy, "Ceph health is HEALTH_OK - Ceph cluster state is Created - done"),
    .of(
      "ceph.rook.io/v1 CephCluster",
      "ceph: {health: HEALTH_WARN, details: {B: {message: two}, A: {message: one}}}", .degraded,
      "Ceph health is HEALTH_WARN (one; two)"),
    .of(
      "ceph.rook.io/v1 CephObjectStore", "phase: Ready, info: {endpoint: e}", .healthy,
      "Ceph object store phase is Ready - endpoint: e"),
    .of(
      "minio.min.io/v2 Tenant", "currentState: Waiting for pods", .progressing, "Waiting for pods"),
    .of("minio.min.io/v2 Tenant", "currentState: Different versions across MinIO Pools", .degraded),
    .of("minio.min.io/v2 Tenant", "currentState: Initialized", .healthy),
    .of(
      "karpenter.sh/v1 NodePool", conditions: HealthCase.condition("NodeClassReady", "False"),
      .degraded, "m"),
    .of(
      "karpenter.sh/v1 NodeClaim",
      conditions: HealthCase.condition("Launched") + ", " + HealthCase.condition("Registered"),
      .progressing, "Node registered, waiting for initialization"),
    .of(
      "karpenter.sh/v1 NodeClaim",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("Disrupting", "True", "moving"), .suspended, "moving"),
    .of(
      "karpenter.sh/v1 EC2NodeClass",
      conditions: HealthCase.condition("SubnetsReady", "False", "none"), .degraded, "none"),
    .of(
      "work.karmada.io/v1alpha2 ResourceBinding",
      "aggregatedStatus: [{health: Unknown, applied: true}]", .healthy,
      spec: "clusters: [{name: a}]"),
    .of(
      "work.karmada.io/v1alpha2 ResourceBinding", "aggregatedStatus: []", .progressing,
      spec: "clusters: [{name: a}]"),
    .of("snapshot.storage.k8s.io/v1 VolumeSnapshot", "readyToUse: true", .healthy, "Ready to use"),
    .of(
      "snapshot.storage.k8s.io/v1 VolumeSnapshot", "readyToUse: false, error: {message: e}",
      .degraded, "e"),
    .of(
      "autoscaling.k8s.io/v1 VerticalPodAutoscaler",
      conditions: HealthCase.condition("RecommendationProvided") + ", "
        + HealthCase.condition("NoPodsMatched", "True", "none"), .degraded, "none"),
  ]

  static let virtualMachines: [HealthCase] = [
    .of(
      "kubevirt.io/v1 VirtualMachine", conditions: HealthCase.condition("Ready", "False"),
      .suspended, "Stopped"),
    .of(
      "kubevirt.io/v1 VirtualMachine",
      "created: true, printableStatus: Starting up, conditions: [{type: Ready, status: 'False'}]",
      .progressing, "Starting up"),
    .of(
      "kubevirt.io/v1 VirtualMachine",
      conditions: HealthCase.condition("Ready") + ", " + HealthCase.condition("Paused"), .suspended,
      "Paused"),
    .of("kubevirt.io/v1 VirtualMachineInstance", "phase: Succeeded", .suspended, "Succeeded"),
    .of(
      "kubevirt.io/v1 VirtualMachineInstance",
      "phase: Running, conditions: [{type: Ready, status: 'True'}]", .healthy, "Running"),
    .of("cdi.kubevirt.io/v1beta1 DataVolume", "phase: Paused", .suspended, "Paused"),
    .of(
      "cdi.kubevirt.io/v1beta1 DataVolume",
      "phase: ImportInProgress, conditions: [{type: Running, status: 'False', reason: Error, message: e}]",
      .degraded, "e"),
  ]

  static let clusters: [HealthCase] = [
    .of("cluster.x-k8s.io/v1beta1 Cluster", "phase: Provisioned", .healthy, "Cluster is running"),
    .of(
      "cluster.x-k8s.io/v1beta1 Cluster", "phase: Provisioned", .suspended, "Cluster is paused",
      spec: "paused: true"),
    .of(
      "cluster.x-k8s.io/v1beta1 Cluster",
      "phase: Provisioned, conditions: [{type: Ready, status: 'False', message: refused}]",
      .degraded,
      "refused"),
    .of(
      "cluster.x-k8s.io/v1beta1 Cluster",
      "phase: Provisioning, conditions: [{type: Ready, status: 'False', severity: Info}]",
      .progressing, "Waiting for clusters"),
    .of(
      "cluster.x-k8s.io/v1beta1 Machine",
      "phase: Provisioning, conditions: [{type: Ready, status: 'False', message: soon}]",
      .progressing, "soon"),
    .of(
      "cluster.x-k8s.io/v1beta1 MachineDeployment", "phase: ScalingUp", .progressing,
      "Cluster is spawning machines"),
    .of(
      "cluster.x-k8s.io/v1beta1 MachineHealthCheck", "expectedMachines: 2, currentHealthy: 1",
      .degraded),
    .of(
      "cluster.x-k8s.io/v1beta1 MachinePool",
      "phase: Running, conditions: [{type: Ready, status: 'False', reason: R}]", .healthy,
      "MachinePool is Running: Not Ready (R)"),
    .of(
      "addons.cluster.x-k8s.io/v1beta1 ClusterResourceSet",
      conditions: HealthCase.condition("ResourcesApplied"), .healthy,
      "cluster resource set is applied"),
    .of(
      "controlplane.cluster.x-k8s.io/v1beta1 AWSManagedControlPlane",
      "conditions: [{type: A, status: 'False', severity: Error, message: one}]", .degraded, "one "),
    .of(
      "controlplane.cluster.x-k8s.io/v1beta1 AWSManagedControlPlane",
      "conditions: [], ready: false", .progressing,
      "Control plane is not ready (.status.ready is false)"),
    .of(
      "controlplane.cluster.x-k8s.io/v1beta1 KubeadmControlPlane",
      "replicas: 3, updatedReplicas: 1, readyReplicas: 3", .progressing,
      "Updating: 1/3 updated, 3 ready"),
    .of(
      "controlplane.cluster.x-k8s.io/v1beta1 KubeadmControlPlane",
      "replicas: 3, updatedReplicas: 3, readyReplicas: 3", .healthy, "Control plane is healthy"),
    .of(
      "controlplane.cluster.x-k8s.io/v1beta1 KubeadmControlPlane",
      conditions: HealthCase.condition("EtcdClusterHealthy", "Unknown"), .degraded,
      "Etcd cluster is unhealthy"),
  ]

  static let kruise: [HealthCase] = [
    .of(
      "apps.kruise.io/v1alpha1 AdvancedCronJob", "", .degraded,
      "AdvancedCronJobs has not run successfully"),
    .of(
      "apps.kruise.io/v1alpha1 AdvancedCronJob", "", .suspended, "AdvancedCronJob is Paused",
      spec: "paused: true"),
    .of(
      "apps.kruise.io/v1alpha1 BroadcastJob", "phase: completed, desired: 1, succeeded: 1", .healthy
    ),
    .of(
      "apps.kruise.io/v1alpha1 BroadcastJob", "phase: failed, failed: 1", .degraded,
      "BroadcastJob failed"),
    .of(
      "apps.kruise.io/v1alpha1 CloneSet",
      "observedGeneration: 2, replicas: 1, updatedAvailableReplicas: 1", .healthy,
      spec: "updateStrategy: {partition: 0}"),
    .of(
      "apps.kruise.io/v1alpha1 CloneSet",
      "observedGeneration: 2, replicas: 1, updatedAvailableReplicas: 1, updatedReplicas: 1, expectedUpdatedReplicas: 1",
      .suspended, "Cloneset needs manual intervention", spec: "updateStrategy: {partition: 1}"),
    .of(
      "apps.kruise.io/v1alpha1 DaemonSet",
      "observedGeneration: 2, desiredNumberScheduled: 3, updatedNumberScheduled: 2", .suspended,
      "Daemonset needs manual intervention",
      spec: "updateStrategy: {rollingUpdate: {partition: '50%'}}"),
    .of(
      "apps.kruise.io/v1alpha1 DaemonSet",
      "observedGeneration: 2, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1",
      .healthy, spec: "updateStrategy: {rollingUpdate: {}}"),
    .of(
      "apps.kruise.io/v1alpha1 StatefulSet",
      "observedGeneration: 2, replicas: 2, updatedAvailableReplicas: 1", .degraded,
      spec: "updateStrategy: {rollingUpdate: {partition: 0}}"),
    .of(
      "rollouts.kruise.io/v1beta1 Rollout",
      "observedGeneration: 2, phase: Progressing, canaryStatus: {currentStepState: StepPaused}",
      .suspended),
  ]

  static let controlPlanes: [HealthCase] = [
    .of("apiextensions.crossplane.io/v1 CompositeResourceDefinition", "", .progressing),
    .of("apiextensions.crossplane.io/v1 Composition", "", .healthy, "Resource is up-to-date."),
    .of(
      "example.crossplane.io/v1 Bucket",
      conditions: HealthCase.condition("Synced", "False", "no") + ", "
        + HealthCase.condition("Ready"), .degraded, "no"),
    .of(
      "example.crossplane.io/v1 Bucket",
      conditions: HealthCase.condition("Synced") + ", " + HealthCase.condition("Ready"), .healthy,
      "Resource is up-to-date."),
    .of(
      "s3.aws.upbound.io/v1beta1 Bucket",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("LastAsyncOperation", "False", "late"), .degraded, "late"),
    .of("aws.upbound.io/v1beta1 ProviderConfig", "users: 2", .healthy, "Resource is in use."),
    .of(
      "pkg.crossplane.io/v1 Provider",
      conditions: HealthCase.condition("Installed", "True", "m", reason: "Active") + ", "
        + HealthCase.condition("Healthy", "False", "m", reason: "Bad"), .degraded, "Active Bad"),
    .of(
      "pkg.crossplane.io/v1 ConfigurationRevision",
      conditions: HealthCase.condition("RevisionHealthy"), .healthy, "Resource is up-to-date."),
    .of(
      "storage.cnrm.cloud.google.com/v1beta1 StorageBucket",
      conditions: HealthCase.condition("Ready", "False", "wait", reason: "DependencyNotReady"),
      .suspended, "wait"),
    .of(
      "core.cnrm.cloud.google.com/v1beta1 ConfigConnector", "healthy: false", .degraded,
      "ConfigConnector is not healthy"),
    .of(
      "s3.services.k8s.aws/v1alpha1 Bucket",
      conditions: HealthCase.condition("ACK.Terminal", "True", "no"), .degraded, "no"),
    .of(
      "pulumi.com/v1 Stack", conditions: HealthCase.condition("Stalled", "True", "stuck"),
      .degraded, "stuck"),
  ]

  @Test(arguments: platforms) func ofPlatforms(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: virtualMachines) func ofVirtualMachines(_ sample: HealthCase) throws {
    try sample.check()
  }
  @Test(arguments: clusters) func ofClusters(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: kruise) func ofKruise(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: controlPlanes) func ofControlPlanes(_ sample: HealthCase) throws {
    try sample.check()
  }
}
