extension BuiltInSchemas {
  /// What makes pods, and what looks after them.
  static let workloads = """
    Deployment: metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
    DeploymentSpec: minReadySeconds:int paused:bool progressDeadlineSeconds:int replicas:int
      revisionHistoryLimit:int selector*:LabelSelector strategy:DeploymentStrategy~
      template*:PodTemplateSpec
    DeploymentStrategy: rollingUpdate:RollingUpdateDeployment type:string
    RollingUpdateDeployment: maxSurge:intstr maxUnavailable:intstr
    PodTemplateSpec: metadata:ObjectMeta spec:PodSpec
    DeploymentStatus: availableReplicas:int collisionCount:int conditions:[DeploymentCondition]@type
      observedGeneration:int readyReplicas:int replicas:int terminatingReplicas:int
      unavailableReplicas:int updatedReplicas:int
    DeploymentCondition: lastTransitionTime:time lastUpdateTime:time message:string reason:string
      status*:string type*:string
    ReplicaSet: metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
    ReplicaSetSpec: minReadySeconds:int replicas:int selector*:LabelSelector
      template:PodTemplateSpec
    ReplicaSetStatus: availableReplicas:int conditions:[ReplicaSetCondition]@type
      fullyLabeledReplicas:int observedGeneration:int readyReplicas:int replicas*:int
      terminatingReplicas:int
    ReplicaSetCondition: lastTransitionTime:time message:string reason:string status*:string
      type*:string
    StatefulSet: metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
    StatefulSetSpec: minReadySeconds:int ordinals:StatefulSetOrdinals
      persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy
      podManagementPolicy:string replicas:int revisionHistoryLimit:int selector*:LabelSelector
      serviceName:string template*:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy
      volumeClaimTemplates:[PersistentVolumeClaim]
    StatefulSetUpdateStrategy: rollingUpdate:RollingUpdateStatefulSetStrategy type:string
    RollingUpdateStatefulSetStrategy: maxUnavailable:intstr partition:int
    PersistentVolumeClaim: metadata:ObjectMeta spec:PersistentVolumeClaimSpec
      status:PersistentVolumeClaimStatus
    PersistentVolumeClaimStatus: accessModes:[string] allocatedResourceStatuses:{string}
      allocatedResources:{quantity} capacity:{quantity}
      conditions:[PersistentVolumeClaimCondition]@type currentVolumeAttributesClassName:string
      modifyVolumeStatus:any phase:string
    PersistentVolumeClaimCondition: lastProbeTime:time lastTransitionTime:time message:string
      reason:string status*:string type*:string
    StatefulSetStatus: availableReplicas:int collisionCount:int
      conditions:[StatefulSetCondition]@type currentReplicas:int currentRevision:string
      observedGeneration:int readyReplicas:int replicas*:int updateRevision:string
      updatedReplicas:int
    StatefulSetCondition: lastTransitionTime:time message:string reason:string status*:string
      type*:string
    DaemonSet: metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
    DaemonSetSpec: minReadySeconds:int revisionHistoryLimit:int selector*:LabelSelector
      template*:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
    DaemonSetUpdateStrategy: rollingUpdate:RollingUpdateDaemonSet type:string
    RollingUpdateDaemonSet: maxSurge:intstr maxUnavailable:intstr
    DaemonSetStatus: collisionCount:int conditions:[DaemonSetCondition]@type
      currentNumberScheduled*:int desiredNumberScheduled*:int numberAvailable:int
      numberMisscheduled*:int numberReady*:int numberUnavailable:int observedGeneration:int
      updatedNumberScheduled:int
    DaemonSetCondition: lastTransitionTime:time message:string reason:string status*:string
      type*:string
    ControllerRevision: data:any metadata:ObjectMeta revision*:int
    Job: metadata:ObjectMeta spec:JobSpec status:JobStatus
    JobSpec: activeDeadlineSeconds:int backoffLimit:int backoffLimitPerIndex:int
      completionMode:string completions:int managedBy:string manualSelector:bool
      maxFailedIndexes:int parallelism:int podFailurePolicy:PodFailurePolicy
      podReplacementPolicy:string selector:LabelSelector successPolicy:SuccessPolicy suspend:bool
      template*:PodTemplateSpec ttlSecondsAfterFinished:int
    JobStatus: active:int completedIndexes:string completionTime:time conditions:[JobCondition]@type
      failed:int failedIndexes:string ready:int startTime:time succeeded:int terminating:int
      uncountedTerminatedPods:UncountedTerminatedPods
    JobCondition: lastProbeTime:time lastTransitionTime:time message:string reason:string
      status*:string type*:string
    CronJob: metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
    CronJobSpec: concurrencyPolicy:string failedJobsHistoryLimit:int jobTemplate*:JobTemplateSpec
      schedule*:string startingDeadlineSeconds:int successfulJobsHistoryLimit:int suspend:bool
      timeZone:string
    JobTemplateSpec: metadata:ObjectMeta spec:JobSpec
    CronJobStatus: active:[ObjectReference] lastScheduleTime:time lastSuccessfulTime:time
    ObjectReference=: apiVersion:string fieldPath:string kind:string name:string namespace:string
      resourceVersion:string uid:string
    HorizontalPodAutoscaler: metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec
      status:HorizontalPodAutoscalerStatus
    HorizontalPodAutoscalerSpec: behavior:HorizontalPodAutoscalerBehavior maxReplicas*:int
      metrics:[MetricSpec] minReplicas:int scaleTargetRef*:CrossVersionObjectReference
    HorizontalPodAutoscalerBehavior: scaleDown:HPAScalingRules scaleUp:HPAScalingRules
    HPAScalingRules: policies:[HPAScalingPolicy] selectPolicy:string stabilizationWindowSeconds:int
    HPAScalingPolicy: periodSeconds*:int type*:string value*:int
    MetricSpec: containerResource:ContainerResourceMetricSource external:ExternalMetricSource
      object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource type*:string
    ContainerResourceMetricSource: container*:string name*:string target*:MetricTarget
    MetricTarget: averageUtilization:int averageValue:quantity type*:string value:quantity
    ExternalMetricSource: metric*:MetricIdentifier target*:MetricTarget
    MetricIdentifier: name*:string selector:LabelSelector
    ObjectMetricSource: describedObject*:CrossVersionObjectReference metric*:MetricIdentifier
      target*:MetricTarget
    CrossVersionObjectReference: apiVersion:string kind*:string name*:string
    PodsMetricSource: metric*:MetricIdentifier target*:MetricTarget
    ResourceMetricSource: name*:string target*:MetricTarget
    HorizontalPodAutoscalerStatus: conditions*:[HorizontalPodAutoscalerCondition]
      currentMetrics:[MetricStatus] currentReplicas*:int desiredReplicas*:int lastScaleTime:time
      observedGeneration:int
    HorizontalPodAutoscalerCondition: lastTransitionTime:time message:string reason:string
      status*:string type*:string
    MetricStatus: containerResource:ContainerResourceMetricStatus external:ExternalMetricStatus
      object:ObjectMetricStatus pods:PodsMetricStatus resource:ResourceMetricStatus type*:string
    ContainerResourceMetricStatus: container*:string current*:MetricValueStatus name*:string
    MetricValueStatus: averageUtilization:int averageValue:quantity value:quantity
    ExternalMetricStatus: current*:MetricValueStatus metric*:MetricIdentifier
    ObjectMetricStatus: current*:MetricValueStatus describedObject*:CrossVersionObjectReference
      metric*:MetricIdentifier
    PodsMetricStatus: current*:MetricValueStatus metric*:MetricIdentifier
    ResourceMetricStatus: current*:MetricValueStatus name*:string
    PodDisruptionBudget: metadata:ObjectMeta spec:PodDisruptionBudgetSpec
      status:PodDisruptionBudgetStatus
    PodDisruptionBudgetSpec: maxUnavailable:intstr minAvailable:intstr selector:LabelSelector
      unhealthyPodEvictionPolicy:string
    PodDisruptionBudgetStatus: conditions:[Condition]@type currentHealthy*:int desiredHealthy*:int
      disruptedPods:{time} disruptionsAllowed*:int expectedPods*:int observedGeneration:int
    ReplicationController: metadata:ObjectMeta spec:ReplicationControllerSpec
      status:ReplicationControllerStatus
    ReplicationControllerSpec: minReadySeconds:int replicas:int selector:{string}
      template:PodTemplateSpec
    ReplicationControllerStatus: availableReplicas:int
      conditions:[ReplicationControllerCondition]@type fullyLabeledReplicas:int
      observedGeneration:int readyReplicas:int replicas*:int
    ReplicationControllerCondition: lastTransitionTime:time message:string reason:string
      status*:string type*:string
    PodTemplate: metadata:ObjectMeta template:PodTemplateSpec
    Scale: metadata:ObjectMeta spec:ScaleSpec status:ScaleStatus
    ScaleSpec: replicas:int
    ScaleStatus: replicas*:int selector:string
    Eviction: deleteOptions:DeleteOptions metadata:ObjectMeta
    DeleteOptions: dryRun:[string] gracePeriodSeconds:int orphanDependents:bool
      preconditions:Preconditions propagationPolicy:string
    Preconditions: resourceVersion:string uid:string
    Binding: metadata:ObjectMeta target*:ObjectReference
    StatefulSetOrdinals: start:int
    StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted:string whenScaled:string
    PodFailurePolicy: rules*:[PodFailurePolicyRule]
    PodFailurePolicyRule: action*:string onExitCodes:PodFailurePolicyOnExitCodesRequirement
      onPodConditions:[PodFailurePolicyOnPodConditionsPattern]
    PodFailurePolicyOnExitCodesRequirement: containerName:string operator*:string values*:[int]@set
    PodFailurePolicyOnPodConditionsPattern: status:string type*:string
    SuccessPolicy: rules*:[SuccessPolicyRule]
    SuccessPolicyRule: succeededCount:int succeededIndexes:string
    UncountedTerminatedPods: failed:[string]@set succeeded:[string]@set
    """
}
