extension MergeSchema {
  /// What kustomize knows of the kinds that are built into Kubernetes: those of version 1.21, which
  /// is the OpenAPI document inside kustomize 5.5.
  ///
  /// The lists are those with `x-kubernetes-patch-strategy: merge` there, with the keys in
  /// `x-kubernetes-list-map-keys` or else in `x-kubernetes-patch-merge-key`.
  public static let kustomize = MergeSchema(kinds: kustomizeKinds, types: kustomizeTypes)

  /// What today's API servers know of the kinds that are built into Kubernetes.
  public static let builtIn = kustomize.merging(
    MergeSchema(kinds: laterKinds, types: laterTypes))

  /// Reads a schema from lines of words.
  ///
  /// A line of kinds is an API version and its kinds, with the type after a colon; `Object` if there
  /// is none. A line of types is a name and fields, each with the type of the field, or of its
  /// elements, after a colon, and with the merge keys after an `@`.
  private init(kinds: String, types: String) {
    for words in Self.lines(kinds) {
      for word in words.dropFirst() {
        let parts = word.split(separator: ":")
        self.kinds["\(words[0]) \(parts[0])"] = String(parts.count > 1 ? parts[1] : "Object")
      }
    }
    for words in Self.lines(types) {
      var composition = Composition()
      for word in words.dropFirst() {
        let halves = word.split(separator: "@", omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: ":")
        composition.fields[String(parts[0])] = Member(
          type: parts.count > 1 ? String(parts[1]) : nil,
          keys: halves.count > 1 ? halves[1].split(separator: ",").map(String.init) : nil)
      }
      self.types[String(words[0])] = composition
    }
  }

