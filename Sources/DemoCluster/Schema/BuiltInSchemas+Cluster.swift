extension BuiltInSchemas {
  /// Networking, access, storage, and what a whole cluster has.
  static let cluster = """
    Ingress: metadata:ObjectMeta spec:IngressSpec status:IngressStatus
    IngressSpec: defaultBackend:IngressBackend ingressClassName:string rules:[IngressRule]
      tls:[IngressTLS]
    IngressBackend: resource:TypedLocalObjectReference service:IngressServiceBackend
    IngressServiceBackend: name*:string port:ServiceBackendPort
    ServiceBackendPort: name:string number:int
    IngressRule: host:string http:HTTPIngressRuleValue
    HTTPIngressRuleValue: paths*:[HTTPIngressPath]
    HTTPIngressPath: backend*:IngressBackend path:string pathType:string
    IngressTLS: hosts:[string] secretName:string
    IngressStatus: loadBalancer:LoadBalancerStatus
    IngressClass: metadata:ObjectMeta spec:IngressClassSpec
    IngressClassSpec: controller:string parameters:IngressClassParametersReference
    NetworkPolicy: metadata:ObjectMeta spec:NetworkPolicySpec
    NetworkPolicySpec: egress:[NetworkPolicyEgressRule] ingress:[NetworkPolicyIngressRule]
      podSelector*:LabelSelector policyTypes:[string]
    NetworkPolicyEgressRule: ports:[NetworkPolicyPort] to:[NetworkPolicyPeer]
    NetworkPolicyPort: endPort:int port:intstr protocol:string
    NetworkPolicyPeer: ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector
    IPBlock: cidr*:string except:[string]
    NetworkPolicyIngressRule: from:[NetworkPolicyPeer] ports:[NetworkPolicyPort]
    EndpointSlice: addressType*:string endpoints*:[Endpoint] metadata:ObjectMeta
      ports:[DiscoveryEndpointPort]
    Endpoint: addresses*:[string]@set conditions:EndpointConditions deprecatedTopology:{string}
      hints:EndpointHints hostname:string nodeName:string targetRef:ObjectReference zone:string
    EndpointConditions: ready:bool serving:bool terminating:bool
    DiscoveryEndpointPort=: appProtocol:string name:string port:int protocol:string
    Role: metadata:ObjectMeta rules:[PolicyRule]
    PolicyRule: apiGroups:[string] nonResourceURLs:[string] resourceNames:[string]
      resources:[string] verbs*:[string]
    RoleBinding: metadata:ObjectMeta roleRef*:RoleRef subjects:[Subject]
    RoleRef=: apiGroup*:string kind*:string name*:string
    Subject=: apiGroup:string kind*:string name*:string namespace:string
    ClusterRole: aggregationRule:AggregationRule metadata:ObjectMeta rules:[PolicyRule]
    AggregationRule: clusterRoleSelectors:[LabelSelector]
    ClusterRoleBinding: metadata:ObjectMeta roleRef*:RoleRef subjects:[Subject]
    StorageClass: allowVolumeExpansion:bool allowedTopologies:[TopologySelectorTerm]
      metadata:ObjectMeta mountOptions:[string] parameters:{string} provisioner*:string
      reclaimPolicy:string volumeBindingMode:string
    TopologySelectorTerm=: matchLabelExpressions:[TopologySelectorLabelRequirement]
    TopologySelectorLabelRequirement: key*:string values*:[string]
    CSIDriver: metadata:ObjectMeta spec*:CSIDriverSpec
    CSIDriverSpec: attachRequired:bool fsGroupPolicy:string nodeAllocatableUpdatePeriodSeconds:int
      podInfoOnMount:bool requiresRepublish:bool seLinuxMount:bool storageCapacity:bool
      tokenRequests:[TokenRequest] volumeLifecycleModes:[string]@set
    TokenRequest: audience*:string expirationSeconds:int
    CSINode: metadata:ObjectMeta spec*:CSINodeSpec
    CSINodeSpec: drivers*:[CSINodeDriver]@name
    CSINodeDriver: allocatable:VolumeNodeResources name*:string nodeID*:string topologyKeys:[string]
    VolumeNodeResources: count:int
    VolumeAttachment: metadata:ObjectMeta spec*:VolumeAttachmentSpec status:VolumeAttachmentStatus
    VolumeAttachmentSpec: attacher*:string nodeName*:string source*:VolumeAttachmentSource
    VolumeAttachmentSource: inlineVolumeSpec:PersistentVolumeSpec persistentVolumeName:string
    VolumeAttachmentStatus: attachError:VolumeError attached*:bool attachmentMetadata:{string}
      detachError:VolumeError
    VolumeError: message:string time:time
    Lease: metadata:ObjectMeta spec:LeaseSpec
    LeaseSpec: acquireTime:time holderIdentity:string leaseDurationSeconds:int leaseTransitions:int
      preferredHolder:string renewTime:time strategy:string
    PriorityClass: description:string globalDefault:bool metadata:ObjectMeta preemptionPolicy:string
      value*:int
    RuntimeClass: handler*:string metadata:ObjectMeta overhead:Overhead scheduling:Scheduling
    Overhead: podFixed:{quantity}
    Scheduling: nodeSelector:{string} tolerations:[Toleration]
    CustomResourceDefinition: metadata:ObjectMeta spec*:CustomResourceDefinitionSpec
      status:CustomResourceDefinitionStatus
    CustomResourceDefinitionSpec: conversion:CustomResourceConversion group*:string
      names*:CustomResourceDefinitionNames preserveUnknownFields:bool scope*:string
      versions*:[CustomResourceDefinitionVersion]
    CustomResourceConversion: strategy*:string webhook:WebhookConversion
    WebhookConversion: clientConfig:WebhookClientConfig conversionReviewVersions*:[string]
    WebhookClientConfig: caBundle:bytes service:ServiceReference url:string
    ServiceReference: name*:string namespace*:string path:string port:int
    CustomResourceDefinitionNames: categories:[string] kind*:string listKind:string plural*:string
      shortNames:[string] singular:string
    CustomResourceDefinitionVersion: additionalPrinterColumns:[CustomResourceColumnDefinition]
      deprecated:bool deprecationWarning:string name*:string schema:CustomResourceValidation
      selectableFields:[SelectableField] served*:bool storage*:bool
      subresources:CustomResourceSubresources
    CustomResourceColumnDefinition: description:string format:string jsonPath*:string name*:string
      priority:int type*:string
    CustomResourceValidation: openAPIV3Schema:any
    CustomResourceSubresources: scale:CustomResourceSubresourceScale
      status:CustomResourceSubresourceStatus
    CustomResourceSubresourceScale: labelSelectorPath:string specReplicasPath*:string
      statusReplicasPath*:string
    CustomResourceSubresourceStatus:
    CustomResourceDefinitionStatus: acceptedNames:CustomResourceDefinitionNames
      conditions:[CustomResourceDefinitionCondition]@type observedGeneration:int
      storedVersions:[string]
    CustomResourceDefinitionCondition: lastTransitionTime:time message:string observedGeneration:int
      reason:string status*:string type*:string
    MutatingWebhookConfiguration: metadata:ObjectMeta webhooks:[MutatingWebhook]@name
    MutatingWebhook: admissionReviewVersions*:[string] clientConfig*:WebhookWebhookClientConfig
      failurePolicy:string matchConditions:[MatchCondition]@name matchPolicy:string name*:string
      namespaceSelector:LabelSelector objectSelector:LabelSelector reinvocationPolicy:string
      rules:[RuleWithOperations] sideEffects*:string timeoutSeconds:int
    WebhookWebhookClientConfig: caBundle:bytes service:WebhookServiceReference url:string
    WebhookServiceReference: name*:string namespace*:string path:string port:int
    RuleWithOperations: apiGroups:[string] apiVersions:[string] operations:[string]
      resources:[string] scope:string
    ValidatingWebhookConfiguration: metadata:ObjectMeta webhooks:[ValidatingWebhook]@name
    ValidatingWebhook: admissionReviewVersions*:[string] clientConfig*:WebhookWebhookClientConfig
      failurePolicy:string matchConditions:[MatchCondition]@name matchPolicy:string name*:string
      namespaceSelector:LabelSelector objectSelector:LabelSelector rules:[RuleWithOperations]
      sideEffects*:string timeoutSeconds:int
    APIService: metadata:ObjectMeta spec:APIServiceSpec status:APIServiceStatus
    APIServiceSpec: caBundle:bytes group:string groupPriorityMinimum*:int insecureSkipTLSVerify:bool
      service:APIServiceServiceReference version:string versionPriority*:int
    APIServiceServiceReference: name:string namespace:string port:int
    APIServiceStatus: conditions:[APIServiceCondition]@type
    APIServiceCondition: lastTransitionTime:time message:string reason:string status*:string
      type*:string
    IngressClassParametersReference: apiGroup:string kind*:string name*:string namespace:string
      scope:string
    EndpointHints: forNodes:[ForZone] forZones:[ForZone]
    ForZone: name*:string
    SelectableField: jsonPath*:string
    MatchCondition: expression*:string name*:string
    """
}
