extension TypeCatalog {
  /// What a small cluster's API server has without any custom resource definition.
  static let builtIn = TypeCatalog(
    core + workloads + networking + access + storage + cluster)

  private static let core: [ResourceType] = [
    type(.namespaces, "Namespace", ["ns"], namespaced: false, [.status, .finalize]),
    type(.nodes, "Node", ["no"], namespaced: false, [.status, .proxy]),
    type(
      .pods, "Pod", ["po"], categories: ["all"],
      [
        .status, .log, .eviction, .binding, .exec, .attach, .portforward, .ephemeralcontainers,
        .proxy, .resize,
      ]),
    type(.services, "Service", ["svc"], categories: ["all"], [.status, .proxy]),
    type(.endpoints, "Endpoints", ["ep"]),
    type(.configMaps, "ConfigMap", ["cm"]),
    type(.secrets, "Secret"),
    type(.serviceAccounts, "ServiceAccount", ["sa"]),
    type(.persistentVolumes, "PersistentVolume", ["pv"], namespaced: false, [.status]),
    type(.persistentVolumeClaims, "PersistentVolumeClaim", ["pvc"], [.status]),
    type(
      .replicationControllers, "ReplicationController", ["rc"], categories: ["all"],
      [.status, .scale]),
    type(.podTemplates, "PodTemplate"),
    type(.resourceQuotas, "ResourceQuota", ["quota"], [.status]),
    type(.limitRanges, "LimitRange", ["limits"]),
    type(.events, "Event", ["ev"]),
  ]

  private static let workloads: [ResourceType] = [
    type(.deployments, "Deployment", ["deploy"], categories: ["all"], [.status, .scale]),
    type(.replicaSets, "ReplicaSet", ["rs"], categories: ["all"], [.status, .scale]),
    type(.statefulSets, "StatefulSet", ["sts"], categories: ["all"], [.status, .scale]),
    type(.daemonSets, "DaemonSet", ["ds"], categories: ["all"], [.status]),
    type(.controllerRevisions, "ControllerRevision"),
    type(.jobs, "Job", categories: ["all"], [.status]),
    type(.cronJobs, "CronJob", ["cj"], categories: ["all"], [.status]),
    type(
      .horizontalPodAutoscalers, "HorizontalPodAutoscaler", ["hpa"], versions: ["v2"],
      categories: ["all"], [.status]),
    type(.podDisruptionBudgets, "PodDisruptionBudget", ["pdb"], [.status]),
  ]

  private static let networking: [ResourceType] = [
    type(.ingresses, "Ingress", ["ing"], [.status]),
    type(.ingressClasses, "IngressClass", namespaced: false),
    type(.networkPolicies, "NetworkPolicy", ["netpol"]),
    type(.endpointSlices, "EndpointSlice"),
  ]

  private static let access: [ResourceType] = [
    type(.roles, "Role"),
    type(.roleBindings, "RoleBinding"),
    type(.clusterRoles, "ClusterRole", namespaced: false),
    type(.clusterRoleBindings, "ClusterRoleBinding", namespaced: false),
  ]

  private static let storage: [ResourceType] = [
    type(.storageClasses, "StorageClass", ["sc"], namespaced: false),
    type(.csiDrivers, "CSIDriver", namespaced: false),
    type(.csiNodes, "CSINode", namespaced: false),
    type(.volumeAttachments, "VolumeAttachment", namespaced: false, [.status]),
  ]

  private static let cluster: [ResourceType] = [
    type(.leases, "Lease"),
    type(.priorityClasses, "PriorityClass", ["pc"], namespaced: false),
    type(.runtimeClasses, "RuntimeClass", namespaced: false),
    type(
      .customResourceDefinitions, "CustomResourceDefinition", ["crd", "crds"],
      categories: ["api-extensions"], namespaced: false, [.status]),
    type(
      .mutatingWebhookConfigurations, "MutatingWebhookConfiguration",
      categories: ["api-extensions"], namespaced: false),
    type(
      .validatingWebhookConfigurations, "ValidatingWebhookConfiguration",
      categories: ["api-extensions"], namespaced: false),
    type(
      .apiServices, "APIService", categories: ["api-extensions"], namespaced: false, [.status]),
    metrics(.nodeMetrics, "NodeMetrics", namespaced: false),
    metrics(.podMetrics, "PodMetrics", namespaced: true),
  ]

  private static func type(
    _ id: ResourceID, _ kind: String, _ shortNames: [String] = [], versions: [String] = ["v1"],
    categories: [String] = [], namespaced: Bool = true,
    _ subresources: Set<ResourceType.Subresource> = []
  ) -> ResourceType {
    ResourceType(
      id: id, versions: versions, kind: kind, singular: kind.lowercased(),
      shortNames: shortNames, categories: categories, isNamespaced: namespaced,
      subresources: subresources, tracksGeneration: countingGenerations.contains(id))
  }

  private static let countingGenerations: Set<ResourceID> = [
    .pods, .replicationControllers, .deployments, .replicaSets, .statefulSets, .daemonSets, .jobs,
    .cronJobs, .podDisruptionBudgets, .ingresses, .ingressClasses, .networkPolicies,
    .endpointSlices, .customResourceDefinitions, .mutatingWebhookConfigurations,
    .validatingWebhookConfigurations,
  ]

  // Not stored by clients: controllers keep them, clients read them.
  private static func metrics(
    _ id: ResourceID, _ kind: String, namespaced: Bool
  ) -> ResourceType {
    ResourceType(
      id: id, versions: ["v1beta1"], kind: kind, singular: "", isNamespaced: namespaced,
      verbs: ["get", "list"])
  }
}