  private static func lines(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: " ") }
  }

  private static let kustomizeKinds = """
    v1 Pod:Pod PodTemplate:PodTemplateObject ReplicationController:Workload Service:Service
    v1 ServiceAccount:ServiceAccount Node:Node Namespace:Conditioned ComponentStatus:Conditions
    v1 PersistentVolumeClaim:Conditioned PersistentVolume ConfigMap Secret Endpoints LimitRange
    v1 ResourceQuota Binding Event
    apps/v1 Deployment:Workload StatefulSet:Workload DaemonSet:Workload ReplicaSet:Workload
    apps/v1 ControllerRevision
    batch/v1 Job:Workload CronJob:CronJob
    batch/v1beta1 CronJob:CronJob
    autoscaling/v1 HorizontalPodAutoscaler Scale
    autoscaling/v2beta1 HorizontalPodAutoscaler
    autoscaling/v2beta2 HorizontalPodAutoscaler
    policy/v1 PodDisruptionBudget
    policy/v1beta1 PodDisruptionBudget PodSecurityPolicy Eviction
    networking.k8s.io/v1 Ingress IngressClass NetworkPolicy
    networking.k8s.io/v1beta1 Ingress IngressClass
    extensions/v1beta1 Ingress
    discovery.k8s.io/v1 EndpointSlice
    discovery.k8s.io/v1beta1 EndpointSlice
    rbac.authorization.k8s.io/v1 Role ClusterRole RoleBinding ClusterRoleBinding
    rbac.authorization.k8s.io/v1beta1 Role ClusterRole RoleBinding ClusterRoleBinding
    storage.k8s.io/v1 CSINode:CSINode StorageClass CSIDriver VolumeAttachment
    storage.k8s.io/v1beta1 CSINode:CSINode StorageClass CSIDriver VolumeAttachment
    storage.k8s.io/v1beta1 CSIStorageCapacity
    admissionregistration.k8s.io/v1 MutatingWebhookConfiguration:Webhooks
    admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration:Webhooks
    admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration:Webhooks
    admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration:Webhooks
    apiextensions.k8s.io/v1 CustomResourceDefinition
    apiextensions.k8s.io/v1beta1 CustomResourceDefinition
    apiregistration.k8s.io/v1 APIService:Conditioned
    apiregistration.k8s.io/v1beta1 APIService:Conditioned
    authentication.k8s.io/v1 TokenRequest TokenReview
    authentication.k8s.io/v1beta1 TokenReview
    authorization.k8s.io/v1 LocalSubjectAccessReview SelfSubjectAccessReview
    authorization.k8s.io/v1 SelfSubjectRulesReview SubjectAccessReview
    authorization.k8s.io/v1beta1 LocalSubjectAccessReview SelfSubjectAccessReview
    authorization.k8s.io/v1beta1 SelfSubjectRulesReview SubjectAccessReview
    certificates.k8s.io/v1 CertificateSigningRequest
    certificates.k8s.io/v1beta1 CertificateSigningRequest
    coordination.k8s.io/v1 Lease
    coordination.k8s.io/v1beta1 Lease
    events.k8s.io/v1 Event
    events.k8s.io/v1beta1 Event
    flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema PriorityLevelConfiguration
    node.k8s.io/v1 RuntimeClass
    node.k8s.io/v1beta1 RuntimeClass
    scheduling.k8s.io/v1 PriorityClass
    scheduling.k8s.io/v1beta1 PriorityClass
    """

  private static let kustomizeTypes = """
    Metadata finalizers@ ownerReferences@uid
    Object metadata:Metadata
    Conditions metadata:Metadata conditions@type
    Conditioned metadata:Metadata status:Conditions
    Workload metadata:Metadata spec:WorkloadSpec status:Conditions
    WorkloadSpec template:PodTemplate
    CronJob metadata:Metadata spec:CronJobSpec
    CronJobSpec jobTemplate:Workload
    PodTemplateObject metadata:Metadata template:PodTemplate
    PodTemplate metadata:Metadata spec:PodSpec
    Pod metadata:Metadata spec:PodSpec status:PodStatus
    PodStatus conditions@type podIPs@ip
    PodSpec containers:Container@name initContainers:Container@name \
    ephemeralContainers:EphemeralContainer@name volumes:Volume@name hostAliases@ip \
    imagePullSecrets@name topologySpreadConstraints@topologyKey,whenUnsatisfiable
    Container env@name ports@containerPort,protocol volumeMounts@mountPath volumeDevices@devicePath
    EphemeralContainer env@name volumeMounts@mountPath volumeDevices@devicePath
    Volume ephemeral:EphemeralVolume
    EphemeralVolume volumeClaimTemplate:Object
    Service metadata:Metadata spec:ServiceSpec status:Conditions
    ServiceSpec ports@port,protocol
    ServiceAccount metadata:Metadata secrets@name
    Node metadata:Metadata spec:NodeSpec status:NodeStatus
    NodeSpec podCIDRs@
    NodeStatus addresses@type conditions@type
    CSINode metadata:Metadata spec:CSINodeSpec
    CSINodeSpec drivers@name
    Webhooks metadata:Metadata webhooks@name
    """

  private static let laterKinds = """
    autoscaling/v2 HorizontalPodAutoscaler:Conditioned
    policy/v1 PodDisruptionBudget:Conditioned Eviction
    networking.k8s.io/v1 ServiceCIDR:Conditioned IPAddress
    storage.k8s.io/v1 CSIStorageCapacity VolumeAttributesClass
    flowcontrol.apiserver.k8s.io/v1 FlowSchema:Conditioned PriorityLevelConfiguration:Conditioned
    admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy:AdmissionPolicy
    admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding
    apiextensions.k8s.io/v1 CustomResourceDefinition:Conditioned
    certificates.k8s.io/v1 CertificateSigningRequest:Conditioned
    """

  private static let laterTypes = """
    PodStatus conditions@type podIPs@ip hostIPs@ip
    PodSpec containers:Container@name initContainers:Container@name \
    ephemeralContainers:Container@name volumes:Volume@name hostAliases@ip \
    imagePullSecrets@name topologySpreadConstraints@topologyKey,whenUnsatisfiable \
    resourceClaims@name schedulingGates@name
    Container env@name ports@containerPort,protocol volumeMounts@mountPath \
    volumeDevices@devicePath resources:Resources
    Resources claims@name
    Webhooks metadata:Metadata webhooks:Webhook@name
    Webhook matchConditions@name
    AdmissionPolicy metadata:Metadata spec:AdmissionPolicySpec status:Conditions
    AdmissionPolicySpec matchConditions@name variables@name
    """
}
