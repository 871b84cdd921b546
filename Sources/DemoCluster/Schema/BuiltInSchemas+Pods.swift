extension BuiltInSchemas {
  /// Pods and everything in a pod template.
  static let pods = """
    Pod: metadata:ObjectMeta spec:PodSpec status:PodStatus
    ObjectMeta: annotations:{string} creationTimestamp:time deletionGracePeriodSeconds:int
      deletionTimestamp:time finalizers:[string]@set generateName:string generation:int
      labels:{string} managedFields:[ManagedFieldsEntry] name:string namespace:string
      ownerReferences:[OwnerReference]@uid resourceVersion:string selfLink:string uid:string
    ManagedFieldsEntry: apiVersion:string fieldsType:string fieldsV1:any manager:string
      operation:string subresource:string time:time
    OwnerReference: apiVersion*:string blockOwnerDeletion:bool controller:bool kind*:string
      name*:string uid*:string
    PodSpec: activeDeadlineSeconds:int affinity:Affinity automountServiceAccountToken:bool
      containers*:[Container]@name dnsConfig:PodDNSConfig dnsPolicy:string enableServiceLinks:bool
      ephemeralContainers:[EphemeralContainer]@name hostAliases:[HostAlias]@ip hostIPC:bool
      hostNetwork:bool hostPID:bool hostUsers:bool hostname:string hostnameOverride:string
      imagePullSecrets:[LocalObjectReference]@name initContainers:[Container]@name nodeName:string
      nodeSelector:{string} os:PodOS overhead:{quantity} preemptionPolicy:string priority:int
      priorityClassName:string readinessGates:[PodReadinessGate]
      resourceClaims:[PodResourceClaim]@name~ resources:ResourceRequirements restartPolicy:string
      runtimeClassName:string schedulerName:string schedulingGates:[PodSchedulingGate]@name
      securityContext:PodSecurityContext serviceAccount:string serviceAccountName:string
      setHostnameAsFQDN:bool shareProcessNamespace:bool subdomain:string
      terminationGracePeriodSeconds:int tolerations:[Toleration]
      topologySpreadConstraints:[TopologySpreadConstraint]@topologyKey,whenUnsatisfiable
      volumes:[Volume]@name~ workloadRef:any
    Affinity: nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
    NodeAffinity: preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm]
      requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
    PreferredSchedulingTerm: preference*:NodeSelectorTerm weight*:int
    NodeSelectorTerm=: matchExpressions:[NodeSelectorRequirement]
      matchFields:[NodeSelectorRequirement]
    NodeSelectorRequirement: key*:string operator*:string values:[string]
    NodeSelector=: nodeSelectorTerms*:[NodeSelectorTerm]
    PodAffinity: preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]
      requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
    WeightedPodAffinityTerm: podAffinityTerm*:PodAffinityTerm weight*:int
    PodAffinityTerm: labelSelector:LabelSelector matchLabelKeys:[string] mismatchLabelKeys:[string]
      namespaceSelector:LabelSelector namespaces:[string] topologyKey*:string
    LabelSelector=: matchExpressions:[LabelSelectorRequirement] matchLabels:{string}
    LabelSelectorRequirement: key*:string operator*:string values:[string]
    PodAntiAffinity: preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]
      requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
    Container: args:[string] command:[string] env:[EnvVar]@name envFrom:[EnvFromSource] image:string
      imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name*:string
      ports:[ContainerPort]@containerPort,protocol readinessProbe:Probe
      resizePolicy:[ContainerResizePolicy] resources:ResourceRequirements restartPolicy:string
      restartPolicyRules:[ContainerRestartRule] securityContext:SecurityContext startupProbe:Probe
      stdin:bool stdinOnce:bool terminationMessagePath:string terminationMessagePolicy:string
      tty:bool volumeDevices:[VolumeDevice]@devicePath volumeMounts:[VolumeMount]@mountPath
      workingDir:string
    EnvVar: name*:string value:string valueFrom:EnvVarSource
    EnvVarSource: configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector
      fileKeyRef:FileKeySelector resourceFieldRef:ResourceFieldSelector
      secretKeyRef:SecretKeySelector
    ConfigMapKeySelector=: key*:string name:string optional:bool
    ObjectFieldSelector=: apiVersion:string fieldPath*:string
    ResourceFieldSelector=: containerName:string divisor:quantity resource*:string
    SecretKeySelector=: key*:string name:string optional:bool
    EnvFromSource: configMapRef:ConfigMapEnvSource prefix:string secretRef:SecretEnvSource
    ConfigMapEnvSource: name:string optional:bool
    SecretEnvSource: name:string optional:bool
    Lifecycle: postStart:Handler preStop:Handler stopSignal:string
    Handler: exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
    ExecAction: command:[string]
    HTTPGetAction: host:string httpHeaders:[HTTPHeader] path:string port*:intstr scheme:string
    HTTPHeader: name*:string value*:string
    TCPSocketAction: host:string port*:intstr
    Probe: exec:ExecAction failureThreshold:int grpc:GRPCAction httpGet:HTTPGetAction
      initialDelaySeconds:int periodSeconds:int successThreshold:int tcpSocket:TCPSocketAction
      terminationGracePeriodSeconds:int timeoutSeconds:int
    ContainerPort: containerPort*:int hostIP:string hostPort:int name:string protocol:string
    ResourceRequirements: claims:[ResourceClaim]@name limits:{quantity} requests:{quantity}
    SecurityContext: allowPrivilegeEscalation:bool appArmorProfile:AppArmorProfile
      capabilities:Capabilities privileged:bool procMount:string readOnlyRootFilesystem:bool
      runAsGroup:int runAsNonRoot:bool runAsUser:int seLinuxOptions:SELinuxOptions
      seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
    Capabilities: add:[string] drop:[string]
    SELinuxOptions: level:string role:string type:string user:string
    SeccompProfile: localhostProfile:string type*:string
    WindowsSecurityContextOptions: gmsaCredentialSpec:string gmsaCredentialSpecName:string
      hostProcess:bool runAsUserName:string
    VolumeDevice: devicePath*:string name*:string
    VolumeMount: mountPath*:string mountPropagation:string name*:string readOnly:bool
      recursiveReadOnly:string subPath:string subPathExpr:string
    PodDNSConfig: nameservers:[string] options:[PodDNSConfigOption] searches:[string]
    PodDNSConfigOption: name:string value:string
    EphemeralContainer: args:[string] command:[string] env:[EnvVar]@name envFrom:[EnvFromSource]
      image:string imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name*:string
      ports:[ContainerPort]@containerPort,protocol readinessProbe:Probe
      resizePolicy:[ContainerResizePolicy] resources:ResourceRequirements restartPolicy:string
      restartPolicyRules:[ContainerRestartRule] securityContext:SecurityContext startupProbe:Probe
      stdin:bool stdinOnce:bool targetContainerName:string terminationMessagePath:string
      terminationMessagePolicy:string tty:bool volumeDevices:[VolumeDevice]@devicePath
      volumeMounts:[VolumeMount]@mountPath workingDir:string
    HostAlias: hostnames:[string] ip:string
    LocalObjectReference=: name:string
    PodReadinessGate: conditionType*:string
    PodSecurityContext: appArmorProfile:AppArmorProfile fsGroup:int fsGroupChangePolicy:string
      runAsGroup:int runAsNonRoot:bool runAsUser:int seLinuxChangePolicy:string
      seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[int]
      supplementalGroupsPolicy:string sysctls:[Sysctl] windowsOptions:WindowsSecurityContextOptions
    Sysctl: name*:string value*:string
    Toleration: effect:string key:string operator:string tolerationSeconds:int value:string
    TopologySpreadConstraint: labelSelector:LabelSelector matchLabelKeys:[string] maxSkew*:int
      minDomains:int nodeAffinityPolicy:string nodeTaintsPolicy:string topologyKey*:string
      whenUnsatisfiable*:string
    Volume: awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource
      azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource
      configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource
      emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource
      flexVolume:FlexVolumeSource flocker:FlockerVolumeSource
      gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource
      glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource
      iscsi:ISCSIVolumeSource name*:string nfs:NFSVolumeSource
      persistentVolumeClaim:PersistentVolumeClaimVolumeSource
      photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource
      projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource
      scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource
      vsphereVolume:VsphereVirtualDiskVolumeSource
    AWSElasticBlockStoreVolumeSource: fsType:string partition:int readOnly:bool volumeID*:string
    AzureDiskVolumeSource: cachingMode:string diskName*:string diskURI*:string fsType:string
      kind:string readOnly:bool
    AzureFileVolumeSource: readOnly:bool secretName*:string shareName*:string
    CephFSVolumeSource: monitors*:[string] path:string readOnly:bool secretFile:string
      secretRef:LocalObjectReference user:string
    CinderVolumeSource: fsType:string readOnly:bool secretRef:LocalObjectReference volumeID*:string
    ConfigMapVolumeSource: defaultMode:int items:[KeyToPath] name:string optional:bool
    KeyToPath: key*:string mode:int path*:string
    CSIVolumeSource: driver*:string fsType:string nodePublishSecretRef:LocalObjectReference
      readOnly:bool volumeAttributes:{string}
    DownwardAPIVolumeSource: defaultMode:int items:[DownwardAPIVolumeFile]
    DownwardAPIVolumeFile: fieldRef:ObjectFieldSelector mode:int path*:string
      resourceFieldRef:ResourceFieldSelector
    EmptyDirVolumeSource: medium:string sizeLimit:quantity
    EphemeralVolumeSource: volumeClaimTemplate:PersistentVolumeClaimTemplate
    PersistentVolumeClaimTemplate: metadata:ObjectMeta spec*:PersistentVolumeClaimSpec
    PersistentVolumeClaimSpec: accessModes:[string] dataSource:TypedLocalObjectReference
      dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:LabelSelector
      storageClassName:string volumeAttributesClassName:string volumeMode:string volumeName:string
    TypedLocalObjectReference=: apiGroup:string kind*:string name*:string
    FCVolumeSource: fsType:string lun:int readOnly:bool targetWWNs:[string] wwids:[string]
    FlexVolumeSource: driver*:string fsType:string options:{string} readOnly:bool
      secretRef:LocalObjectReference
    FlockerVolumeSource: datasetName:string datasetUUID:string
    GCEPersistentDiskVolumeSource: fsType:string partition:int pdName*:string readOnly:bool
    GitRepoVolumeSource: directory:string repository*:string revision:string
    GlusterfsVolumeSource: endpoints*:string path*:string readOnly:bool
    HostPathVolumeSource: path*:string type:string
    ISCSIVolumeSource: chapAuthDiscovery:bool chapAuthSession:bool fsType:string
      initiatorName:string iqn*:string iscsiInterface:string lun*:int portals:[string] readOnly:bool
      secretRef:LocalObjectReference targetPortal*:string
    NFSVolumeSource: path*:string readOnly:bool server*:string
    PersistentVolumeClaimVolumeSource: claimName*:string readOnly:bool
    PhotonPersistentDiskVolumeSource: fsType:string pdID*:string
    PortworxVolumeSource: fsType:string readOnly:bool volumeID*:string
    ProjectedVolumeSource: defaultMode:int sources:[VolumeProjection]
    VolumeProjection: clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection
      downwardAPI:DownwardAPIProjection podCertificate:any secret:SecretProjection
      serviceAccountToken:ServiceAccountTokenProjection
    ConfigMapProjection: items:[KeyToPath] name:string optional:bool
    DownwardAPIProjection: items:[DownwardAPIVolumeFile]
    SecretProjection: items:[KeyToPath] name:string optional:bool
    ServiceAccountTokenProjection: audience:string expirationSeconds:int path*:string
    QuobyteVolumeSource: group:string readOnly:bool registry*:string tenant:string user:string
      volume*:string
    RBDVolumeSource: fsType:string image*:string keyring:string monitors*:[string] pool:string
      readOnly:bool secretRef:LocalObjectReference user:string
    ScaleIOVolumeSource: fsType:string gateway*:string protectionDomain:string readOnly:bool
      secretRef*:LocalObjectReference sslEnabled:bool storageMode:string storagePool:string
      system*:string volumeName:string
    SecretVolumeSource: defaultMode:int items:[KeyToPath] optional:bool secretName:string
    StorageOSVolumeSource: fsType:string readOnly:bool secretRef:LocalObjectReference
      volumeName:string volumeNamespace:string
    VsphereVirtualDiskVolumeSource: fsType:string storagePolicyID:string storagePolicyName:string
      volumePath*:string
    PodStatus: conditions:[PodCondition]@type containerStatuses:[ContainerStatus]
      ephemeralContainerStatuses:[ContainerStatus] hostIP:string hostIPs:[HostIP]
      initContainerStatuses:[ContainerStatus] message:string nominatedNodeName:string
      observedGeneration:int phase:string podIP:string podIPs:[PodIP]@ip qosClass:string
      reason:string resize:string resourceClaimStatuses:[any] startTime:time
    PodCondition: lastProbeTime:time lastTransitionTime:time message:string observedGeneration:int
      reason:string status*:string type*:string
    ContainerStatus: allocatedResources:{quantity} allocatedResourcesStatus:[any] containerID:string
      image*:string imageID*:string lastState:ContainerState name*:string ready*:bool
      resources:ResourceRequirements restartCount*:int started:bool state:ContainerState
      stopSignal:string user:any volumeMounts:[VolumeMountStatus]@mountPath
    ContainerState: running:ContainerStateRunning terminated:ContainerStateTerminated
      waiting:ContainerStateWaiting
    ContainerStateRunning: startedAt:time
    ContainerStateTerminated: containerID:string exitCode*:int finishedAt:time message:string
      reason:string signal:int startedAt:time
    ContainerStateWaiting: message:string reason:string
    PodIP: ip:string
    PodOS: name*:string
    PodResourceClaim: name*:string resourceClaimName:string resourceClaimTemplateName:string
    PodSchedulingGate: name*:string
    ContainerResizePolicy: resourceName*:string restartPolicy*:string
    ContainerRestartRule: action*:string exitCodes:ContainerRestartRuleOnExitCodes
    ContainerRestartRuleOnExitCodes: operator*:string values:[int]
    FileKeySelector=: key*:string optional:bool path*:string volumeName*:string
    SleepAction: seconds*:int
    GRPCAction: port*:int service:string
    ResourceClaim: name*:string request:string
    AppArmorProfile: localhostProfile:string type*:string
    ImageVolumeSource: pullPolicy:string reference:string
    TypedObjectReference: apiGroup:string kind*:string name*:string namespace:string
    VolumeResourceRequirements: limits:{quantity} requests:{quantity}
    ClusterTrustBundleProjection: labelSelector:LabelSelector name:string optional:bool path*:string
      signerName:string
    HostIP: ip*:string
    VolumeMountStatus: mountPath*:string name*:string readOnly:bool recursiveReadOnly:string
    """
}
