/// The numbers that fields have in Kubernetes' protobuf messages, for the kinds that kubectl creates
/// by itself.
///
/// A line for each message: `Message: field=number:type …`. A type is `string`, `int`, `bool`,
/// `bytes`, the name of another message, `[type]` for a list, `{type}` for a map, `quantity`,
/// `intstr` or `time`; `-` is passed over. `?` behind a type keeps a zero, which otherwise stands for
/// nothing; `+` in front of a message puts its fields in the place of the field.
enum ProtobufMessages {
  static let text = """
    ObjectMeta: name=1:string generateName=2:string namespace=3:string selfLink=4:string
      uid=5:string resourceVersion=6:string generation=7:int creationTimestamp=8:time
      deletionGracePeriodSeconds=10:int? labels=11:{string} annotations=12:{string}
      ownerReferences=13:[OwnerReference] finalizers=14:[string]
    OwnerReference: kind=1:string name=3:string uid=4:string apiVersion=5:string
      controller=6:bool? blockOwnerDeletion=7:bool?
    LabelSelector: matchLabels=1:{string} matchExpressions=2:[LabelSelectorRequirement]
    LabelSelectorRequirement: key=1:string operator=2:string values=3:[string]
    DeleteOptions: gracePeriodSeconds=1:int? preconditions=2:Preconditions
      orphanDependents=3:bool? propagationPolicy=4:string dryRun=5:[string]
    Preconditions: uid=1:string resourceVersion=2:string
    Namespace: metadata=1:ObjectMeta spec=2:NamespaceSpec status=3:-
    NamespaceSpec: finalizers=1:[string]
    ConfigMap: metadata=1:ObjectMeta data=2:{string} binaryData=3:{bytes} immutable=4:bool?
    Secret: metadata=1:ObjectMeta data=2:{bytes} type=3:string stringData=4:{string}
      immutable=5:bool?
    ServiceAccount: metadata=1:ObjectMeta imagePullSecrets=3:[LocalObjectReference]
      automountServiceAccountToken=4:bool?
    LocalObjectReference: name=1:string
    Service: metadata=1:ObjectMeta spec=2:ServiceSpec status=3:-
    ServiceSpec: ports=1:[ServicePort] selector=2:{string} clusterIP=3:string type=4:string
      externalIPs=5:[string] sessionAffinity=7:string loadBalancerIP=8:string
      loadBalancerSourceRanges=9:[string] externalName=10:string externalTrafficPolicy=11:string
      healthCheckNodePort=12:int publishNotReadyAddresses=13:bool ipFamilyPolicy=17:string
      clusterIPs=18:[string] ipFamilies=19:[string]
    ServicePort: name=1:string protocol=2:string port=3:int targetPort=4:intstr nodePort=5:int
      appProtocol=6:string
    ResourceQuota: metadata=1:ObjectMeta spec=2:ResourceQuotaSpec status=3:-
    ResourceQuotaSpec: hard=1:{quantity} scopes=2:[string]
    Binding: metadata=1:ObjectMeta target=2:ObjectReference
    ObjectReference: kind=1:string namespace=2:string name=3:string uid=4:string
      apiVersion=5:string resourceVersion=6:string fieldPath=7:string
    PodTemplateSpec: metadata=1:ObjectMeta spec=2:PodSpec
    PodSpec: containers=2:[Container] restartPolicy=3:string
      terminationGracePeriodSeconds=4:int? activeDeadlineSeconds=5:int? dnsPolicy=6:string
      nodeSelector=7:{string} serviceAccountName=8:string serviceAccount=9:string
      nodeName=10:string hostNetwork=11:bool hostPID=12:bool hostIPC=13:bool
      securityContext=14:PodSecurityContext imagePullSecrets=15:[LocalObjectReference]
      hostname=16:string subdomain=17:string schedulerName=19:string
      initContainers=20:[Container] automountServiceAccountToken=21:bool?
      priorityClassName=24:string
    PodSecurityContext: runAsUser=2:int? runAsNonRoot=3:bool? fsGroup=5:int? runAsGroup=6:int?
    Container: name=1:string image=2:string command=3:[string] args=4:[string]
      workingDir=5:string ports=6:[ContainerPort] env=7:[EnvVar] resources=8:ResourceRequirements
      terminationMessagePath=13:string imagePullPolicy=14:string stdin=16:bool stdinOnce=17:bool
      tty=18:bool terminationMessagePolicy=20:string
    ContainerPort: name=1:string hostPort=2:int containerPort=3:int protocol=4:string
      hostIP=5:string
    EnvVar: name=1:string value=2:string
    ResourceRequirements: limits=1:{quantity} requests=2:{quantity}
    Deployment: metadata=1:ObjectMeta spec=2:DeploymentSpec status=3:-
    DeploymentSpec: replicas=1:int? selector=2:LabelSelector template=3:PodTemplateSpec
      strategy=4:DeploymentStrategy minReadySeconds=5:int revisionHistoryLimit=6:int?
      paused=7:bool progressDeadlineSeconds=9:int?
    DeploymentStrategy: type=1:string rollingUpdate=2:RollingUpdateDeployment
    RollingUpdateDeployment: maxUnavailable=1:intstr maxSurge=2:intstr
    Job: metadata=1:ObjectMeta spec=2:JobSpec status=3:-
    JobSpec: parallelism=1:int? completions=2:int? activeDeadlineSeconds=3:int?
      selector=4:LabelSelector manualSelector=5:bool? template=6:PodTemplateSpec
      backoffLimit=7:int? ttlSecondsAfterFinished=8:int? completionMode=9:string suspend=10:bool?
    CronJob: metadata=1:ObjectMeta spec=2:CronJobSpec status=3:-
    CronJobSpec: schedule=1:string startingDeadlineSeconds=2:int? concurrencyPolicy=3:string
      suspend=4:bool? jobTemplate=5:JobTemplateSpec successfulJobsHistoryLimit=6:int?
      failedJobsHistoryLimit=7:int? timeZone=8:string
    JobTemplateSpec: metadata=1:ObjectMeta spec=2:JobSpec
    HorizontalPodAutoscaler: metadata=1:ObjectMeta spec=2:HorizontalPodAutoscalerSpec status=3:-
    HorizontalPodAutoscalerSpec: scaleTargetRef=1:CrossVersionObjectReference minReplicas=2:int?
      maxReplicas=3:int metrics=4:[MetricSpec]
    CrossVersionObjectReference: kind=1:string name=2:string apiVersion=3:string
    MetricSpec: type=1:string resource=4:ResourceMetricSource
    ResourceMetricSource: name=1:string target=2:MetricTarget
    MetricTarget: type=1:string value=2:quantity averageValue=3:quantity
      averageUtilization=4:int?
    Scale: metadata=1:ObjectMeta spec=2:ScaleSpec status=3:-
    ScaleSpec: replicas=1:int?
    PodDisruptionBudget: metadata=1:ObjectMeta spec=2:PodDisruptionBudgetSpec status=3:-
    PodDisruptionBudgetSpec: minAvailable=1:intstr selector=2:LabelSelector
      maxUnavailable=3:intstr unhealthyPodEvictionPolicy=4:string
    Eviction: metadata=1:ObjectMeta deleteOptions=2:DeleteOptions
    Ingress: metadata=1:ObjectMeta spec=2:IngressSpec status=3:-
    IngressSpec: defaultBackend=1:IngressBackend tls=2:[IngressTLS] rules=3:[IngressRule]
      ingressClassName=4:string
    IngressRule: host=1:string rules=2:+IngressRuleValue
    IngressRuleValue: http=1:HTTPIngressRuleValue
    HTTPIngressRuleValue: paths=1:[HTTPIngressPath]
    HTTPIngressPath: path=1:string backend=2:IngressBackend pathType=3:string
    IngressBackend: service=4:IngressServiceBackend
    IngressServiceBackend: name=1:string port=2:ServiceBackendPort
    ServiceBackendPort: name=1:string number=2:int
    IngressTLS: hosts=1:[string] secretName=2:string
    Role: metadata=1:ObjectMeta rules=2:[PolicyRule]
    ClusterRole: metadata=1:ObjectMeta rules=2:[PolicyRule] aggregationRule=3:AggregationRule
    AggregationRule: clusterRoleSelectors=1:[LabelSelector]
    PolicyRule: verbs=1:[string] apiGroups=2:[string] resources=3:[string]
      resourceNames=4:[string] nonResourceURLs=5:[string]
    RoleBinding: metadata=1:ObjectMeta subjects=2:[Subject] roleRef=3:RoleRef
    ClusterRoleBinding: metadata=1:ObjectMeta subjects=2:[Subject] roleRef=3:RoleRef
    Subject: kind=1:string apiGroup=2:string name=3:string namespace=4:string
    RoleRef: apiGroup=1:string kind=2:string name=3:string
    PriorityClass: metadata=1:ObjectMeta value=2:int? globalDefault=3:bool description=4:string
      preemptionPolicy=5:string
    SelfSubjectAccessReview: metadata=1:ObjectMeta spec=2:SelfSubjectAccessReviewSpec status=3:-
    SelfSubjectAccessReviewSpec: resourceAttributes=1:ResourceAttributes
      nonResourceAttributes=2:NonResourceAttributes
    ResourceAttributes: namespace=1:string verb=2:string group=3:string version=4:string
      resource=5:string subresource=6:string name=7:string
    NonResourceAttributes: path=1:string verb=2:string
    SelfSubjectRulesReview: metadata=1:ObjectMeta spec=2:SelfSubjectRulesReviewSpec status=3:-
    SelfSubjectRulesReviewSpec: namespace=1:string
    SelfSubjectReview: metadata=1:ObjectMeta status=2:-
    """
}
