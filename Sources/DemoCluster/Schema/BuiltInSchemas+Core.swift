extension BuiltInSchemas {
  /// The rest of the core group.
  static let core = """
    Namespace: metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
    NamespaceSpec: finalizers:[string]
    NamespaceStatus: conditions:[NamespaceCondition]@type phase:string
    NamespaceCondition: lastTransitionTime:time message:string reason:string status*:string
      type*:string
    Node: metadata:ObjectMeta spec:NodeSpec status:NodeStatus
    NodeSpec: configSource:NodeConfigSource externalID:string podCIDR:string podCIDRs:[string]@set
      providerID:string taints:[Taint] unschedulable:bool
    NodeConfigSource: configMap:ConfigMapNodeConfigSource
    ConfigMapNodeConfigSource: kubeletConfigKey*:string name*:string namespace*:string
      resourceVersion:string uid:string
    Taint: effect*:string key*:string timeAdded:time value:string
    NodeStatus: addresses:[NodeAddress]@type allocatable:{quantity} capacity:{quantity}
      conditions:[NodeCondition]@type config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints
      features:any images:[ContainerImage] nodeInfo:NodeSystemInfo phase:string
      runtimeHandlers:[any] volumesAttached:[AttachedVolume] volumesInUse:[string]
    NodeAddress: address*:string type*:string
    NodeCondition: lastHeartbeatTime:time lastTransitionTime:time message:string reason:string
      status*:string type*:string
    NodeConfigStatus: active:NodeConfigSource assigned:NodeConfigSource error:string
      lastKnownGood:NodeConfigSource
    NodeDaemonEndpoints: kubeletEndpoint:DaemonEndpoint
    DaemonEndpoint: Port*:int
    ContainerImage: names*:[string] sizeBytes:int
    NodeSystemInfo: architecture*:string bootID*:string containerRuntimeVersion*:string
      kernelVersion*:string kubeProxyVersion*:string kubeletVersion*:string machineID*:string
      operatingSystem*:string osImage*:string swap:any systemUUID*:string
    AttachedVolume: devicePath*:string name*:string
    Service: metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
    ServiceSpec: allocateLoadBalancerNodePorts:bool clusterIP:string clusterIPs:[string]
      externalIPs:[string] externalName:string externalTrafficPolicy:string healthCheckNodePort:int
      internalTrafficPolicy:string ipFamilies:[string] ipFamilyPolicy:string
      loadBalancerClass:string loadBalancerIP:string loadBalancerSourceRanges:[string]
      ports:[ServicePort]@port,protocol publishNotReadyAddresses:bool selector:{string}
      sessionAffinity:string sessionAffinityConfig:SessionAffinityConfig trafficDistribution:string
      type:string
    ServicePort: appProtocol:string name:string nodePort:int port*:int protocol:string
      targetPort:intstr
    SessionAffinityConfig: clientIP:ClientIPConfig
    ClientIPConfig: timeoutSeconds:int
    ServiceStatus: conditions:[Condition]@type loadBalancer:LoadBalancerStatus
    Condition: lastTransitionTime*:time message*:string observedGeneration:int reason*:string
      status*:string type*:string
    LoadBalancerStatus: ingress:[LoadBalancerIngress]
    LoadBalancerIngress: hostname:string ip:string ipMode:string ports:[PortStatus]
    PortStatus: error:string port*:int protocol*:string
    Endpoints: metadata:ObjectMeta subsets:[EndpointSubset]
    EndpointSubset: addresses:[EndpointAddress] notReadyAddresses:[EndpointAddress]
      ports:[EndpointPort]
    EndpointAddress=: hostname:string ip*:string nodeName:string targetRef:ObjectReference
    EndpointPort=: appProtocol:string name:string port*:int protocol:string
    ConfigMap: binaryData:{bytes} data:{string} immutable:bool metadata:ObjectMeta
    Secret: data:{bytes} immutable:bool metadata:ObjectMeta stringData:{string} type:string
    ServiceAccount: automountServiceAccountToken:bool imagePullSecrets:[LocalObjectReference]
      metadata:ObjectMeta secrets:[ObjectReference]@name
    PersistentVolume: metadata:ObjectMeta spec:PersistentVolumeSpec status:PersistentVolumeStatus
    PersistentVolumeSpec: accessModes:[string] awsElasticBlockStore:AWSElasticBlockStoreVolumeSource
      azureDisk:AzureDiskVolumeSource azureFile:AzureFilePersistentVolumeSource capacity:{quantity}
      cephfs:CephFSPersistentVolumeSource cinder:CinderPersistentVolumeSource
      claimRef:ObjectReference csi:CSIPersistentVolumeSource fc:FCVolumeSource
      flexVolume:FlexPersistentVolumeSource flocker:FlockerVolumeSource
      gcePersistentDisk:GCEPersistentDiskVolumeSource glusterfs:GlusterfsPersistentVolumeSource
      hostPath:HostPathVolumeSource iscsi:ISCSIPersistentVolumeSource local:LocalVolumeSource
      mountOptions:[string] nfs:NFSVolumeSource nodeAffinity:VolumeNodeAffinity
      persistentVolumeReclaimPolicy:string photonPersistentDisk:PhotonPersistentDiskVolumeSource
      portworxVolume:PortworxVolumeSource quobyte:QuobyteVolumeSource rbd:RBDPersistentVolumeSource
      scaleIO:ScaleIOPersistentVolumeSource storageClassName:string
      storageos:StorageOSPersistentVolumeSource volumeAttributesClassName:string volumeMode:string
      vsphereVolume:VsphereVirtualDiskVolumeSource
    AzureFilePersistentVolumeSource: readOnly:bool secretName*:string secretNamespace:string
      shareName*:string
    CephFSPersistentVolumeSource: monitors*:[string] path:string readOnly:bool secretFile:string
      secretRef:SecretReference user:string
    SecretReference=: name:string namespace:string
    CinderPersistentVolumeSource: fsType:string readOnly:bool secretRef:SecretReference
      volumeID*:string
    CSIPersistentVolumeSource: controllerExpandSecretRef:SecretReference
      controllerPublishSecretRef:SecretReference driver*:string fsType:string
      nodeExpandSecretRef:SecretReference nodePublishSecretRef:SecretReference
      nodeStageSecretRef:SecretReference readOnly:bool volumeAttributes:{string}
      volumeHandle*:string
    FlexPersistentVolumeSource: driver*:string fsType:string options:{string} readOnly:bool
      secretRef:SecretReference
    GlusterfsPersistentVolumeSource: endpoints*:string endpointsNamespace:string path*:string
      readOnly:bool
    ISCSIPersistentVolumeSource: chapAuthDiscovery:bool chapAuthSession:bool fsType:string
      initiatorName:string iqn*:string iscsiInterface:string lun*:int portals:[string] readOnly:bool
      secretRef:SecretReference targetPortal*:string
    LocalVolumeSource: fsType:string path*:string
    VolumeNodeAffinity: required:NodeSelector
    RBDPersistentVolumeSource: fsType:string image*:string keyring:string monitors*:[string]
      pool:string readOnly:bool secretRef:SecretReference user:string
    ScaleIOPersistentVolumeSource: fsType:string gateway*:string protectionDomain:string
      readOnly:bool secretRef*:SecretReference sslEnabled:bool storageMode:string storagePool:string
      system*:string volumeName:string
    StorageOSPersistentVolumeSource: fsType:string readOnly:bool secretRef:ObjectReference
      volumeName:string volumeNamespace:string
    PersistentVolumeStatus: lastPhaseTransitionTime:time message:string phase:string reason:string
    ResourceQuota: metadata:ObjectMeta spec:ResourceQuotaSpec status:ResourceQuotaStatus
    ResourceQuotaSpec: hard:{quantity} scopeSelector:ScopeSelector scopes:[string]
    ScopeSelector=: matchExpressions:[ScopedResourceSelectorRequirement]
    ScopedResourceSelectorRequirement: operator*:string scopeName*:string values:[string]
    ResourceQuotaStatus: hard:{quantity} used:{quantity}
    LimitRange: metadata:ObjectMeta spec:LimitRangeSpec
    LimitRangeSpec: limits*:[LimitRangeItem]
    LimitRangeItem: default:{quantity} defaultRequest:{quantity} max:{quantity}
      maxLimitRequestRatio:{quantity} min:{quantity} type*:string
    Event: action:string count:int eventTime:time firstTimestamp:time
      involvedObject*:ObjectReference lastTimestamp:time message:string metadata*:ObjectMeta
      reason:string related:ObjectReference reportingComponent:string reportingInstance:string
      series:EventSeries source:EventSource type:string
    EventSeries: count:int lastObservedTime:time
    EventSource: component:string host:string
    """
}
